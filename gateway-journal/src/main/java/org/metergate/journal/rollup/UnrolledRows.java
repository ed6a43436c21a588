// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.rollup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.metergate.journal.sql.RowRangeTable;

/**
 * Where the rows of each meter are that are not in the table of row ranges yet. With them a meter's
 * rows are found without those of the other meters between them: of a thousand meters only one row
 * in a thousand is its own. One thread.
 */
final class UnrolledRows {
  /** So many rows of others are read faster than a second range is searched. */
  private static final int NEAR = 16;

  /** Rows of a meter in a quarter of an hour, and the number of the last of them in the scan. */
  private record Run(long quarter, long lastNumber, RowRangeTable.Ids ids) {}

  private final long watermark;
  private final Map<Integer, TreeMap<Long, List<RowRangeTable.Ids>>> ended = new HashMap<>();
  private final Map<Integer, Run> current = new HashMap<>();
  private long number;

  /**
   * Knows no row yet.
   *
   * @param watermark the id from which on rows are added.
   */
  UnrolledRows(long watermark) {
    this.watermark = watermark;
  }

  /** The id from which on rows may be missing in the table of row ranges. */
  long watermark() {
    return watermark;
  }

  /** Counts a row that nobody needs. */
  void skip() {
    number++;
  }

  /**
   * Adds a row; in the order of the ids.
   *
   * @param quarter the quarter of an hour that it belongs to.
   */
  void add(int meter, long quarter, long id) {
    number++;
    Run run = current.get(meter);
    long first = id;
    if (run != null && run.quarter() == quarter && number - run.lastNumber() <= NEAR) {
      first = run.ids().first();
    } else if (run != null) {
      end(meter, run);
    }
    current.put(meter, new Run(quarter, number, new RowRangeTable.Ids(first, id)));
  }

  private void end(int meter, Run run) {
    ended
        .computeIfAbsent(meter, m -> new TreeMap<>())
        .computeIfAbsent(run.quarter(), q -> new ArrayList<>())
        .add(run.ids());
  }

  /** The ranges of a meter in some quarters, both included. */
  List<RowRangeTable.Ids> find(int meter, long first, long last) {
    Run run = current.remove(meter);
    if (run != null) {
      end(meter, run);
    }
    NavigableMap<Long, List<RowRangeTable.Ids>> own = ended.get(meter);
    List<RowRangeTable.Ids> found = new ArrayList<>();
    if (own != null && first <= last) {
      own.subMap(first, true, last, true).values().forEach(found::addAll);
    }
    return found;
  }
}
