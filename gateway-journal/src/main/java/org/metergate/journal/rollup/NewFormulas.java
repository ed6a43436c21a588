// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.rollup;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;
import org.metergate.journal.sql.Database;
import org.metergate.journal.sql.Prepared;

/**
 * Finds derived series that were not there before, and from which reading on they must be rolled
 * up: what they follow from may have been sent for long. Not before the first reading of their
 * meter, so that a number that was misread costs nothing, and a limited number of rows, so that a
 * journal of years does not hold up a start. The journal's own thread.
 */
final class NewFormulas {
  /** How many rows are searched: eleven days of every 10 s. */
  private static final int ROWS_BEFORE = 100_000;

  private static final String STATE = "rolled-formulas";
  private static final String DERIVED = "instr(quantity, '=') > 0";

  private final Connection reader;
  private final Prepared set;
  private long newest;

  NewFormulas(Connection reader, Connection writer) {
    this.reader = reader;
    set =
        new Prepared(
            writer,
            "INSERT INTO state VALUES ('', '"
                + STATE
                + "', ?) ON CONFLICT (meter, key) DO UPDATE SET text=excluded.text");
  }

  /**
   * Searches for new series.
   *
   * @param position the last reading that was scanned.
   * @return the first reading to scan again; nothing if there is no new series.
   */
  OptionalLong find(long position) throws SQLException {
    newest = Database.number(reader, "SELECT max(id) FROM series WHERE " + DERIVED);
    long known =
        Database.number(
            reader,
            "SELECT CAST(text AS INTEGER) FROM state WHERE meter='' AND key='" + STATE + "'");
    if (newest <= known) {
      return OptionalLong.empty();
    }
    long oldest = Database.number(reader, "SELECT min(id) FROM reading");
    long next = position + 1;
    String meters = "SELECT meter FROM series WHERE id > " + known + " AND " + DERIVED;
    long first = // rows that are not in the table of spans are not in the roll-ups either
        Database.number(
            reader,
            "SELECT coalesce(min(first), " + next + ") FROM span WHERE meter IN (" + meters + ")");
    return OptionalLong.of(Math.max(Math.max(oldest, first), next - ROWS_BEFORE));
  }

  /** Stores that the series found last are taken into account; within a transaction. */
  void found() throws SQLException {
    set.run(Long.toString(newest));
  }
}
