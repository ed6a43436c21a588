// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.rollup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.metergate.journal.sql.DerivedSeries;
import org.metergate.journal.sql.Prepared;
import org.metergate.journal.sql.SentTable;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Quantity;
import org.metergate.value.Formulas;

/** The stored series. Used under the lock of its connection. */
public final class SeriesTable {
  // A file from before the first release may have no unit in its series until the meter's next
  // telegram: until then the newest row schema with the quantity supplies it.
  private static final String SELECT =
      "SELECT s.id, m.name, m.sub_meter, m.identifier, m.id, s.quantity, s.kind, s.usual_ms,"
          + " s.dimension, coalesce(s.unit, (SELECT i.unit FROM shape_item i WHERE i.quantity = s.quantity"
          + " AND i.unit IS NOT NULL ORDER BY i.shape DESC LIMIT 1)), s.label"
          + " FROM series s JOIN meter m ON m.id = s.meter WHERE s.kind <> 'STATE' ";

  private final Prepared ofMeter;
  private final Prepared ofName;
  private final Prepared all;
  private final Prepared names;
  private final SentTable sent;

  public SeriesTable(Connection connection) {
    sent = new SentTable(connection);
    ofMeter = new Prepared(connection, SELECT + "AND m.id = ? ORDER BY s.id");
    ofName =
        new Prepared(
            connection,
            SELECT
                + "AND iif(m.sub_meter = '', m.name, m.name || '-' || m.sub_meter) = ?"
                + " ORDER BY m.id, s.id");
    all = new Prepared(connection, SELECT + "ORDER BY m.name, m.sub_meter, m.id, s.id");
    names =
        new Prepared(
            connection,
            "SELECT DISTINCT iif(sub_meter = '', name, name || '-' || sub_meter) FROM meter"
                + " ORDER BY 1");
  }

  /** All series of a meter; the derived ones that it has by now. */
  public List<Series> ofMeter(int meter) throws SQLException {
    return list(ofMeter.query(meter));
  }

  /** All series with a meter name for people; a replaced meter has several of each. */
  public List<Series> ofName(String displayName) throws SQLException {
    return list(ofName.query(displayName));
  }

  /** All series of all meters. */
  public List<Series> all() throws SQLException {
    return list(all.query());
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

  private List<Series> list(ResultSet rows) throws SQLException {
    Map<Integer, List<Series>> meters = new LinkedHashMap<>();
    try (rows) {
      while (rows.next()) {
        meters.computeIfAbsent(rows.getInt(5), id -> new ArrayList<>()).add(series(rows));
      }
    }
    List<Series> list = new ArrayList<>();
    for (Map.Entry<Integer, List<Series>> meter : meters.entrySet()) {
      List<Series> ofMeter = meter.getValue();
      Set<String> derived =
          ofMeter.stream().anyMatch(Series::isDerived)
              ? Formulas.of(sent.of(meter.getKey()))
              : Set.of();
      ofMeter.removeIf(one -> one.isDerived() && !derived.contains(one.name()));
      list.addAll(ofMeter);
    }
    return list;
  }

  private static Series series(ResultSet row) throws SQLException {
    long usual = row.getLong(8);
    String unit = row.getString(10);
    String name = row.getString(6);
    return new Series(
        row.getLong(1),
        new MeterRef(row.getString(2), row.getString(3), row.getString(4)),
        row.getInt(5),
        DerivedSeries.quantity(name),
        Quantity.Kind.valueOf(row.getString(7)),
        Dimension.valueOf(row.getString(9)),
        row.getString(11),
        unit == null ? "" : unit,
        DerivedSeries.formula(name),
        usual == 0 ? Series.UNKNOWN_USUAL : usual);
  }
}
