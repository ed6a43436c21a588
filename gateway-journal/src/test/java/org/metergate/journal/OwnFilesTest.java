// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.journal.JournalException.Cause;
import org.metergate.journal.sql.Database;
import org.metergate.spi.finding.FindingCode;
import org.metergate.time.VirtualTime;

/** Who may open the journal's files, and what holds its lock. */
@Timeout(60)
class OwnFilesTest {
  private static final List<String> ENDINGS = List.of("", "-wal", "-shm", ".lock");

  @TempDir Path folder;

  private final VirtualTime time = new VirtualTime(Samples.START);
  private Path path;

  @BeforeEach
  void nameTheFile() {
    Assumptions.assumeTrue(
        folder.getFileSystem().supportedFileAttributeViews().contains("posix"),
        "this system has no access rights of POSIX");
    path = folder.resolve("journal.db");
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static void chmod(Path file, String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private Path file(String ending) {
    return path.resolveSibling(path.getFileName() + ending);
  }

  private void assertForItsOwnerAlone() throws IOException {
    for (String ending : ENDINGS) {
      assertEquals("rw-------", mode(file(ending)), ending);
    }
  }

  private List<FindingCode> found(Journal journal) {
    return journal.failures().stream().map(failure -> failure.finding().code()).toList();
  }

  private String refusal(Cause kind) {
    JournalException e = assertThrows(JournalException.class, () -> Samples.open(path, time));
    assertEquals(kind, e.kind(), e.getMessage());
    return e.getMessage();
  }

  @Test
  void newFilesAndFoldersAreForTheirOwnerAlone() throws Exception {
    path = folder.resolve("new").resolve("journal.db");
    try (Journal journal = Samples.open(path, time)) {
      journal.readings().append(Samples.reading(1));
      assertForItsOwnerAlone();
      assertEquals("rwx------", mode(path.getParent()));
      assertEquals(List.of(), found(journal));
    }
  }

  @Test
  void filesOfAnEarlierVersionAreRestrictedAlsoAfterAKill() throws Exception {
    Samples.open(path, time).close();
    try (Connection left = PlainSql.connect(path)) {
      Database.execute(left, "INSERT INTO boot (name) VALUES ('before')"); // a log to recover
      for (String ending : ENDINGS) {
        chmod(file(ending), "rw-rw-rw-");
      }
      try (Journal journal = Samples.open(path, time)) {
        journal.readings().append(Samples.reading(1));
        assertForItsOwnerAlone();
        assertEquals(List.of(), found(journal));
      }
    }
  }

  @Test
  void aDatabaseOfAnotherProgramKeepsItsRights() throws Exception {
    PlainSql.execute(path, "CREATE TABLE mine (a)");
    chmod(path, "rw-r--r--");
    refusal(Cause.NOT_A_JOURNAL);
    assertEquals("rw-r--r--", mode(path));
  }

  @Test
  void aFolderInWhichOthersMayWriteIsLeftAndWarnedOf() throws Exception {
    for (String mode : List.of("rwxrwxrwx", "rwx----w-")) {
      chmod(folder, mode);
      try (Journal journal = Samples.open(path, time)) {
        assertEquals(List.of(JournalFindings.FOLDER_OPEN), found(journal));
        assertEquals(mode, mode(folder));
      }
    }
    chmod(folder, "rwxr-xr-x");
    try (Journal journal = Samples.open(path, time)) {
      assertEquals(List.of(), found(journal));
    }
  }

  @Test
  void aFolderLikeTheTemporaryOneOfTheSystemIsWarnedOf() throws Exception {
    Process sticky = new ProcessBuilder("chmod", "1777", folder.toString()).start();
    assertEquals(0, sticky.waitFor());
    try (Journal journal = Samples.open(path, time)) {
      assertEquals(List.of(JournalFindings.FOLDER_OPEN), found(journal));
    }
  }

  @Test
  void aLockFileIsFollowedThroughNoLinkAndChangesNoOtherFile() throws Exception {
    Path other = Files.writeString(folder.resolve("other"), "kept");
    Files.createSymbolicLink(file(".lock"), other);
    assertTrue(refusal(Cause.NOT_WRITABLE).contains("is a link"), "a symbolic link");
    Files.delete(file(".lock"));
    Files.createSymbolicLink(file(".lock"), folder.resolve("missing"));
    refusal(Cause.NOT_WRITABLE);
    assertFalse(Files.exists(folder.resolve("missing")));
    Files.delete(file(".lock"));
    Files.createLink(file(".lock"), other);
    refusal(Cause.NOT_WRITABLE);
    Files.delete(file(".lock"));
    Files.createDirectory(file(".lock"));
    refusal(Cause.NOT_WRITABLE);
    Files.delete(file(".lock"));
    assertEquals(0, new ProcessBuilder("mkfifo", file(".lock").toString()).start().waitFor());
    refusal(Cause.NOT_WRITABLE);
    Files.delete(file(".lock"));
    assertEquals("kept", Files.readString(other));
    Samples.open(path, time).close();
  }

  /** Locks a file as a POSIX program does, until its input is closed. */
  private Process locker(Path lock) throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Locker.class.getName(),
            lock.toString());
    Process locker = new ProcessBuilder(command).start();
    assertEquals('!', locker.getInputStream().read());
    return locker;
  }

