// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalSettings;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;
import org.metergate.time.VirtualTime;

class JournalCommandTest {
  private static final Instant START = Instant.parse("2026-01-07T13:47:20Z");
  private static final int READINGS = 500;

  @TempDir Path folder;

  private final VirtualTime time = new VirtualTime(START);
  private Path path;

  @BeforeEach
  void aJournalWithReadings() throws Exception {
    path = folder.resolve("journal.db");
    try (Journal journal = Journal.open(new JournalSettings(path), time)) {
      for (int i = 1; i <= READINGS; i++) {
        journal.readings().append(reading(i));
      }
    }
  }

  private static Reading reading(int number) {
    BigDecimal value = BigDecimal.valueOf(number);
    Quantity energy =
        new Quantity("energy_import", Quantity.Kind.COUNTER, Dimension.ENERGY, "Energy import");
    return new Reading(
        MeterRef.of("house", "4711"),
        number,
        Origin.LIVE,
        START.plusSeconds(10L * number),
        Optional.empty(),
        List.of(new Measurement(energy, new Value.Decimal(value), Unit.WH, "1.8.0", value, null)));
  }

  private Run journal(String action) {
    return Run.of("journal", action, "--journal", path.toString());
  }

  @Test
  void aGoodJournalHasItsFiguresAndTheExitCodeZeroAlsoWhileItIsOpen() throws Exception {
    String out = journal("check").ends(0).out();
    assertTrue(out.contains("readings: 500, from id 1 of 2026-01-07T13:47:30Z to id 500"), out);
    assertTrue(out.endsWith(path + " is good." + System.lineSeparator()), out);
    try (Journal journal = Journal.open(new JournalSettings(path), time)) {
      journal.readings().append(reading(READINGS + 1));
      assertTrue(journal("check").ends(0).out().contains("readings: 501"));
      Run refused = journal("repair").ends(1);
      assertTrue(refused.err().contains("Another gateway"), refused.err());
    }
  }

  @Test
  void aDamagedJournalIsNamedAndRepaired() throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.seek(file.length() / 1024 * 512);
      file.write(new byte[512]);
    }
    byte[] damaged = Files.readAllBytes(path);
    Run check = journal("check").ends(1);
    assertTrue(check.err().contains("is damaged; stop the gateway"), check.err());
    String out = journal("repair").ends(0).out();
    assertTrue(out.contains(path + " was repaired: "), out);
    Path kept = Path.of(out.replaceAll("(?s).*The damaged file is (.*)\\.\\R", "$1"));
    assertEquals(-1, Arrays.mismatch(damaged, Files.readAllBytes(kept)));
    journal("check").ends(0);
  }

  @Test
  void wrongUsageIsNamed() {
    journal("mend").refuses(2, "ACTION must be check or repair, not 'mend'.");
    Run.of("journal", "check", "--journal", folder + "/none").ends(1);
  }
}
