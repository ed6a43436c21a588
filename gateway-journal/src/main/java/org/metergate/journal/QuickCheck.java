// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.metergate.journal.sql.JournalConnections;
import org.metergate.journal.sql.Salvage;

/**
 * SQLite's quick check of the whole file, on a thread and a read-only connection of its own, so
 * that readings are stored meanwhile. Any thread.
 */
final class QuickCheck {
  /** Why a check is made. */
  enum Occasion {
    /** The file was not closed properly the last time, or has rows that cannot be read. */
    AT_REST,
    /** Something else has written to the open file, or SQLite has found damage. */
    OVERWRITTEN
  }

  /**
   * What a check has found.
   *
   * @param occasion why it was made.
   * @param reason in SQLite's words.
   */
  record Damage(Occasion occasion, String reason) {}

  /** A comparison with what is known of the file. */
  interface Comparison {
    /** Returns what is wrong; nothing if all is right. */
    Optional<String> run(Connection connection) throws SQLException;
  }

  private Thread thread;
  private Statement statement;
  private boolean stopped;
  private Damage found;

  /**
   * Starts a check, unless one is running.
   *
   * @param comparison is made after it.
   * @return whether it was started.
   */
  synchronized boolean start(Path path, Occasion occasion, Comparison comparison) {
    if (thread != null && thread.isAlive()) {
      return false;
    }
    stopped = false;
    thread = new Thread(() -> run(path, occasion, comparison), "metergate-journal-check");
    thread.setPriority(Thread.MIN_PRIORITY);
    thread.setDaemon(true);
    thread.start();
    return true;
  }

  private void run(Path path, Occasion occasion, Comparison comparison) {
    Optional<String> reason = Optional.empty();
    try (Connection connection = JournalConnections.openReadOnly(path)) {
      reason = check(connection);
      if (reason.isEmpty()) {
        reason = comparison.run(connection);
      }
    } catch (SQLException e) {
      // a busy or unreadable file says nothing about its contents
      reason = Salvage.isDamage(e) ? Optional.of(String.valueOf(e.getMessage())) : Optional.empty();
    }
    synchronized (this) {
      if (!stopped && reason.isPresent()) {
        found = new Damage(occasion, reason.get());
      }
    }
  }

  private Optional<String> check(Connection connection) throws SQLException {
    try (Statement own = connection.createStatement()) {
      synchronized (this) {
        if (stopped) {
          return Optional.empty();
        }
        statement = own;
      }
      try (ResultSet row = own.executeQuery("PRAGMA quick_check(1)")) {
        String text = row.next() ? row.getString(1) : "ok";
        return text.equals("ok") ? Optional.empty() : Optional.of(text.replaceAll("\\s+", " "));
      }
    } finally {
      synchronized (this) {
        statement = null;
      }
    }
  }

  /** Returns what was found since the last call. */
  synchronized Optional<Damage> take() {
    Optional<Damage> taken = Optional.ofNullable(found);
    found = null;
    return taken;
  }

  /** Whether a check is running. */
  synchronized boolean isRunning() {
    return thread != null && thread.isAlive();
  }

  /** Ends a check that is running, without a result, and waits for its end. */
  void stop() {
    Thread running;
    synchronized (this) {
      stopped = true;
      found = null;
      running = thread;
      cancel();
    }
    try {
      if (running != null) {
        running.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void cancel() {
    try {
      if (statement != null) {
        statement.cancel();
      }
    } catch (SQLException e) {
      // Then it ends by itself.
    }
  }
}
