// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.reading.Reading;
import org.metergate.testing.Await;
import org.metergate.time.VirtualTime;

/** What happens to the files of an open journal from outside, and what becomes of its readings. */
class LostFilesTest {
  private static final int BEFORE = 800;
  private static final int BETWEEN = 4;
  private static final int AFTER = 100;

  /** Something that another program or a person does. */
  private interface Deed {
    void to(Path path, Path outside) throws Exception;
  }

  /** The kinds of what is done, and the fault that must come of it. */
  enum Kind {
    DELETED(JournalFindings.FILE_REMOVED, (path, outside) -> Files.delete(path)),
    DELETED_WITH_ITS_LOG(
        JournalFindings.FILE_REMOVED,
        (path, outside) -> {
          Files.delete(path);
          Files.delete(beside(path, "-wal"));
          Files.delete(beside(path, "-shm"));
        }),
    RENAMED(JournalFindings.FILE_REMOVED, (path, outside) -> Files.move(path, beside(path, ".1"))),
    FOLDER_DELETED(JournalFindings.FILE_REMOVED, (path, outside) -> deleteAll(path.getParent())),
    FOLDER_RENAMED(
        JournalFindings.FILE_REMOVED,
        (path, outside) -> Files.move(path.getParent(), outside.resolve("elsewhere"))),
    REPLACED_BY_A_TEXT(
        JournalFindings.FILE_REPLACED,
        (path, outside) -> {
          Files.delete(path);
          Files.writeString(path, "a text\n");
        }),
    REPLACED_BY_A_DATABASE(
        JournalFindings.FILE_REPLACED,
        (path, outside) -> {
          Files.move(path, beside(path, ".old"));
          PlainSql.execute(outside.resolve("x.db"), "CREATE TABLE recipe (name TEXT)");
          Files.move(outside.resolve("x.db"), path);
        }),
    REPLACED_BY_A_JOURNAL(
        JournalFindings.FILE_REPLACED,
        (path, outside) ->
            Files.move(other(outside, 20), path, StandardCopyOption.REPLACE_EXISTING)),
    REPLACED_BY_A_FOLDER(
        JournalFindings.FILE_REPLACED,
        (path, outside) -> {
          Files.delete(path);
          Files.createDirectory(path);
        }),
    REPLACED_BY_A_LINK(
        JournalFindings.FILE_REPLACED,
        (path, outside) -> {
          Files.delete(path);
          Files.createSymbolicLink(path, other(outside, 3));
        }),
    REPLACED_BY_A_LINK_TO_NOTHING(
        JournalFindings.FILE_REPLACED,
        (path, outside) -> {
          Files.delete(path);
          Files.createSymbolicLink(path, outside.resolve("nothing"));
        }),
    LOG_DELETED(JournalFindings.LOG_LOST, (path, outside) -> Files.delete(beside(path, "-wal"))),
    SHARED_MEMORY_DELETED(
        JournalFindings.LOG_LOST, (path, outside) -> Files.delete(beside(path, "-shm"))),
    LOG_REPLACED(
        JournalFindings.LOG_LOST,
        (path, outside) -> {
          Files.delete(beside(path, "-wal"));
          Files.writeString(beside(path, "-wal"), "no log");
        }),
    LOG_TRUNCATED(JournalFindings.FILE_DAMAGED, (path, outside) -> cut(beside(path, "-wal"), 0, 1)),
    LOG_CUT(
        JournalFindings.FILE_DAMAGED,
        (path, outside) ->
            run("truncate", "-s", Integer.toString(32 + 3 * 536), beside(path, "-wal") + "")),
    TRUNCATED(JournalFindings.FILE_DAMAGED, (path, outside) -> cut(path, 0, 1)),
    CUT_IN_HALF(JournalFindings.FILE_DAMAGED, (path, outside) -> cut(path, 1, 2)),
    HEADER_ZEROED(JournalFindings.FILE_DAMAGED, (path, outside) -> write(path, 0, new byte[4096])),
    PAGES_IN_THE_MIDDLE_ZEROED(
        JournalFindings.FILE_DAMAGED,
        (path, outside) -> write(path, Files.size(path) / 1024 * 512, new byte[2048])),
    OVERWRITTEN_BY_A_TEXT(
        JournalFindings.FILE_DAMAGED, (path, outside) -> Files.writeString(path, "a text\n")),
    OVERWRITTEN_BY_ANOTHER_JOURNAL(
        JournalFindings.FILE_DAMAGED,
        (path, outside) -> Files.write(path, Files.readAllBytes(other(outside, 5000)))),
    OVERWRITTEN_BY_AN_OLDER_COPY(
        JournalFindings.FILE_DAMAGED,
        (path, outside) -> Files.write(path, Files.readAllBytes(outside.resolve("older.db"))));

    private final FindingCode code;
    private final Deed deed;

    Kind(FindingCode code, Deed deed) {
      this.code = code;
      this.deed = deed;
    }
  }

  @TempDir Path outside;

