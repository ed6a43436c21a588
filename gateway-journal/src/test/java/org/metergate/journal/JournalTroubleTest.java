// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.journal.JournalException.Cause;
import org.metergate.journal.sql.Database;
import org.metergate.journal.sql.ReadingTable;
import org.metergate.time.VirtualTime;

class JournalTroubleTest {
  @TempDir Path folder;

  private final VirtualTime time = new VirtualTime(Samples.START);
  private Path path;

  @BeforeEach
  void nameTheFile() {
    path = folder.resolve("journal.db");
  }

  private void refuses(Cause kind, Path named) {
    JournalException e = assertThrows(JournalException.class, () -> Samples.open(named, time));
    assertEquals(kind, e.kind(), e.getMessage());
    assertTrue(e.getMessage().contains(named.getFileName().toString()), e.getMessage());
    assertTrue(e.getMessage().contains(";"), "there is no next step in: " + e.getMessage());
    assertTrue(e.getMessage().endsWith("."), e.getMessage());
  }

  @Test
  void refusesAFileThatIsNoDatabaseAndLeavesItAlone() throws Exception {
    for (String text : List.of("gateway:\n", "no database\n".repeat(1000))) {
      Files.writeString(path, text);
      refuses(Cause.NOT_A_JOURNAL, path);
      assertEquals(text, Files.readString(path));
      refuses(Cause.NOT_A_JOURNAL, path);
    }
  }

  @Test
  void refusesTheDatabaseOfAnotherProgramAndLeavesItAlone() throws Exception {
    PlainSql.execute(path, "CREATE TABLE recipe (name TEXT)");
    byte[] before = Files.readAllBytes(path);
    refuses(Cause.NOT_A_JOURNAL, path);
    assertTrue(java.util.Arrays.equals(before, Files.readAllBytes(path)));
  }

  @Test
  void refusesAJournalOfANewerProgramAndLeavesItAlone() throws Exception {
    Samples.open(path, time).close();
    PlainSql.execute(path, "PRAGMA user_version = 99");
    byte[] before = Files.readAllBytes(path);
    refuses(Cause.NEWER, path);
    assertTrue(java.util.Arrays.equals(before, Files.readAllBytes(path)));
  }

  @Test
  void makesTheFolderOfTheJournalButNotAWholePath() throws Exception {
    Samples.open(folder.resolve("new").resolve("journal.db"), time).close();
    assertTrue(Files.exists(folder.resolve("new/journal.db")));
    refuses(Cause.NOT_WRITABLE, folder.resolve("a/b/journal.db"));
    assertFalse(Files.exists(folder.resolve("a")));
  }

  @Test
  void refusesAFolderInPlaceOfAFile() throws Exception {
    Files.createDirectory(path);
    refuses(Cause.NOT_WRITABLE, path);
  }

  @Test
  void refusesASecondOpenerInThisProcessByAnyNameOfTheFile() throws Exception {
    try (Journal journal = Samples.open(path, time)) {
      refuses(Cause.IN_USE, path);
      Path link = Files.createSymbolicLink(folder.resolve("link.db"), path);
      JournalException e = assertThrows(JournalException.class, () -> Samples.open(link, time));
      assertEquals(Cause.IN_USE, e.kind());
      journal.readings().append(Samples.reading(1));
    }
    Samples.open(path, time).close();
  }

  @Test
  void letsOtherProgramsReadMeanwhile() throws Exception {
    try (Journal journal = Samples.open(path, time)) {
      journal.readings().append(Samples.reading(1));
      assertEquals(1, PlainSql.number(path, "SELECT count(*) FROM reading"));
    }
  }

  @Test
  void namesWhatItCannotDoUntilItCanAgain() throws Exception {
    try (Journal journal = Samples.open(path, time)) {
      assertEquals(List.of(), journal.failures());
      PlainSql.execute(path, refusing("finding"));
      PlainSql.execute(path, refusing("state"));
      PlainSql.execute(path, refusing("undecoded"));
      journal.findings().record("el", JournalFindings.TIMES_UNSURE.with("count", 1), time.now());
      journal
          .undecoded()
          .discarded(
              assertThrows(
                  JournalException.class,
                  () -> journal.undecoded().keep("el", new byte[] {1}, time.now())));
      journal.states().of("el", "counter").put("41");
      journal.sync();
      time.pause(Duration.ofSeconds(60));
      journal.sync();
      assertEquals(
          List.of(
              JournalFindings.NOT_SYNCED,
              JournalFindings.FRAMES_NOT_KEPT,
              JournalFindings.FINDINGS_NOT_KEPT),
          journal.failures().stream().map(failure -> failure.finding().code()).toList());
      JournalFailure sync = journal.failures().get(0);
      assertEquals(2, sync.count());
      assertEquals(Duration.ofSeconds(60), Duration.between(sync.since(), sync.last()));
      assertTrue(sync.finding().parameters().get("reason").contains(path.toString()));
      for (String table : List.of("finding", "state", "undecoded")) {
        PlainSql.execute(path, "DROP TRIGGER no_" + table);
      }
      journal.findings().record("el", JournalFindings.TIMES_UNSURE.with("count", 1), time.now());
      journal.undecoded().keep("el", new byte[] {1}, time.now());
      journal.sync();
      journal.tick();
      assertEquals(List.of(), journal.failures());
    }
  }

