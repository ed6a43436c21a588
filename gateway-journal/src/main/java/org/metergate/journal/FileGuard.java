// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.metergate.journal.QuickCheck.Damage;
import org.metergate.journal.QuickCheck.Occasion;
import org.metergate.journal.sql.Database;
import org.metergate.journal.sql.OpenFiles;
import org.metergate.journal.sql.RecentRows;
import org.metergate.journal.sql.Salvage;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.time.TimeSource;

/**
 * Watches that the open journal is the file at its path and undamaged, and puts right what is not:
 * what was removed is written again, what was replaced or damaged goes on in another file. Nothing
 * that others put there is overwritten. Used under the lock of the syncs.
 */
final class FileGuard {
  private static final Duration SHOWN = Duration.ofMinutes(1);

  private final JournalFile file;
  private final Database database;
  private final Writer writer;
  private final Findings findings;
  private final Failures failures;
  private final JournalThread thread;
  private final TimeSource time;
  private final Duration shown;
  private final RecentRows recent;
  private final QuickCheck quickCheck = new QuickCheck();
  private final FileRecovery recovery;

  /** Whether a check has found damage that is not put right yet. */
  private boolean damaged;

  /** Whether a check is due that could not begin yet. */
  private boolean suspected;

  private long mended;
  private boolean recovering;
  private boolean checked;

  /**
   * Creates it.
   *
   * @param thread is told while the whole file is written again.
   * @param shown how long a fault is shown that is over, a minute at least.
   * @param unclean whether the file was not closed properly the last time: it is checked then.
   */
  FileGuard(
      JournalFile file,
      Database database,
      Writer writer,
      Reader reader,
      Maintenance maintenance,
      Findings findings,
      Failures failures,
      JournalThread thread,
      TimeSource time,
      Duration shown,
      boolean unclean)
      throws SQLException {
    this.file = file;
    this.database = database;
    this.writer = writer;
    this.findings = findings;
    this.failures = failures;
    this.thread = thread;
    this.time = time;
    this.shown = shown.compareTo(SHOWN) > 0 ? shown : SHOWN;
    recent = new RecentRows(database.writer());
    recovery =
        new FileRecovery(file, database, writer, reader, maintenance, time, recent, quickCheck);
    if (unclean) {
      checked = quickCheck.start(database.path(), Occasion.AT_REST, connection -> Optional.empty());
    }
  }

  /**
   * Looks at the files, and puts right what is wrong; a failure to do so is tried again.
   *
   * @return whether the log may be copied into the file: not while one of the two is damaged.
   */
  boolean check() {
    OpenFiles.State state = OpenFiles.State.GOOD;
    try {
      Optional<OpenFiles> files = database.files();
      if (files.isEmpty()) {
        recovery.openAgain();
      }
      state = state();
      act(state);
      state = OpenFiles.State.GOOD;
      file.renewLock();
      failures.recovered(Failures.Task.WATCH);
      showMended();
    } catch (SQLException | IOException | MalformedException e) {
      failed(JournalException.of(database.path(), e));
    } catch (JournalException e) {
      failed(e);
    }
    return state != OpenFiles.State.DAMAGED && !damaged;
  }

  private void failed(JournalException e) {
    Finding finding =
        JournalFindings.FILE_NOT_SAVED.with("path", database.path(), "reason", e.getMessage());
    failures.found(Failures.Task.WATCH, finding, e.getMessage());
  }

  /** Ends a check that is running, before the connections are closed. */
  void close() {
    quickCheck.stop();
    try {
      recent.close();
    } catch (SQLException e) {
      // It is only memory.
    }
  }

  /** Whether a check of the file is running. */
  boolean isChecking() {
    return quickCheck.isRunning();
  }

