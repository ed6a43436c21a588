// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;
import org.metergate.spi.time.VirtualTime;

class JournalTest {
  private static final Instant START = Instant.parse("2026-01-07T13:47:20Z");
  private static final Quantity ENERGY =
      new Quantity(
          "energy_import", Quantity.Kind.COUNTER, Dimension.ENERGY, "Energy import, all tariffs");

  @TempDir Path folder;

  private static Reading reading(int number) {
    Measurement energy =
        new Measurement(
            ENERGY,
            new Value.Decimal(BigDecimal.valueOf(number * 10L)),
            Unit.WH,
            "1.1.1.8.0.255",
            BigDecimal.valueOf(number),
            null);
    return new Reading(
        MeterRef.of("electricity", "5706567274389702"),
        number,
        Origin.LIVE,
        START.plusSeconds(number),
        Optional.empty(),
        List.of(energy));
  }

  @Test
  void givesBackWhatWasAppendedInOrderAfterAStart() throws Exception {
    JournalSettings settings = new JournalSettings(folder.resolve("journal.db"));
    try (Journal journal = Journal.openQuiet(settings, new VirtualTime(START), "boot")) {
      for (int i = 1; i <= 100; i++) {
        assertEquals(i, journal.append(reading(i)));
      }
      journal.moveCursor("home", 40);
      journal.state("electricity", "invocation-counter").put("4711");
    }
    try (Journal journal = Journal.open(settings, new VirtualTime(START))) {
      List<StoredReading> read = journal.readAfter(journal.cursor("home"), 1000);
      assertEquals(60, read.size());
      assertEquals(new StoredReading(41, reading(41)), read.get(0));
      assertEquals(
          Optional.of(new StoredReading(100, reading(100))), journal.newestOf("electricity"));
      assertEquals(Optional.of("4711"), journal.state("electricity", "invocation-counter").get());
      assertEquals(101, journal.append(reading(101)));
    }
  }
}
