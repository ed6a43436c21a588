// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
import org.metergate.journal.clock.BelievedClock;
import org.metergate.journal.clock.ClockSyncGate;
import org.metergate.journal.sql.Database;
import org.metergate.journal.sql.Prepared;
import org.metergate.spi.time.TimeSource;

/**
 * Which readings are older than {@code keep-raw}, and how many of them may go today. The age of a
 * reading is counted up to the believed time or the newest live reading, whichever is earlier, and
 * a day's deletions are limited: a wrong clock deletes nothing, and a mistake in the configuration
 * can be noticed. Both the clock and the limit are kept in the table of states. The journal's own
 * thread.
 */
final class Expiry {
  /** A day's limit is this share of the readings, or what arrives in two days. */
  private static final int PERCENT_A_DAY = 5;

  private static final int ROWS_AT_ONCE = 1000;
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long SAVED_EVERY = Duration.ofMinutes(10).toMillis();

  private static final String CLOCK = "clock-believed";
  private static final String LIMIT = "expiry-of-day";

  private final ClockSyncGate gate;
  private final Runnable goesOn;
  private final long keepRaw;
  private final BelievedClock clock;
  private final Prepared put;
  private final Prepared newest;
  private final Prepared live;
  private final Prepared backwards;
  private final Prepared some;

  /** When the day began, on the clock of {@link BelievedClock#run}; below zero before the first. */
  private long day = -1;

  private long allowed;
  private long deleted;
  private long saved;

  Expiry(
      Database database,
      ClockSyncGate gate,
      Runnable goesOn,
      TimeSource time,
      String boot,
      Duration keepRaw)
      throws SQLException {
    this.gate = gate;
    this.goesOn = goesOn;
    this.keepRaw = keepRaw.toMillis();
    Connection writer = database.writer();
    put =
        new Prepared(
            writer,
            "INSERT INTO state VALUES ('', ?, ?)"
                + " ON CONFLICT (meter, key) DO UPDATE SET text=excluded.text");
    Connection reader = database.rollupReader();
    newest =
        new Prepared(
            reader,
            "SELECT received_ms FROM reading WHERE id <= ? AND history = 0"
                + " ORDER BY id DESC LIMIT 1");
    live =
        new Prepared(
            reader,
            "SELECT id, received_ms FROM reading WHERE id <= ? AND history = 0 AND received_ms <= ?"
                + " ORDER BY id LIMIT ?");
    backwards =
        new Prepared(
            reader, "SELECT history, received_ms FROM reading WHERE id <= ? ORDER BY id DESC");
    some =
        new Prepared(
            reader,
            "SELECT count(*), max(id) FROM (SELECT id FROM reading WHERE id > ? ORDER BY id LIMIT "
                + ROWS_AT_ONCE
                + ")");
    clock = new BelievedClock(time, boot, text(writer, CLOCK));
    saved = clock.run();
    restore(text(writer, LIMIT).split(" "));
  }

  private void restore(String[] words) {
    try {
      if (words.length == 3) {
        day = Long.parseLong(words[0]);
        allowed = Long.parseLong(words[1]);
        deleted = Long.parseLong(words[2]);
      }
    } catch (NumberFormatException e) {
      day = clock.run(); // nothing goes today
    }
  }

  private static String text(Connection connection, String key) throws SQLException {
    try (PreparedStatement find =
        connection.prepareStatement("SELECT text FROM state WHERE meter='' AND key=?")) {
      find.setString(1, key);
      try (ResultSet row = find.executeQuery()) {
        return row.next() ? row.getString(1) : "";
      }
    }
  }

  /** Compares the clocks; returns whether {@link #write} should be called for it. */
  boolean update() {
    clock.update(gate.state() == ClockSyncGate.State.SET);
    return clock.run() - saved >= SAVED_EVERY;
  }

  /**
   * Finds the readings that are too old. They are a piece at the beginning: ids are in the order of
   * arrival, so what stands behind a reading that is not too old is not older. A reading from a
   * time that has not come yet, and one that is not live, says nothing of the age of its
   * neighbours; it goes when a later one is too old.
   *
   * @param last the last id that may go.
   * @param most how many readings to look at.
   * @return the id of the last reading that is too old; 0 if there is none.
   */
  long lastExpired(long last, int most) throws SQLException {
    OptionalLong believed = clock.now();
    if (believed.isEmpty() || gate.state() != ClockSyncGate.State.SET) {
      return 0;
    }
    OptionalLong newestLive = number(newest, Long.MAX_VALUE);
    if (newestLive.isEmpty()) {
      return 0;
    }
    long reference = Math.min(believed.getAsLong(), newestLive.getAsLong());
    long expired = 0;
    try (ResultSet rows = live.query(last, reference, most)) {
      while (rows.next() && rows.getLong(2) < reference - keepRaw) {
        expired = rows.getLong(1);
      }
    }
    return expired;
  }

  /** How many readings may still go today; begins a day when the last one is over. */
  long left() throws SQLException {
    if (day < 0 || clock.run() - day >= DAY) {
      day = clock.run();
      deleted = 0;
      allowed = Math.max(rows() * PERCENT_A_DAY / 100, ofTwoDays());
    }
    return Math.max(0, allowed - deleted);
  }

  /** How many readings there are; some at a time, since a slow card takes minutes for gigabytes. */
  private long rows() throws SQLException {
    long all = 0;
    long position = 0;
    long found;
    do {
      try (ResultSet row = some.query(position)) {
        row.next();
        found = row.getLong(1);
        position = row.getLong(2);
      }
      all += found;
      goesOn.run();
    } while (found == ROWS_AT_ONCE);
    return all;
  }

  /** How many readings arrived in the two days before the newest one. */
  private long ofTwoDays() throws SQLException {
    OptionalLong from = number(newest, Long.MAX_VALUE);
    long count = 0;
    try (ResultSet rows = backwards.query(Long.MAX_VALUE)) {
      while (rows.next()) {
        if (rows.getInt(1) == 0 && rows.getLong(2) < from.orElse(0) - 2 * DAY) {
          break;
        }
        count++;
      }
    }
    return count;
  }

  /** Readings were deleted; {@link #write} belongs to the same transaction. */
  void deleted(long count) {
    deleted += count;
  }

  /** Writes the clock and the limit; within a transaction. */
  void write() throws SQLException {
    put.run(CLOCK, clock.state());
    put.run(LIMIT, day + " " + allowed + " " + deleted);
    saved = clock.run();
  }

  private static OptionalLong number(Prepared query, long argument) throws SQLException {
    try (ResultSet row = query.query(argument)) {
      return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
    }
  }
}
