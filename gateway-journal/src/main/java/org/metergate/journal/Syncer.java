// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.metergate.journal.sql.Database;
import org.metergate.spi.time.TimeSource;

/**
 * Makes the journal safe against a power cut at regular intervals. Link threads keep appending
 * while the disk is busy: only the changes in memory are written under their lock. Any thread.
 */
final class Syncer {
  private final Database database;
  private final Writer writer;
  private final TimeSource time;
  private final long intervalNanos;
  private final Maintenance maintenance;
  private final Failures failures;
  private final FileGuard guard;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final JournalThread thread;
  private long last;

  Syncer(
      Failures failures,
      Database database,
      Writer writer,
      Maintenance maintenance,
      FileGuard guard,
      JournalThread thread,
      TimeSource time,
      Duration interval) {
    this.guard = guard;
    this.thread = thread;
    this.failures = failures;
    this.maintenance = maintenance;
    this.database = database;
    this.writer = writer;
    this.time = time;
    this.intervalNanos = interval.toNanos();
    this.last = time.nanos();
  }

  /**
   * Starts a thread that checks ten times per interval whether a sync is due.
   *
   * @param tick is run at each check.
   */
  void start(Runnable tick) {
    long wait = Math.max(100, Math.min(5000, TimeUnit.NANOSECONDS.toMillis(intervalNanos) / 10));
    thread.start(() -> run(wait, tick));
  }

  private void run(long wait, Runnable tick) {
    try {
      while (!stopped.await(wait, TimeUnit.MILLISECONDS)) {
        tick.run();
        thread.answer();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Looks after the file; when the interval is over, writes the roll-ups, deletes old rows and
   * syncs. After a failure the next tick tries again.
   */
  void tick() {
    watch();
    boolean due = due();
    if (due || maintenance.isBehind()) {
      maintenance.run();
    }
    if (due) {
      sync();
    }
  }

  /** Looks after the file. */
  private synchronized void watch() {
    if (stopped.getCount() > 0) {
      guard.check();
    }
  }

  private synchronized boolean due() {
    return time.nanos() - last >= intervalNanos;
  }

  /** Syncs now, unless it is closed; a failure is logged once until it is over. */
  synchronized void sync() {
    if (stopped.getCount() == 0) {
      return; // its thread was on the way here when the journal was closed, synced
    }
    try {
      syncOrThrow();
      failures.recovered(Failures.Task.SYNC);
    } catch (JournalException e) {
      failures.failed(Failures.Task.SYNC, e);
    }
  }

  synchronized void syncOrThrow() throws JournalException {
    if (stopped.getCount() == 0) {
      throw JournalException.closed(database.path());
    }
    if (!guard.check()) {
      throw JournalException.notSaved(database.path());
    }
    try {
      long prepared = writer.prepareSync();
      if (prepared != 0) {
        database.flush();
        writer.synced(prepared);
        reportLog(database.heldLog());
      }
      last = time.nanos();
    } catch (SQLException | IOException e) {
      throw JournalException.of(database.path(), e);
    }
  }

  /** Returns where the journal is now. */
  Path path() {
    return database.path();
  }

  private void reportLog(long bytes) {
    if (bytes == 0) {
      failures.recovered(Failures.Task.LOG);
      return;
    }
    String size = (bytes + 999_999) / 1_000_000 + " MB";
    failures.found(Failures.Task.LOG, JournalFindings.LOG_GROWS.with("size", size), size);
  }

  /** Syncs for the last time and releases the file. */
  void close(Reader reader) {
    maintenance.close();
    closeFile(reader);
  }

  private synchronized void closeFile(Reader reader) {
    if (stopped.getCount() == 0) {
      return;
    }
    stopped.countDown();
    guard.check();
    guard.close();
    reader.close();
    try {
      writer.close();
      database.flush();
    } catch (SQLException | IOException e) {
      failures.failed(Failures.Task.SYNC, JournalException.of(database.path(), e));
    } finally {
      database.close();
    }
  }
}
