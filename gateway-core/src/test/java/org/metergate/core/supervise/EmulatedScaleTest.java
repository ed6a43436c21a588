// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;

/** The emulated OMNIPOWER with the driver as it is configured without a scale. */
class EmulatedScaleTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "list=push1&energy-scale=10, 10, 15",
    "list=push1&energy-scale=1, 1, 15",
    "list=push1&energy-scale=10&phases=1, 10, 15",
    "list=push1&energy-scale=1&solar=6, 1, 15",
    "list=push1&energy-scale=10&ct=true, 10, 15",
    "list=push1&energy-scale=1&ct=true, 1, 15",
    "list=push1&energy-scale=1&voltage-scale=0.01, 1, 15",
    "list=nve&energy-scale=10, 10, 125",
    "list=nve&energy-scale=1&phases=1, 1, 125"
  })
  void isReadInItsOwnScale(String meter, String scale, int minutes) throws Exception {
    try (LateScene scene = new LateScene(folder)) {
      scene.run(
          Map.of("energy-scale", "auto"),
          meter + "&encrypted=false&serial=12345678",
          Duration.ofMinutes(minutes));

      List<Reading> readings = scene.readings(Origin.LIVE);
      assertTrue(readings.size() > 80, readings.size() + " readings");
      int energies = 0;
      for (Reading reading : readings) {
        for (Measurement m : reading.measurements()) {
          if (m.quantity().name().contains("energy")) {
            BigDecimal meant = m.raw().multiply(new BigDecimal(scale));
            assertEquals(meant.toPlainString(), String.valueOf(m.value()), m.register());
            energies++;
          }
        }
      }
      assertTrue(energies >= 4, energies + " energies");
      assertTrue(
          scene.reported.stream().anyMatch(reported -> reported.contains("energy-scale-found")),
          scene.reported.toString());
    }
  }
}
