// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.time.VirtualTime;

/** What other programs find in the file, and how much space it needs. */
class JournalFormTest {
  private static final int READINGS = 8640;

  @TempDir Path folder;

  private final VirtualTime time = new VirtualTime(Samples.START);
  private Path path;

  @BeforeEach
  void nameTheFile() {
    path = folder.resolve("journal.db");
  }

  @Test
  void aNewJournalBearsItsVersionAndItsProgram() throws Exception {
    Samples.open(path, time).close();
    assertEquals(5, PlainSql.number(path, "PRAGMA user_version"));
    assertEquals(0x4D544754, PlainSql.number(path, "PRAGMA application_id"));
    assertEquals("wal", PlainSql.text(path, "PRAGMA journal_mode"));
  }

  @Test
  void theTablesTellWhatARowMeansWithoutTheDriver() throws Exception {
    try (Journal journal = Samples.open(path, time)) {
      journal.readings().append(Samples.list(1));
    }
    assertEquals(
        "electricity 5706567274389702 0 1767793650437 2026-01-07 13:47:30",
        PlainSql.text(
            path,
            "SELECT name || ' ' || identifier || ' ' || history || ' ' || received_ms || ' ' ||"
                + " datetime(meter_time, 'unixepoch') FROM reading"
                + " JOIN meter ON meter.id = reading.meter"));
    assertEquals(
        "quantity_0 COUNTER ENERGY The quantity quantity_0 Wh 1.1.10.8.0.255 raw * 10 / 10^0",
        PlainSql.text(
            path,
            "SELECT quantity || ' ' || kind || ' ' || dimension || ' ' || label || ' ' || unit ||"
                + " ' ' || register || ' raw * ' || factor || ' / 10^' || scale"
                + " FROM reading JOIN shape_item USING (shape) WHERE place = 2"));
    assertEquals(22, PlainSql.number(path, "SELECT count(*) FROM series"));
    assertEquals(
        "ENERGY", PlainSql.text(path, "SELECT dimension FROM series WHERE quantity='quantity_0'"));
  }

  @Test
  void twentyValuesTakeLessThanAHundredBytes() throws Exception {
    try (Journal journal = Samples.open(path, time)) {
      for (int i = 0; i < READINGS; i++) {
        journal.readings().append(Samples.list(i));
      }
    }
    double bytes = Files.size(path) / (double) READINGS;
    System.out.printf("journal: %.1f bytes on disk for a reading of 20 integers%n", bytes);
    assertTrue(bytes < 100, bytes + " bytes");
    assertEquals(1, PlainSql.number(path, "SELECT count(*) FROM shape"));
    assertEquals(1, PlainSql.number(path, "SELECT count(*) FROM word"));
  }

  @Test
  void aJournalThatIsClosedIsOneFileAndItsLock() throws Exception {
    try (Journal journal = Samples.open(path, time)) {
      journal.readings().append(Samples.list(1));
    }
    try (var files = Files.list(folder)) {
      assertEquals(
          List.of("journal.db", "journal.db.lock"),
          files.map(f -> f.getFileName().toString()).sorted().toList());
    }
  }
}