  /** Another program, which holds the lock of a file and writes nothing into it. */
  static final class Locker {
    private Locker() {}

    public static void main(String[] args) throws IOException {
      try (var channel =
          java.nio.channels.FileChannel.open(
              Path.of(args[0]), java.nio.file.StandardOpenOption.WRITE)) {
        channel.lock();
        System.out.print('!');
        System.out.flush();
        System.in.read();
      }
    }
  }

  @Test
  void whoHoldsTheLockIsNamedAndNeverAProcessThatIsGone() throws Exception {
    Samples.open(path, time).close();
    for (String stale :
        List.of(
            "999999999\n", // no such process
            ProcessHandle.current().pid() + "\n2001-01-01T00:00:00Z\n", // its id was used again
            "1\n2001-01-01T00:00:00Z\n",
            "")) {
      Files.writeString(file(".lock"), stale);
      Process locker = locker(file(".lock"));
      try {
        String sentence = refusal(Cause.IN_USE);
        assertTrue(sentence.startsWith("Another program "), sentence);
        assertTrue(sentence.contains("has locked the journal " + path), sentence);
        assertFalse(sentence.contains("999999999"), sentence);
        if (Files.isReadable(Path.of("/proc/locks"))) {
          assertTrue(sentence.contains("(process " + locker.pid() + " of "), sentence);
        }
      } finally {
        locker.getOutputStream().close();
        assertTrue(locker.waitFor(20, TimeUnit.SECONDS));
      }
      Samples.open(path, time).close();
    }
  }

  @Test
  void aLogThatAReaderHoldsIsNamedWithItsSizeAndCountsTowardsTheSize() throws Exception {
    JournalSettings settings =
        new JournalSettings(
            path,
            Duration.ofSeconds(60),
            Duration.ofDays(400),
            2_500_000,
            java.time.ZoneOffset.UTC);
    try (Journal journal = Journal.openQuiet(settings, time, "boot-1");
        Connection reader = PlainSql.connect(path)) {
      journal.readings().append(Samples.list(0));
      journal.sync();
      reader.setAutoCommit(false);
      try (ResultSet held = reader.createStatement().executeQuery("SELECT count(*) FROM reading")) {
        assertTrue(held.next());
      }
      int i = 1;
      while (Files.size(file("-wal")) < 10_000_000) {
        journal.readings().append(Samples.list(i++));
      }
      time.pause(Duration.ofSeconds(60));
      journal.tick();
      long used = PlainSql.number(path, "PRAGMA page_count") * 512;
      assertTrue(used > 1_250_000 && used < 2_500_000, "too little or too much: " + used);
      assertEquals(1, PlainSql.number(path, "SELECT min(id) FROM reading"));
      time.pause(Duration.ofSeconds(60));
      journal.tick();
      assertTrue(PlainSql.number(path, "SELECT min(id) FROM reading") > 1, "it does not count");
      assertTrue(PlainSql.number(path, "SELECT count(*) FROM reading") > i / 3, "all is deleted");
      assertEquals(List.of(JournalFindings.LOG_GROWS), found(journal));
      String size = journal.failures().get(0).finding().parameters().get("size");
      assertTrue(size.matches("1\\d MB"), size);
      reader.rollback();
      journal.readings().append(Samples.list(i++));
      time.pause(Duration.ofSeconds(60));
      journal.tick();
      assertEquals(List.of(), found(journal));
      try (Stream<Path> left = Files.list(folder)) {
        assertEquals(4, left.count());
      }
    }
  }
}
