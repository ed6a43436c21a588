// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.metergate.journal.sql.Database;
import org.metergate.journal.sql.Prepared;
import org.metergate.journal.sql.SteadyTime;
import org.metergate.spi.driver.KeptFrame;

/**
 * Frames that wait for their key: at most 30 days of them, and 150 MB for all meters together; the
 * oldest are deleted first. They leave by {@link Readings#appendLate}. Any thread may use it.
 *
 * <p>Each row holds the bytes of all frames up to itself, so that two rows suffice to compute how
 * much is kept. Frames that were decoded and removed in between make this too high: before frames
 * are deleted for their size, the rows are recounted.
 */
public final class Undecoded {
  static final long MAX_BYTES = 150_000_000;
  static final Duration MAX_AGE = Duration.ofDays(30);

  private final Database database;
  private final Writer writer;
  private final Reader reader;
  private final Prepared newest;
  private final Prepared oldest;
  private final Prepared insert;
  private final Prepared delete;
  private final Prepared recount;
  private final Prepared ends;
  private final Prepared frames;
  private final Failures failures;

  /** Whether frames may be missing between the oldest and the newest; under the writer's lock. */
  private boolean gaps = true;

  Undecoded(Failures failures, Database database, Writer writer, Reader reader) {
    this.failures = failures;
    this.database = database;
    this.writer = writer;
    this.reader = reader;
    Connection connection = database.writer();
    newest = new Prepared(connection, "SELECT total FROM undecoded ORDER BY id DESC LIMIT 1");
    oldest =
        new Prepared(
            connection,
            "SELECT id, total - length(frame), boot, monotonic_ms, received_ms, meter"
                + " FROM undecoded ORDER BY id LIMIT 1");
    insert =
        new Prepared(
            connection,
            "INSERT INTO undecoded (meter, received_ms, boot, monotonic_ms, total, frame,"
                + " unstamped) VALUES (?,?,?,?,?,?,?)");
    delete = new Prepared(connection, "DELETE FROM undecoded WHERE id=?");
    recount =
        new Prepared(
            connection,
            "UPDATE undecoded SET total = c.bytes"
                + " FROM (SELECT id, sum(length(frame)) OVER (ORDER BY id) AS bytes"
                + " FROM undecoded) AS c WHERE undecoded.id = c.id AND total <> c.bytes");
    ends = new Prepared(reader.connection(), "SELECT min(id), max(id) FROM undecoded");
    frames =
        new Prepared(
            reader.connection(),
            "SELECT id, received_ms, frame FROM undecoded"
                + " WHERE id BETWEEN ? AND ? AND meter=? ORDER BY id");
  }

  /**
   * Keeps a frame until its key is configured.
   *
   * @param meter the configured name.
   * @param frame from its first to its last byte.
   * @param receivedAt when its last byte came, which may be a while ago.
   * @return the meter of each frame that was deleted to make space, most often none.
   * @throws JournalException when it is not in the file; it can be tried again.
   */
  public List<String> keep(String meter, byte[] frame, Instant receivedAt) throws JournalException {
    try {
      List<String> deleted = add(meter, frame, receivedAt);
      failures.recovered(Failures.Task.FRAMES);
      return deleted;
    } catch (SQLException e) {
      throw JournalException.of(database.path(), e);
    }
  }

  /**
   * Reports that a frame is discarded that could not be kept, until another one is kept.
   *
   * @param refusal why {@link #keep} failed.
   */
  public void discarded(JournalException refusal) {
    failures.failed(Failures.Task.FRAMES, refusal);
  }

  private List<String> add(String meter, byte[] frame, Instant receivedAt) throws SQLException {
    synchronized (writer) {
      // frames whose time is from a clock that is not set yet are marked
      boolean waits = writer.gate().waits();
      List<String> deleted = new ArrayList<>();
      boolean done = false;
      try {
        writer.write(
            () -> {
              SteadyTime now = writer.gate().now();
              SteadyTime arrival = writer.gate().arrival(receivedAt);
              long bytes = total() + frame.length;
              insert.run(
                  meter,
                  receivedAt.toEpochMilli(),
                  arrival.boot(),
                  arrival.millis(),
                  bytes,
                  frame,
                  waits ? 1 : 0);
              makeSpace(receivedAt, now, deleted);
            });
        done = true;
      } finally {
        // after a rollback what is known about gaps may be wrong
        gaps |= !done;
      }
      if (waits) {
        writer.gate().frameHeld();
      }
      return deleted;
    }
  }

  private void makeSpace(Instant receivedAt, SteadyTime now, List<String> deleted)
      throws SQLException {
    if (gaps && tooMuch()) {
      recount.run();
      gaps = false;
    }
    while (dropOldest(total(), receivedAt, now, deleted)) {
      // repeated until the rest is young and small enough
    }
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

  /** Removes frames that were decoded; under the writer's lock, within a transaction. */
  void remove(List<Long> ids) throws SQLException {
    for (long id : ids) {
      delete.run(id);
    }
    gaps |= !ids.isEmpty();
  }

  /**
   * Returns the range of the kept frames, which may be those of several meters.
   *
   * @return from the oldest to the newest.
   * @throws JournalException when the file cannot be read.
   */
  public KeptRange range() throws JournalException {
    return reader.query(
        () -> {
          try (ResultSet row = ends.query()) {
            row.next();
            boolean some = row.getObject(1) != null;
            return some ? new KeptRange(row.getLong(1), row.getLong(2)) : new KeptRange(1, 0);
          }
        });
  }

  /**
   * Reads kept frames of a meter.
   *
   * @param meter the configured name.
   * @param within the range of ids, both ends included; all frames in it are loaded into memory.
   * @return in the order in which they came.
   * @throws JournalException when the file cannot be read.
   */
  public List<StoredFrame> frames(String meter, KeptRange within) throws JournalException {
    return reader.query(
        () -> {
          List<StoredFrame> found = new ArrayList<>();
          try (ResultSet row = frames.query(within.first(), within.last(), meter)) {
            while (row.next()) {
              Instant at = Instant.ofEpochMilli(row.getLong(2));
              found.add(new StoredFrame(row.getLong(1), new KeptFrame(at, row.getBytes(3))));
            }
          }
          return found;
        });
  }
}
