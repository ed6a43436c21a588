// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * Frames that wait for their key: at most 150 MB and 30 days of them, the oldest go first. Used
 * under the lock of its connection, within a transaction.
 *
 * <p>Each row counts the bytes of all frames up to itself, so that two rows tell how much is kept.
 */
final class UndecodedTable {
  static final long MOST_BYTES = 150_000_000;
  static final Duration LONGEST = Duration.ofDays(30);

  private final Prepared newest;
  private final Prepared oldest;
  private final Prepared insert;
  private final Prepared delete;

  UndecodedTable(Connection connection) {
    newest = new Prepared(connection, "SELECT total FROM undecoded ORDER BY id DESC LIMIT 1");
    oldest =
        new Prepared(
            connection,
            "SELECT id, total - length(frame), boot, monotonic_ms, received_ms"
                + " FROM undecoded ORDER BY id LIMIT 1");
    insert =
        new Prepared(
            connection,
            "INSERT INTO undecoded (meter, received_ms, boot, monotonic_ms, total, frame)"
                + " VALUES (?,?,?,?,?,?)");
    delete = new Prepared(connection, "DELETE FROM undecoded WHERE id=?");
  }

  void add(String meter, byte[] frame, Instant receivedAt, SteadyTime now) throws SQLException {
    long total = frame.length;
    try (ResultSet row = newest.query()) {
      total += row.next() ? row.getLong(1) : 0;
    }
    insert.run(meter, receivedAt.toEpochMilli(), now.boot(), now.millis(), total, frame);
    long id = surplus(total, receivedAt, now);
    while (id != 0) {
      delete.run(id);
      id = surplus(total, receivedAt, now);
    }
  }

  /** The oldest frame where it must go, else 0. */
  private long surplus(long total, Instant receivedAt, SteadyTime now) throws SQLException {
    try (ResultSet row = oldest.query()) {
      if (!row.next()) {
        return 0;
      }
      // Within one boot the steady clock tells the age: a wall clock that was set would lie.
      long age =
          row.getInt(3) == now.boot()
              ? now.millis() - row.getLong(4)
              : receivedAt.toEpochMilli() - row.getLong(5);
      boolean goes = total - row.getLong(2) > MOST_BYTES || age > LONGEST.toMillis();
      return goes ? row.getLong(1) : 0;
    }
  }
}
