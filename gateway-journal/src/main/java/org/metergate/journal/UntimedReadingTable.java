// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What came before the clock was set. Used under the lock of its connection; what writes is called
 * within a transaction. The statements begin with this table, which is small or empty: they never
 * go through the readings.
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

  /** The newest reading before the first one that waits. */
  static long newestStamped(Connection connection) throws SQLException {
    return Database.number(
        connection,
        "SELECT coalesce((SELECT min(reading) - 1 FROM unstamped), (SELECT max(id) FROM reading))");
  }

  /** Since when something waits, on the steady clock of its boot; far away where nothing does. */
  long since() throws SQLException {
    return Database.number(
        connection,
        "SELECT coalesce(min(monotonic_ms), "
            + Long.MAX_VALUE
            + ") FROM unstamped CROSS JOIN reading ON id = reading");
  }

  /** The first that waits; 0 where none does. */
  long first() throws SQLException {
    return Database.number(connection, "SELECT min(reading) FROM unstamped");
  }

  /**
   * Gives the readings and frames of a boot the times at which they came, and lets them go.
   *
   * @param offset milliseconds from the steady clock to the time.
   */
  void stamp(int boot, long offset) throws SQLException {
    String set = " SET received_ms = monotonic_ms + " + offset + " WHERE boot = " + boot;
    Database.execute(
        connection, "UPDATE reading" + set + " AND id IN (SELECT reading FROM unstamped)");
    Database.execute(connection, "UPDATE undecoded" + set + " AND unstamped = 1");
    letGo();
  }

  /** Lets everything go with the times that the clock said. */
  void letGo() throws SQLException {
    Database.execute(connection, "DELETE FROM unstamped");
    Database.execute(connection, NO_FRAME);
  }

  /**
   * Lets go what came in other boots: nobody can tell any more when.
   *
   * @return how many readings.
   */
  long letGoOthers(int boot) throws SQLException {
    long count =
        Database.number(
            connection,
            "SELECT count(*) FROM unstamped CROSS JOIN reading ON id = reading WHERE boot <> "
                + boot);
    Database.execute(
        connection,
        "DELETE FROM unstamped WHERE (SELECT boot FROM reading WHERE id = unstamped.reading) IS NOT "
            + boot);
    Database.execute(connection, NO_FRAME + " AND boot <> " + boot);
    return count;
  }
}
