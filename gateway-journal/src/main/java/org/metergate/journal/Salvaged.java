// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.metergate.journal.sql.Database;
import org.metergate.journal.sql.JournalTable;
import org.metergate.journal.sql.Salvage;

/**
 * What was saved of a damaged journal.
 *
 * @param readings how many readings are in the new file.
 * @param missing ids of readings that could not be read, for people: a clause without a period.
 */
public record Salvaged(long readings, String missing) {
  private static final int NAMED = 10;

  /**
   * Looks at a new file.
   *
   * @param gaps what could not be read.
   * @param newest the highest id that was assigned, as far as it is known.
   */
  static Salvaged of(Connection target, List<Salvage.Gap> gaps, long newest) throws SQLException {
    long readings = Database.number(target, "SELECT count(*) FROM reading");
    List<String> ranges = new ArrayList<>();
    for (Salvage.Gap gap : gaps) {
      if (gap.table() == JournalTable.READING) {
        missing(target, gap, newest, ranges);
      }
    }
    if (ranges.isEmpty()) {
      return new Salvaged(readings, "no reading is missing");
    }
    String named = String.join(", ", ranges.subList(0, Math.min(NAMED, ranges.size())));
    int more = ranges.size() - NAMED;
    return new Salvaged(
        readings,
        "the readings with the ids "
            + named
            + (more > 0 ? " and " + more + " more ranges" : "")
            + " could not be read");
  }

  /** The ids of a gap that the new file does not have from another source. */
  private static void missing(Connection target, Salvage.Gap gap, long newest, List<String> ranges)
      throws SQLException {
    long last = Math.min(gap.last(), newest);
    long id = gap.first();
    while (id <= last) {
      String from = " FROM reading WHERE id >= " + id + " AND id <= " + last;
      long next = Database.number(target, "SELECT coalesce(min(id), " + (last + 1) + ")" + from);
      if (next > id) {
        ranges.add(next - 1 == id ? Long.toString(id) : id + " to " + (next - 1));
      }
      id = next + 1;
    }
  }
}
