// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.metergate.core.rollup.Fold;
import org.metergate.core.rollup.Rollup;
import org.metergate.spi.codec.MalformedException;

/** The rows of the roll-ups. Used under the lock of its connection. */
final class RollupTable {
  /** Steps in minutes. */
  static final int MINUTE = 1;

  static final int QUARTER = 15;
  static final int HOUR = 60;

  private final Prepared put;
  private final Prepared remove;
  private final Prepared select;

  RollupTable(Connection connection) {
    put = new Prepared(connection, "INSERT OR REPLACE INTO rollup VALUES (?,?,?,?)");
    remove = new Prepared(connection, "DELETE FROM rollup WHERE series=? AND step=? AND start=?");
    select =
        new Prepared(
            connection,
            "SELECT start, data FROM rollup WHERE series=? AND step=? AND start>=? AND start<?"
                + " ORDER BY start");
  }

  /** Puts a row in the place of an older one; an empty one takes it away. In a transaction. */
  void put(long series, int step, long start, List<Rollup> rollups) throws SQLException {
    long minute = start / Fold.MINUTE;
    if (rollups.isEmpty()) {
      remove.run(series, step, minute);
    } else {
      put.run(series, step, minute, RollupCodec.encode(rollups, start));
    }
  }

  /** The intervals of all rows that begin from a time up to another. */
  List<Rollup> read(Series series, int step, long from, long to)
      throws SQLException, MalformedException {
    List<Rollup> rollups = new ArrayList<>();
    long first = Math.floorDiv(from, Fold.MINUTE);
    long end = Math.floorDiv(to, Fold.MINUTE);
    try (ResultSet rows = select.query(series.id(), step, first, end)) {
      while (rows.next()) {
        long start = rows.getLong(1) * Fold.MINUTE;
        rollups.addAll(RollupCodec.decode(rows.getBytes(2), series.isCounter(), step, start));
      }
    }
    return rollups;
  }
}
