// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.journal.sql.Database;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.time.VirtualTime;

/** Copies of journals that take the place of a journal. */
class JournalRestoreTest {
  private static final MeterRef WATER = MeterRef.of("water", "");
  private static final Quantity VOLUME =
      new Quantity("volume", Quantity.Kind.COUNTER, Dimension.VOLUME, "Volume");

  @TempDir Path folder;

  private final VirtualTime time = new VirtualTime(Samples.START);
  private final Set<String> steps = new TreeSet<>();

  private Path file(String name) {
    return folder.resolve(name);
  }

  private static Reading water(int number, String cubicMetres) {
    return new Reading(
        WATER,
        number,
        Origin.LIVE,
        Samples.START.plusSeconds(number),
        Optional.empty(),
        List.of(Measurement.decimal(VOLUME, new BigDecimal(cubicMetres), Unit.M3, "1")));
  }

  private Path copyOf(int readings) throws Exception {
    Path copy = file("copy.db");
    try (Journal journal = Samples.open(file("journal.db"), time)) {
      for (int i = 1; i <= readings; i++) {
        journal.readings().append(Samples.reading(i));
      }
      journal.readings().append(water(1, "17.5"));
      journal.states().of("water", "total-volume-m3").put("1 500 12.5 0 100 @ " + Samples.START);
      journal.cursors().move("home", 3);
      journal.copyInto(copy);
    }
    return copy;
  }

  private RestoredJournal restore(Path copy, Path journal, Instant now) throws Exception {
    try (JournalRestore restore = JournalRestore.claim(journal, steps::add)) {
      Files.copy(copy, restore.newPart(), StandardCopyOption.REPLACE_EXISTING);
      RestoredJournal restored = restore.prepare(Samples.START, now);
      restore.install(now);
      return restored;
    }
  }

  private List<String> names() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void idsContinueAboveAllThatCanHaveBeenDeliveredEvenAfterTheSameBackupTwice() throws Exception {
    Path copy = copyOf(10);
    long highest = 11;
    Instant now = Samples.START;
    Random random = new Random(4);
    for (int run = 0; run < 6; run++) {
      now = now.plus(Duration.ofMinutes(1 + random.nextInt(100_000)));
      Files.deleteIfExists(
          file("journal.db")); // the card died, and nothing tells of the run before
      restore(copy, file("journal.db"), now);
      long millis = 0;
      try (Journal journal = Samples.open(file("journal.db"), time)) {
        for (int i = 0; i < 50; i++) {
          long id = journal.readings().append(Samples.reading(1000 * run + i + 20));
          assertTrue(id > highest, id + " after " + highest);
          highest = id;
          millis += 1 + random.nextInt(10_000); // at most one reading in a millisecond
        }
      }
      now = now.plusMillis(millis);
    }
    assertTrue(highest < 1L << 53, "a number in JSON");
  }

  @Test
  void aWrongClockDoesNotLowerIdsBelowThoseOfTheJournalThatIsThere() throws Exception {
    Path copy = copyOf(10);
    restore(copy, file("journal.db"), Instant.parse("2030-01-01T00:00:00Z"));
    long used;
    try (Journal journal = Samples.open(file("journal.db"), time)) {
      used = journal.readings().append(Samples.reading(50));
    }
    restore(copy, file("journal.db"), Instant.parse("2027-01-01T00:00:00Z"));
    try (Journal journal = Samples.open(file("journal.db"), time)) {
      assertTrue(journal.readings().append(Samples.reading(51)) > used);
    }
  }

  @Test
  void whatIsLeftOutIsNotCountedAsWaitingReadings() throws Exception {
    restore(copyOf(10), file("journal.db"), Samples.START.plusSeconds(3600));
    try (Journal journal = Samples.open(file("journal.db"), time)) {
      long id = journal.readings().append(Samples.reading(50));
      long counted = journal.readings().idsBetween(3, id);
      assertTrue(counted >= 9 && counted <= 200_010, counted + " ids");
      assertTrue(journal.readings().idBack(id, 300_000) <= 3);
      assertEquals(9, journal.readings().readAfter(3, 1000).size());
    }
  }

  @Test
  void aTotalOfPulsesIsWithheldAndTheCounterOfAMeterIsNot() throws Exception {
    RestoredJournal restored =
        restore(copyOf(10), file("journal.db"), Samples.START.plusSeconds(9));
    assertEquals(Map.of("water", List.of("volume")), restored.withheld());
    try (Journal journal = Samples.open(file("journal.db"), time)) {
      long first = journal.readings().append(water(60, "17.6"));
      journal.readings().append(Samples.reading(61));
      assertTrue(first >= restored.firstId());
      List<StoredReading> after = journal.readings().readAfter(first - 1, 10);
      assertEquals(null, after.get(0).reading().measurement("volume").orElseThrow().value());
      assertEquals(Samples.reading(61), after.get(1).reading());
      assertEquals(
          water(1, "17.5"),
          journal.readings().readAfter(10, 1).get(0).reading(),
          "what was delivered before stays");
      assertEquals(
          "volume", journal.states().of("water", RestoredJournal.TOTALS).get().orElseThrow());
    }
  }

