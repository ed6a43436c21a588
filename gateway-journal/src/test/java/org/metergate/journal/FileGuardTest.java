// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.journal.sql.Database;
import org.metergate.journal.sql.OpenFiles;
import org.metergate.testing.Await;
import org.metergate.time.VirtualTime;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What is suspected of the file while it is being checked for another reason. */
class FileGuardTest {
  @TempDir Path folder;
  private final VirtualTime time = new VirtualTime(Samples.START);
  private Database database;
  private JournalFile file;
  private Writer writer;
  private FileGuard guard;

  @BeforeEach
  void watchAJournal() throws Exception {
    JournalSettings settings = new JournalSettings(folder.resolve("journal.db"));
    file = JournalFile.claim(settings.path());
    database = Database.open(file.path());
    writer = Samples.writer(database, time);
    Reader reader = new Reader(database.path(), database.reader());
    Failures failures = new Failures(time);
    Findings findings = new Findings(failures, database, writer, reader);
    JournalThread thread = new JournalThread(time);
    Maintenance maintenance =
        new Maintenance(failures, database, writer, findings, thread, time, "boot-1", settings);
    guard =
        new FileGuard(
            file,
            database,
            writer,
            reader,
            maintenance,
            findings,
            failures,
            thread,
            time,
            settings.sync(),
            false);
    writer.append(Samples.reading(1), "");
    database.emptyLog();
    guard.check();
    assertFalse(guard.isChecking());
  }

  @AfterEach
  void close() {
    guard.close();
    database.close();
    file.close();
  }

  private void findDamage() {
    assertThrows(
        SQLException.class,
        () ->
            database.transaction(
                () -> {
                  throw new SQLiteException("damaged", SQLiteErrorCode.SQLITE_CORRUPT);
                }));
  }

  private void overwrite() throws Exception {
    FileTime later = FileTime.from(Instant.now().plusSeconds(60));
    Files.setLastModifiedTime(database.path(), later);
  }

  private void awaitTheEndOfTheCheck() throws Exception {
    Await.until("the check is over", Duration.ofSeconds(30), () -> !guard.isChecking());
  }

  @Test
  void damageThatIsFoundDuringACheckLeadsToAnother() throws Exception {
    synchronized (writer) { // the check compares rows under this lock, so it cannot end
      findDamage();
      guard.check();
      assertTrue(guard.isChecking());
      findDamage();
      guard.check();
    }
    awaitTheEndOfTheCheck();
    synchronized (writer) {
      guard.check();
      assertTrue(guard.isChecking());
    }
    awaitTheEndOfTheCheck();
    guard.check();
    assertFalse(guard.isChecking());
  }

  @Test
  void damageThatIsFoundWhileTheLogIsMadeAgainIsNotForgotten() throws Exception {
    findDamage();
    Files.delete(OpenFiles.logOf(database.path()));
    guard.check();
    assertTrue(Files.exists(OpenFiles.logOf(database.path())));
    synchronized (writer) {
      guard.check();
      assertTrue(guard.isChecking());
    }
    awaitTheEndOfTheCheck();
  }

  @Test
  void aFileThatIsOverwrittenDuringACheckAndSyncedIsCheckedAgain() throws Exception {
    synchronized (writer) {
      findDamage();
      guard.check();
      overwrite();
      guard.check();
      database.flush();
    }
    awaitTheEndOfTheCheck();
    synchronized (writer) {
      guard.check();
      assertTrue(guard.isChecking());
    }
    awaitTheEndOfTheCheck();
    guard.check();
    assertFalse(guard.isChecking());
  }
}
