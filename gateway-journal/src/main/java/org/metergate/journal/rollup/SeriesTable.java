// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.rollup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.metergate.journal.sql.Prepared;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Quantity;

/** The stored series. Used under the lock of its connection. */
public final class SeriesTable {
  // A file from before the first release may have no unit in its series until the meter's next
  // telegram: until then the newest row schema with the quantity supplies it.
  private static final String SELECT =
      "SELECT s.id, m.name, m.sub_meter, m.identifier, m.id, s.quantity, s.kind, s.usual_ms,"
          + " coalesce(s.unit, (SELECT i.unit FROM shape_item i WHERE i.quantity = s.quantity"
          + " AND i.unit IS NOT NULL ORDER BY i.shape DESC LIMIT 1))"
          + " FROM series s JOIN meter m ON m.id = s.meter WHERE s.kind <> 'STATE' ";

  private final Prepared ofMeter;
  private final Prepared ofName;
  private final Prepared names;

  public SeriesTable(Connection connection) {
    ofMeter = new Prepared(connection, SELECT + "AND m.id = ? ORDER BY s.id");
    ofName =
        new Prepared(
            connection,
            SELECT
                + "AND iif(m.sub_meter = '', m.name, m.name || '-' || m.sub_meter) = ?"
                + " ORDER BY m.id, s.id");
    names =
        new Prepared(
            connection,
            "SELECT DISTINCT iif(sub_meter = '', name, name || '-' || sub_meter) FROM meter"
                + " ORDER BY 1");
  }

  public List<Series> ofMeter(int meter) throws SQLException {
    return list(ofMeter.query(meter));
  }

  /** All series with a meter name for people; a replaced meter has several of each. */
  public List<Series> ofName(String displayName) throws SQLException {
    return list(ofName.query(displayName));
  }

  public List<String> names() throws SQLException {
    List<String> list = new ArrayList<>();
    try (ResultSet rows = names.query()) {
      while (rows.next()) {
        list.add(rows.getString(1));
      }
    }
    return list;
  }

  private static List<Series> list(ResultSet rows) throws SQLException {
    List<Series> list = new ArrayList<>();
    try (rows) {
      while (rows.next()) {
        long usual = rows.getLong(8);
        String unit = rows.getString(9);
        list.add(
            new Series(
                rows.getLong(1),
                new MeterRef(rows.getString(2), rows.getString(3), rows.getString(4)),
                rows.getInt(5),
                rows.getString(6),
                Quantity.Kind.valueOf(rows.getString(7)),
                unit == null ? "" : unit,
                usual == 0 ? Series.UNKNOWN_USUAL : usual));
      }
    }
    return list;
  }
}