  private OpenFiles.State state() throws IOException, SQLException {
    synchronized (writer) {
      OpenFiles files = database.files().orElseThrow();
      OpenFiles.State state = files.check();
      if (state == OpenFiles.State.GOOD || state == OpenFiles.State.LOG_LOST) {
        // kept here: a check that is running may have read the place already, and a sync or a new
        // log makes the file look right
        suspected |= files.isOverwritten() || database.takeSuspicion();
        if (suspected && state == OpenFiles.State.GOOD) {
          suspect(files);
        } else if (!suspected && !quickCheck.isRunning()) {
          remember();
        }
      }
      return state;
    }
  }

  private void remember() throws SQLException {
    try {
      recent.refresh();
    } catch (SQLException e) {
      if (!Salvage.isDamage(e)) {
        throw e;
      }
      if (!checked) {
        checked =
            quickCheck.start(database.path(), Occasion.AT_REST, connection -> Optional.empty());
      }
    }
  }

  private void suspect(OpenFiles files) throws IOException {
    if (quickCheck.start(database.path(), Occasion.OVERWRITTEN, this::compare)) {
      suspected = false;
      files.written();
    }
  }

  private Optional<String> compare(Connection connection) throws SQLException {
    synchronized (writer) {
      return switch (recent.compare(connection)) {
        case SAME -> Optional.empty();
        case LACKING -> Optional.of("rows that were stored are missing");
        case DIFFERENT -> Optional.of("it has the rows of another journal");
      };
    }
  }

  private void act(OpenFiles.State state)
      throws SQLException, IOException, MalformedException, JournalException {
    quickCheck.take().ifPresent(this::note);
    switch (damaged ? OpenFiles.State.DAMAGED : state) {
      case DAMAGED -> report(Failures.Task.DAMAGED, salvage());
      case REPLACED -> {
        Path before = database.path();
        Path saved = recovery.aside("saved");
        writeAgain(
            saved,
            Failures.Task.REPLACED,
            JournalFindings.FILE_REPLACED.with("path", before, "saved", saved));
      }
      case REMOVED ->
          writeAgain(
              database.path(),
              Failures.Task.REMOVED,
              JournalFindings.FILE_REMOVED.with("path", database.path()));
      case LOG_LOST -> {
        recovery.makeLogAgain();
        report(Failures.Task.LOG_LOST, JournalFindings.LOG_LOST.with("path", database.path()));
      }
      case GOOD -> {}
    }
  }

  private void note(Damage damage) {
    if (damage.occasion() == Occasion.AT_REST) {
      report(
          Failures.Task.CHECK,
          JournalFindings.CHECK_FAILED.with("path", database.path(), "reason", damage.reason()));
    } else {
      damaged = true;
    }
  }

  private void writeAgain(Path target, Failures.Task task, Finding finding)
      throws SQLException, IOException, MalformedException, JournalException {
    boolean written;
    thread.repairs();
    try {
      written = recovery.writeAgain(target);
    } finally {
      thread.repaired();
    }
    if (written) {
      suspected = false;
      report(task, finding);
    } else {
      report(Failures.Task.DAMAGED, salvage());
    }
  }

  private Finding salvage() throws SQLException, IOException, MalformedException, JournalException {
    thread.repairs();
    try {
      Finding saved = recovery.salvage();
      damaged = false;
      suspected = false;
      return saved;
    } finally {
      thread.repaired();
    }
  }

  /** A fault that was mended is shown for a while, so that people see it. */
  private void showMended() {
    if (recovering && time.nanos() - mended >= shown.toNanos()) {
      recovering = false;
      failures.recovered(Failures.Task.REMOVED);
      failures.recovered(Failures.Task.LOG_LOST);
    }
  }

  private void report(Failures.Task task, Finding finding) {
    failures.found(task, finding, finding.parameters().toString());
    findings.record("journal", finding, time.now());
    if (task == Failures.Task.REMOVED || task == Failures.Task.LOG_LOST) {
      recovering = true;
      mended = time.nanos();
    }
  }
}
