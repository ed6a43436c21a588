// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.counter.DecisionRefused;

/** A scale that is configured or shown contradicts what the meter sends, under a load of 6 kW. */
class ScaleContradictionTest {
  @TempDir Path folder;
  private ScaleScene scene;

  @BeforeEach
  void open() throws Exception {
    scene = new ScaleScene(folder);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @ParameterizedTest
  @CsvSource({"10, 1, 10", "1, 10, 0.1"})
  void energiesAreWithheldWhereTheConfiguredScaleIsOutdated(int before, int after, String factor)
      throws Exception {
    scene.scaleOption = Integer.toString(before);
    scene.read(before, Duration.ofMinutes(2));
    scene.deliver();
    List<BigDecimal> delivered = scene.mqtt("energy_import");
    int powers = scene.mqtt("power_import").size();
    assertTrue(delivered.size() > 10, delivered.toString());

    scene.read(after, Duration.ofMinutes(2));
    scene.deliver();
    assertEquals(delivered, scene.mqtt("energy_import"));
    assertTrue(scene.mqtt("power_import").size() > powers + 10, "the powers are not withheld");
    String reported = scene.reported.toString();
    assertTrue(reported.contains("energy-scale-outdated"), reported);
    assertTrue(reported.contains("factor=" + factor + "}"), reported);
    assertFalse(reported.contains("energy-scale-switched"), reported);

    scene.scaleOption = Integer.toString(after);
    scene.restart();
    scene.read(after, Duration.ofMinutes(2));
    scene.deliver();
    List<BigDecimal> continued = scene.mqtt("energy_import");
    assertTrue(continued.size() > delivered.size() + 10, scene.reported.toString());
    BigDecimal last = continued.get(continued.size() - 1);
    assertEquals(0, scene.raw().multiply(BigDecimal.valueOf(after)).compareTo(last), "" + last);
  }

  @ParameterizedTest
  @CsvSource({"10, 1", "1, 10"})
  void aDisplayThatContradictsTheContinuedCountersIsRefused(int before, int after)
      throws Exception {
    scene.read(before, Duration.ofMinutes(2));
    scene.read(after, Duration.ofSeconds(30));
    scene.deliver();
    List<BigDecimal> delivered = scene.mqtt("energy_import");
    BigDecimal wrong = scene.display(before);
    DecisionRefused refused =
        assertThrows(DecisionRefused.class, () -> scene.counters.scale(ScaleScene.METER, wrong));
    assertTrue(refused.getMessage().contains("decimal point"), refused.getMessage());
    scene.deliver();
    assertEquals(delivered, scene.mqtt("energy_import"), "nothing changes");

    assertTrue(scene.command('S', after), "the right display is still accepted");
    scene.deliver();
    assertTrue(scene.mqtt("energy_import").size() > delivered.size());
  }
}
