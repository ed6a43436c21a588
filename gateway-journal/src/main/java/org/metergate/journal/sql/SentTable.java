// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.metergate.spi.reading.MeterRef;

/**
 * Which counters and gauges each meter ever sent itself, in any of its lists, and which totals were
 * made of them, each with its formula. A list without the number of its meter is one of the same
 * meter's: what stands in such lists counts for every number, and what any number sent counts for
 * them. Used under the lock of its connection.
 */
public final class SentTable {
  private static final String SELECT =
      "SELECT DISTINCT s.quantity FROM meter m JOIN meter o ON o.name = m.name"
          + " AND o.sub_meter = m.sub_meter"
          + " AND (o.id = m.id OR o.identifier = '' OR m.identifier = '')"
          + " JOIN series s ON s.meter = o.id"
          + " WHERE s.kind <> 'STATE' AND (instr(s.quantity, '=') = 0 OR s.kind = 'COUNTER') AND ";

  private final Prepared byNumber;
  private final Prepared byName;

  public SentTable(Connection connection) {
    byNumber = new Prepared(connection, SELECT + "m.id = ?");
    byName =
        new Prepared(connection, SELECT + "m.name = ? AND m.sub_meter = ? AND m.identifier = ?");
  }

  /** The names of what the meter with a number in the file sent. */
  public Set<String> of(int meter) throws SQLException {
    return names(byNumber.query(meter));
  }

  /** The names of what a meter sent; none for a meter that is not in the file. */
  public Set<String> of(MeterRef meter) throws SQLException {
    return names(byName.query(meter.name(), meter.subMeter(), meter.identifier()));
  }

  private static Set<String> names(ResultSet rows) throws SQLException {
    Set<String> names = new HashSet<>();
    try (rows) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }
}
