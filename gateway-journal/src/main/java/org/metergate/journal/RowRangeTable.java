// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Where the readings of a meter's quarters are. Used under the lock of its connection. */
final class RowRangeTable {
  /** Ids from the first to the last one. */
  record Ids(long first, long last) {}

  private final Prepared put;
  private final Prepared select;

  RowRangeTable(Connection connection) {
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
  }

  void put(int meter, long quarter, Ids ids) throws SQLException {
    put.run(meter, quarter, ids.first(), ids.last());
  }

  /**
   * Finds where the readings of some quarters are.
   *
   * @param tail from this id on the rows are not in the table yet.
   * @param end the last id to look at.
   * @return in order, none overlapping another; with rows of other quarters between them.
   */
  List<Ids> find(int meter, long first, long last, long tail, long end) throws SQLException {
    List<Ids> list = new ArrayList<>();
    try (ResultSet rows = select.query(meter, first, last)) {
      while (rows.next()) {
        add(list, new Ids(rows.getLong(1), Math.min(rows.getLong(2), end)));
      }
    }
    add(list, new Ids(tail, end));
    return list;
  }

  private static void add(List<Ids> list, Ids ids) {
    if (ids.last() < ids.first()) {
      return;
    }
    Ids before = list.isEmpty() ? null : list.get(list.size() - 1);
    if (before == null || ids.first() > before.last()) {
      list.add(ids);
    } else {
      // the tail may begin below spans that are in the table already
      int i = list.size() - 1;
      while (i > 0 && list.get(i - 1).last() >= ids.first()) {
        i--;
      }
      long start = Math.min(list.get(i).first(), ids.first());
      long stop = Math.max(before.last(), ids.last());
      list.subList(i, list.size()).clear();
      list.add(new Ids(start, stop));
    }
  }
}
