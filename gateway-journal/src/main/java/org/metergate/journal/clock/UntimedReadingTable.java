// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.clock;

import java.sql.Connection;
import java.sql.SQLException;
import org.metergate.journal.sql.Database;
import org.metergate.journal.sql.Prepared;

/**
 * The readings that arrived before the clock was set. Used under the lock of its connection;
 * methods that write are called within a transaction. The statements start from this table, which
 * is small or empty, and never scan the readings.
 */
final class UntimedReadingTable {
  private static final String NO_FRAME = "UPDATE undecoded SET unstamped=0 WHERE unstamped=1";

  private final Connection connection;
  private final Prepared add;

  UntimedReadingTable(Connection connection) {
    this.connection = connection;
    add = new Prepared(connection, "INSERT INTO unstamped VALUES (?)");
  }

  void add(long reading) throws SQLException {
    add.run(reading);
  }

  /** Whether a kept frame waits. */
  boolean hasFrames() throws SQLException {
    return Database.number(connection, "SELECT count(*) FROM undecoded WHERE unstamped = 1") > 0;
  }

  /**
   * Since when readings wait, on the monotonic clock of their boot; {@link Long#MAX_VALUE} if none
   * does.
   */
  long since() throws SQLException {
    return Database.number(
        connection,
        "SELECT coalesce(min(monotonic_ms), "
            + Long.MAX_VALUE
            + ") FROM unstamped CROSS JOIN reading ON id = reading");
  }

  /** The first waiting reading; 0 if there is none. */
  long first() throws SQLException {
    return Database.number(connection, "SELECT min(reading) FROM unstamped");
  }

  /**
   * Sets the times of the readings and frames of a boot to when they arrived, and releases them.
   *
   * @param offset milliseconds from the monotonic clock to the wall clock.
   */
  void stamp(int boot, long offset) throws SQLException {
    String set = " SET received_ms = monotonic_ms + " + offset + " WHERE boot = " + boot;
    Database.execute(
        connection, "UPDATE reading" + set + " AND id IN (SELECT reading FROM unstamped)");
    Database.execute(connection, "UPDATE undecoded" + set + " AND unstamped = 1");
    release();
  }

  /** Releases everything with the times of the unset clock. */
  void release() throws SQLException {
    Database.execute(connection, "DELETE FROM unstamped");
    Database.execute(connection, NO_FRAME);
  }

  /**
   * Releases what arrived in other boots; its times can no longer be determined.
   *
   * @return how many readings.
   */
  long releaseOthers(int boot) throws SQLException {
    long count =
        Database.number(
            connection,
            "SELECT count(*) FROM unstamped CROSS JOIN reading ON id = reading WHERE boot <> "
                + boot);
    Database.execute(
        connection,
        "DELETE FROM unstamped WHERE (SELECT boot FROM reading WHERE id = unstamped.reading) IS NOT"
            + " "
            + boot);
    Database.execute(connection, NO_FRAME + " AND boot <> " + boot);
    return count;
  }
}