  private final VirtualTime time = new VirtualTime(Samples.START);
  private final Map<Long, Reading> stored = new TreeMap<>();
  private Path path;

  @BeforeEach
  void nameTheFile() throws Exception {
    path = Files.createDirectory(outside.resolve("state")).resolve("journal.db");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void allReadingsAreInAFileThatTheFaultNames(Kind kind) throws Exception {
    Path named;
    try (Journal journal = Samples.open(path, time)) {
      append(journal, BEFORE / 2);
      journal.sync();
      Files.copy(path, outside.resolve("older.db"));
      append(journal, BEFORE / 2);
      rollUp(journal);
      assertTrue(PlainSql.number(path, "SELECT count(*) FROM rollup_minute") > 0);
      journal.cursors().move("home", 11);
      append(journal, BETWEEN);
      journal.states().of("electricity", "counter").put("4711");
      time.pause(Duration.ofSeconds(5));
      journal.tick();
      journal.cursors().move("home", 17);
      carryOut(kind);
      Finding fault = faultWithinASync(journal, kind.code);
      named = Path.of(fault.parameters().getOrDefault("saved", fault.parameters().get("path")));
      append(journal, AFTER);
      assertEquals(17, journal.cursors().of("home").orElse(0));
      assertEquals(BEFORE + BETWEEN + AFTER, journal.readings().newestId());
      compare(journal);
    }
    try (Journal again = Samples.open(named, time)) {
      compare(again);
      assertEquals(17, again.cursors().of("home").orElse(0));
      assertEquals("4711", again.states().of("electricity", "counter").get().orElse(""));
      assertEquals(stored.size() + 1, again.readings().append(Samples.list(1)));
    }
    assertEquals("ok", PlainSql.text(named, "PRAGMA integrity_check"));
  }

  @Test
  void damageThatACheckFoundIsNotForgottenWhereNothingCanBeSavedAtFirst() throws Exception {
    try (Journal journal = Samples.open(path, time)) {
      append(journal, BEFORE);
      rollUp(journal);
      carryOut(Kind.PAGES_IN_THE_MIDDLE_ZEROED);
      Path inTheWay = Files.createDirectories(beside(path, ".part").resolve("something"));
      assertTrue(
          codes(failuresWithinASync(journal)).contains(JournalFindings.FILE_NOT_SAVED),
          journal.failures()::toString);
      Files.delete(inTheWay);
      journal.sync();
      assertEquals(List.of(JournalFindings.FILE_DAMAGED), codes(journal.failures()));
      compare(journal);
    }
  }

  private void append(Journal journal, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      int number = stored.size() + 1;
      long id = journal.readings().append(Samples.list(number));
      stored.put(id, Samples.list(number));
      time.pause(Duration.ofSeconds(10));
    }
  }

  private void rollUp(Journal journal) throws Exception {
    for (int i = 0; i < 5; i++) {
      time.pause(Duration.ofMinutes(2));
      journal.tick();
    }
  }

  private void compare(Journal journal) throws Exception {
    List<StoredReading> all = journal.readings().readAfter(0, Integer.MAX_VALUE);
    assertEquals(List.copyOf(stored.keySet()), all.stream().map(StoredReading::id).toList());
    for (StoredReading one : all) {
      assertEquals(stored.get(one.id()), one.reading());
    }
  }

  private void carryOut(Kind kind) throws Exception {
    kind.deed.to(path, outside);
  }

  private static List<FindingCode> codes(List<JournalFailure> failures) {
    return failures.stream().map(each -> each.finding().code()).toList();
  }

  private Finding faultWithinASync(Journal journal, FindingCode code) throws Exception {
    List<JournalFailure> failures = failuresWithinASync(journal);
    assertEquals(List.of(code), codes(failures), failures::toString);
    return failures.get(0).finding();
  }

  private List<JournalFailure> failuresWithinASync(Journal journal) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    List<JournalFailure> failures = List.of();
    while (failures.isEmpty() && System.nanoTime() < end) {
      journal.sync();
      Await.until("the check is over", Duration.ofSeconds(20), () -> !journal.isChecking());
      failures = journal.failures();
    }
    return failures;
  }

  private static Path beside(Path path, String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }

  private static Path other(Path outside, int readings) throws Exception {
    Path path = outside.resolve("other.db");
    try (Journal journal = Samples.open(path, new VirtualTime(Samples.START))) {
      for (int i = 0; i < readings; i++) {
        journal.readings().append(Samples.reading(i));
      }
    }
    return path;
  }

  private static void cut(Path path, int times, int by) throws Exception {
    long size = Files.size(path) * times / by;
    run("truncate", "-s", Long.toString(size), path.toString());
  }

  private static void write(Path path, long position, byte[] bytes) throws Exception {
    Path file = beside(path, ".bytes");
    Files.write(file, bytes);
    run(
        "dd",
        "if=" + file,
        "of=" + path,
        "bs=512",
        "seek=" + position / 512,
        "conv=notrunc",
        "status=none");
    Files.delete(file);
  }

  private static void run(String... command) throws Exception {
    assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
  }

  private static void deleteAll(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
