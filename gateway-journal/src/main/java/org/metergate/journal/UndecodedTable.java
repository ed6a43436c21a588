// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.metergate.spi.driver.KeptFrame;

/**
 * Frames that wait for their key: at most 150 MB and 30 days of them; the oldest are deleted first.
 * Used under the lock of its connection; methods that write are called within a transaction.
 *
 * <p>Each row holds the bytes of all frames up to itself, so that two rows suffice to compute how
 * much is kept. Frames that were decoded and removed in between make this too high: before frames
 * are deleted for their size, the rows are recounted.
 */
final class UndecodedTable {
  static final long MAX_BYTES = 150_000_000;
  static final Duration MAX_AGE = Duration.ofDays(30);

  private final Prepared newest;
  private final Prepared oldest;
  private final Prepared insert;
  private final Prepared delete;
  private final Prepared recount;
  private final Prepared span;
  private final Prepared frames;

  /** Whether frames may be missing between the oldest and the newest. */
  private boolean gaps = true;

  UndecodedTable(Connection connection) {
    newest = new Prepared(connection, "SELECT total FROM undecoded ORDER BY id DESC LIMIT 1");
    oldest =
        new Prepared(
            connection,
            "SELECT id, total - length(frame), boot, monotonic_ms, received_ms, meter"
                + " FROM undecoded ORDER BY id LIMIT 1");
    insert =
        new Prepared(
            connection,
            "INSERT INTO undecoded (meter, received_ms, boot, monotonic_ms, total, frame, unstamped)"
                + " VALUES (?,?,?,?,?,?,?)");
    delete = new Prepared(connection, "DELETE FROM undecoded WHERE id=?");
    recount =
        new Prepared(
            connection,
            "UPDATE undecoded SET total = c.bytes"
                + " FROM (SELECT id, sum(length(frame)) OVER (ORDER BY id) AS bytes"
                + " FROM undecoded) AS c WHERE undecoded.id = c.id AND total <> c.bytes");
    span = new Prepared(connection, "SELECT min(id), max(id) FROM undecoded");
    frames =
        new Prepared(
            connection,
            "SELECT id, received_ms, frame FROM undecoded"
                + " WHERE id BETWEEN ? AND ? AND meter=? ORDER BY id");
  }

  /**
   * Adds a frame.
   *
   * @param unstamped whether its time is from a clock that was not set yet.
   * @return the meter of each frame that was deleted to make space, most often none.
   */
  List<String> add(
      String meter, byte[] frame, Instant receivedAt, SteadyTime now, boolean unstamped)
      throws SQLException {
    insert.run(
        meter,
        receivedAt.toEpochMilli(),
        now.boot(),
        now.millis(),
        total() + frame.length,
        frame,
        unstamped ? 1 : 0);
    if (gaps && tooMuch()) {
      recount.run();
      gaps = false;
    }
    List<String> deleted = new ArrayList<>();
    while (dropOldest(total(), receivedAt, now, deleted)) {
      // repeated until the rest is young and small enough
    }
    return deleted;
  }

  private long total() throws SQLException {
    try (ResultSet row = newest.query()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private boolean tooMuch() throws SQLException {
    long total = total();
    try (ResultSet row = oldest.query()) {
      return row.next() && total - row.getLong(2) > MAX_BYTES;
    }
  }

  private boolean dropOldest(long total, Instant receivedAt, SteadyTime now, List<String> deleted)
      throws SQLException {
    long id;
    try (ResultSet row = oldest.query()) {
      if (!row.next()) {
        return false;
      }
      // Within one boot the monotonic clock gives the age: the wall clock may have been set since.
      long age =
          row.getInt(3) == now.boot()
              ? now.millis() - row.getLong(4)
              : receivedAt.toEpochMilli() - row.getLong(5);
      if (total - row.getLong(2) <= MAX_BYTES && age <= MAX_AGE.toMillis()) {
        return false;
      }
      id = row.getLong(1);
      deleted.add(row.getString(6));
    }
    delete.run(id);
    return true;
  }

  /** Removes frames that were decoded. */
  void remove(List<Long> ids) throws SQLException {
    for (long id : ids) {
      delete.run(id);
    }
    gaps |= !ids.isEmpty();
  }

  /** A transaction was rolled back: what is known about gaps may be wrong. */
  void forget() {
    gaps = true;
  }

  /** The range of all kept frames. */
  KeptRange span() throws SQLException {
    try (ResultSet row = span.query()) {
      row.next();
      boolean some = row.getObject(1) != null;
      return some ? new KeptRange(row.getLong(1), row.getLong(2)) : new KeptRange(1, 0);
    }
  }

  /** The frames of a meter within a range, both ends included, in order. */
  List<StoredFrame> frames(String meter, KeptRange within) throws SQLException {
    List<StoredFrame> found = new ArrayList<>();
    try (ResultSet row = frames.query(within.first(), within.last(), meter)) {
      while (row.next()) {
        Instant at = Instant.ofEpochMilli(row.getLong(2));
        found.add(new StoredFrame(row.getLong(1), new KeptFrame(at, row.getBytes(3))));
      }
    }
    return found;
  }
}
