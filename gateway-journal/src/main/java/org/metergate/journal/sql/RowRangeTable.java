// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The ranges of ids in which the readings of each quarter of an hour of a meter are. Used under the
 * lock of its connection.
 */
public final class RowRangeTable {
  /** A range of ids, both ends included. */
  public record Ids(long first, long last) {}

  private final Prepared put;
  private final Prepared select;
  private final Prepared any;
  private final Prepared oldest;
  private final Prepared begin;

  public RowRangeTable(Connection connection) {
    put =
        new Prepared(
            connection,
            "INSERT INTO span VALUES (?,?,?,?) ON CONFLICT (meter, quarter, first)"
                + " DO UPDATE SET last = max(last, excluded.last)");
    select =
        new Prepared(
            connection,
            "SELECT first, last FROM span WHERE meter=? AND quarter>=? AND quarter<=?"
                + " ORDER BY first");
    oldest = new Prepared(connection, "SELECT min(quarter) FROM span WHERE meter=?");
    begin =
        new Prepared(
            connection,
            "SELECT min((SELECT min(quarter) FROM span WHERE meter=meter.id)) FROM meter");
    any =
        new Prepared(
            connection, "SELECT 1 FROM span WHERE meter=? AND quarter>=? AND quarter<=? LIMIT 1");
  }

  /** The first quarter with a reading of a meter; nothing if there is none in the table. */
  public Optional<Long> oldest(int meter) throws SQLException {
    try (ResultSet rows = oldest.query(meter)) {
      return rows.next() && rows.getObject(1) != null
          ? Optional.of(rows.getLong(1))
          : Optional.empty();
    }
  }

  /**
   * The first quarter with a reading of any meter; {@link Long#MAX_VALUE} if there is none. Of what
   * was before, the table says nothing: a journal that was put right may have lost that part.
   */
  public long begin() throws SQLException {
    try (ResultSet rows = begin.query()) {
      return rows.next() && rows.getObject(1) != null ? rows.getLong(1) : Long.MAX_VALUE;
    }
  }

  /** Whether there are readings of a meter in some quarters, both included. */
  public boolean isAny(int meter, long first, long last) throws SQLException {
    try (ResultSet rows = any.query(meter, first, last)) {
      return rows.next();
    }
  }

  public void put(int meter, long quarter, Ids ids) throws SQLException {
    put.run(meter, quarter, ids.first(), ids.last());
  }

  /**
   * Finds where the readings of some quarters are.
   *
   * @param tail rows from this id on are not in the table yet.
   * @param end the last id to include.
   * @return in order, without overlaps; rows of other quarters may lie between them.
   */
  public List<Ids> find(int meter, long first, long last, long tail, long end) throws SQLException {
    return find(meter, first, last, List.of(new Ids(tail, end)), end);
  }

  /**
   * Finds where the readings of some quarters are.
   *
   * @param more ranges that are not in the table yet, in any order.
   * @param end the last id to include.
   * @return in order, without overlaps; rows of other quarters may lie between them.
   */
  public List<Ids> find(int meter, long first, long last, List<Ids> more, long end)
      throws SQLException {
    List<Ids> all = new ArrayList<>(more);
    try (ResultSet rows = select.query(meter, first, last)) {
      while (rows.next()) {
        all.add(new Ids(rows.getLong(1), rows.getLong(2)));
      }
    }
    all.sort(Comparator.comparingLong(Ids::first));
    List<Ids> list = new ArrayList<>();
    for (Ids ids : all) {
      long stop = Math.min(ids.last(), end);
      Ids before = list.isEmpty() ? null : list.get(list.size() - 1);
      if (before != null && ids.first() <= before.last()) {
        list.set(list.size() - 1, new Ids(before.first(), Math.max(before.last(), stop)));
      } else if (ids.first() <= stop) {
        list.add(new Ids(ids.first(), stop));
      }
    }
    return list;
  }
}