  @Test
  void aFindingThatCouldNotBeRecordedIsRecordedLater() throws Exception {
    try (Journal journal = Samples.open(path, time)) {
      PlainSql.execute(path, refusing("finding"));
      journal.findings().record("el", JournalFindings.TIMES_UNSURE.with("count", 1), time.now());
      journal.tick();
      assertEquals(
          List.of(JournalFindings.FINDINGS_NOT_KEPT),
          journal.failures().stream().map(failure -> failure.finding().code()).toList());
      PlainSql.execute(path, "DROP TRIGGER no_finding");
      journal.tick();
      assertEquals(List.of(), journal.failures());
      assertEquals(
          List.of("times-unsure"),
          journal.findings().newest(9).stream().map(one -> one.finding().code().id()).toList());
    }
  }

  private static String refusing(String table) {
    return "CREATE TRIGGER no_%1$s BEFORE INSERT ON %1$s BEGIN SELECT raise(ABORT, 'no'); END"
        .formatted(table);
  }

  @Test
  void saysThatTheDiskIsFullAndGoesOnWhenThereIsRoom() throws Exception {
    try (Database database = Database.open(path)) {
      Writer writer = Samples.writer(database, time);
      writer.synced(writer.prepareSync());
      long pages = Database.number(database.writer(), "PRAGMA page_count");
      Database.execute(database.writer(), "PRAGMA max_page_count = " + pages);
      JournalException full = assertThrows(JournalException.class, () -> appendMany(writer, 100));
      assertEquals(Cause.FULL, full.kind(), full.getMessage());
      assertTrue(full.getMessage().contains(path.toString()), full.getMessage());
      long newest = writer.newestTimed();
      Database.execute(database.writer(), "PRAGMA max_page_count = 100000");
      assertEquals(newest + 1, writer.append(Samples.reading(1), "").id());
      ReadingTable stored = new ReadingTable(database.reader(), database.counterRuleTable());
      List<StoredReading> all = stored.after(0, Long.MAX_VALUE, 1000, StoredReading::new);
      assertEquals(newest + 1, all.size());
      assertEquals(new StoredReading(newest + 1, Samples.reading(1)), all.get((int) newest));
    }
  }

  private static void appendMany(Writer writer, int count) throws JournalException {
    for (int i = 0; i < count; i++) {
      writer.append(Samples.list(i), "");
    }
  }

  @Test
  void saysThatAnotherProgramLocksTheJournalAndGoesOnAfterwards() throws Exception {
    try (Database database = Database.open(path)) {
      Writer writer = Samples.writer(database, time);
      writer.synced(writer.prepareSync());
      Database.execute(database.writer(), "PRAGMA busy_timeout = 1");
      try (Connection other = PlainSql.connect(path)) {
        Database.execute(other, "BEGIN IMMEDIATE");
        JournalException busy =
            assertThrows(JournalException.class, () -> writer.append(Samples.reading(1), "").id());
        assertEquals(Cause.BUSY, busy.kind(), busy.getMessage());
      }
      assertEquals(1, writer.append(Samples.reading(1), "").id());
    }
  }

  @Test
  void namesTheReadingWhoseRowIsDamaged() throws Exception {
    try (Journal journal = Samples.open(path, time)) {
      journal.readings().append(Samples.reading(1));
      journal.readings().append(Samples.reading(2));
    }
    PlainSql.execute(path, "UPDATE reading SET data = x'02' WHERE id = 2");
    try (Journal journal = Samples.open(path, time)) {
      assertEquals(1, journal.readings().readAfter(0, 1).size());
      JournalException e =
          assertThrows(JournalException.class, () -> journal.readings().readAfter(0, 2));
      assertEquals(Cause.DAMAGED, e.kind());
      assertTrue(e.getMessage().contains("reading 2"), e.getMessage());
    }
  }

  @Test
  void saysThatAPageIsDamaged() throws Exception {
    try (Journal journal = Samples.open(path, time)) {
      for (int i = 0; i < 1000; i++) {
        journal.readings().append(Samples.list(i));
      }
    }
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.seek(file.length() * 2 / 5);
      file.write(new byte[1024]);
    }
    try (Journal journal = Samples.open(path, time)) {
      JournalException e =
          assertThrows(JournalException.class, () -> journal.readings().readAfter(0, 1000));
      assertEquals(Cause.DAMAGED, e.kind(), e.getMessage());
      assertEquals(10, journal.readings().readAfter(0, 10).size());
      assertEquals(10, journal.readings().readAfter(990, 1000).size());
      assertEquals(1001, journal.readings().append(Samples.reading(1)));
    }
  }

  @Test
  void aJournalThatCannotBeOpenedIsLeftForTheNextToOpen() throws Exception {
    Files.writeString(path, "no database");
    refuses(Cause.NOT_A_JOURNAL, path);
    Files.delete(path);
    try (Journal journal = Samples.open(path, time)) {
      assertEquals(1, journal.readings().append(Samples.reading(1)));
    }
  }
}