  @Test
  void whatWasThereIsKeptWithItsLogAndTheRestoreIsAFinding() throws Exception {
    Path copy = copyOf(10);
    Instant now = Samples.START.plusSeconds(86_400);
    restore(copy, file("journal.db"), now);
    assertEquals(
        List.of(
            "copy.db",
            "journal.db",
            "journal.db-before-restore-20260108T134720Z",
            "journal.db.lock"),
        names());
    try (Journal journal = Samples.open(file("journal.db"), time)) {
      StoredFinding found = journal.findings().newest(1).get(0);
      assertEquals("journal-restored", found.finding().code().id());
      assertEquals(
          Map.of("from", "2026-01-07T13:47:20Z", "to", "2026-01-08T13:47:20Z"),
          found.finding().parameters());
    }
    assertEquals(Set.of("end", "keep the journal", "put the journal there"), steps);
  }

  @Test
  void aJournalThatCannotBeOpenedIsKeptAsItIs() throws Exception {
    Path copy = copyOf(10);
    byte[] damaged = Files.readAllBytes(file("journal.db"));
    java.util.Arrays.fill(damaged, 512, 4000, (byte) 7);
    Files.write(file("journal.db"), damaged);
    Files.writeString(file("journal.db-wal"), "a log that nobody can read");
    restore(copy, file("journal.db"), Samples.START.plusSeconds(1));
    Path kept = file("journal.db-before-restore-20260107T134721Z");
    org.junit.jupiter.api.Assertions.assertArrayEquals(damaged, Files.readAllBytes(kept));
    try (Journal journal = Samples.open(file("journal.db"), time)) {
      assertEquals(11, journal.readings().readAfter(0, 100).size());
    }
  }

  @Test
  void refusesWhatIsNoGoodJournalAndChangesNothing() throws Exception {
    Path copy = copyOf(200);
    Path odd = file("odd.db");
    Files.copy(copy, odd);
    try (RandomAccessFile bytes = new RandomAccessFile(odd.toFile(), "rw")) {
      bytes.seek(4 * 512);
      bytes.write(new byte[8 * 512]);
    }
    refuses(odd, JournalException.Cause.DAMAGED);
    Files.delete(odd);
    refuses(
        Files.writeString(odd, "no database at all, but a text of some length"),
        JournalException.Cause.NOT_A_JOURNAL);
    Files.delete(odd);
    Files.copy(copy, odd);
    execute(odd, "PRAGMA user_version = 99");
    refuses(odd, JournalException.Cause.NEWER);
    execute(odd, "PRAGMA application_id = 4711");
    refuses(odd, JournalException.Cause.NOT_A_JOURNAL);
    Files.delete(odd);
    refuses(Files.createFile(odd), JournalException.Cause.NOT_A_JOURNAL);
  }

  private static void execute(Path database, String sql) throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database)) {
      Database.execute(connection, sql);
    }
  }

  private void refuses(Path copy, JournalException.Cause cause) throws Exception {
    byte[] before = Files.readAllBytes(file("journal.db"));
    JournalException refused =
        assertThrows(
            JournalException.class,
            () -> restore(copy, file("journal.db"), Samples.START.plusSeconds(1)));
    assertEquals(cause, refused.kind(), refused.getMessage());
    org.junit.jupiter.api.Assertions.assertArrayEquals(
        before, Files.readAllBytes(file("journal.db")));
    assertFalse(names().stream().anyMatch(name -> name.contains("restore")), names()::toString);
  }

  @Test
  void refusesAJournalInUseAndAFileThatIsNoJournal() throws Exception {
    try (Journal open = Samples.open(file("journal.db"), time)) {
      assertNotNull(open);
      JournalException refused =
          assertThrows(
              JournalException.class, () -> JournalRestore.claim(file("journal.db"), steps::add));
      assertEquals(JournalException.Cause.IN_USE, refused.kind());
    }
    Files.write(file("other"), "x".repeat(200).getBytes(StandardCharsets.US_ASCII));
    JournalException refused =
        assertThrows(JournalException.class, () -> JournalRestore.claim(file("other"), steps::add));
    assertEquals(JournalException.Cause.NOT_A_JOURNAL, refused.kind());
  }
}
