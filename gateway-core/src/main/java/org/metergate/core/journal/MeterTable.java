// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.reading.MeterRef;

/** The meters and their series, by number. Used under the lock of its connection. */
final class MeterTable {
  private record Pair(int meter, int shape) {}

  private final PreparedStatement select;
  private final PreparedStatement find;
  private final PreparedStatement insert;
  private final PreparedStatement series;
  private final Map<MeterRef, Integer> numbers = new HashMap<>();
  private final Map<Integer, MeterRef> meters = new HashMap<>();
  private final Set<Pair> known = new HashSet<>();

  MeterTable(Connection connection) throws SQLException {
    select =
        connection.prepareStatement("SELECT name, sub_meter, identifier FROM meter WHERE id=?");
    find =
        connection.prepareStatement(
            "SELECT id FROM meter WHERE name=? AND sub_meter=? AND identifier=?");
    insert =
        connection.prepareStatement(
            "INSERT INTO meter (name, sub_meter, identifier) VALUES (?,?,?)");
    series =
        connection.prepareStatement(
            "INSERT INTO series (meter, quantity, kind, dimension, label) VALUES (?,?,?,?,?)"
                + " ON CONFLICT (meter, quantity) DO UPDATE SET kind=excluded.kind,"
                + " dimension=excluded.dimension, label=excluded.label");
  }

  /** The meter's number; a new meter gets one. Within a transaction. */
  int number(MeterRef meter) throws SQLException {
    Integer number = numbers.get(meter);
    if (number == null) {
      number = find(meter);
      if (number == null) {
        bind(insert, meter);
        insert.executeUpdate();
        number = find(meter);
      }
      Bounded.put(numbers, meter, number);
    }
    return number;
  }

  private Integer find(MeterRef meter) throws SQLException {
    bind(find, meter);
    try (ResultSet row = find.executeQuery()) {
      return row.next() ? row.getInt(1) : null;
    }
  }

  private static void bind(PreparedStatement statement, MeterRef meter) throws SQLException {
    statement.setString(1, meter.name());
    statement.setString(2, meter.subMeter());
    statement.setString(3, meter.identifier());
  }

  /** Notes the series of a list. Within a transaction. */
  void series(int meter, int number, Shape shape) throws SQLException {
    Pair pair = new Pair(meter, number);
    if (known.contains(pair)) {
      return;
    }
    for (Item item : shape.items()) {
      series.setInt(1, meter);
      series.setString(2, item.quantity().name());
      series.setString(3, item.quantity().kind().name());
      series.setString(4, item.quantity().dimension().name());
      series.setString(5, item.quantity().label());
      series.executeUpdate();
    }
    Bounded.add(known, pair);
  }

  /** The meter of a number. */
  MeterRef meter(int number) throws SQLException, MalformedException {
    MeterRef meter = meters.get(number);
    if (meter == null) {
      select.setInt(1, number);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw new MalformedException("the meter " + number + " is not in the journal");
        }
        meter = new MeterRef(row.getString(1), row.getString(2), row.getString(3));
      }
      Bounded.put(meters, number, meter);
    }
    return meter;
  }

  /** Forgets what a transaction that was undone may have put in. */
  void forget() {
    numbers.clear();
    known.clear();
  }
}
