// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Unit;
import org.metergate.value.Formulas;

/** The meters and their series, by number. Used under the lock of its connection. */
final class MeterTable {
  private record Pair(int meter, int schema) {}

  private final Prepared select;
  private final Prepared find;
  private final Prepared insert;
  private final Prepared series;
  private final SentTable sent;
  private final Map<MeterRef, Integer> numbers = new HashMap<>();
  private final Map<Integer, MeterRef> meters = new HashMap<>();
  private final Set<Pair> known = new HashSet<>();

  MeterTable(Connection connection) {
    select = new Prepared(connection, "SELECT name, sub_meter, identifier FROM meter WHERE id=?");
    find =
        new Prepared(
            connection, "SELECT id FROM meter WHERE name=? AND sub_meter=? AND identifier=?");
    insert =
        new Prepared(connection, "INSERT INTO meter (name, sub_meter, identifier) VALUES (?,?,?)");
    series =
        new Prepared(
            connection,
            "INSERT INTO series (meter, quantity, kind, dimension, label, unit) VALUES"
                + " (?,?,?,?,?,?) ON CONFLICT (meter, quantity) DO UPDATE SET kind=excluded.kind,"
                + " dimension=excluded.dimension, label=excluded.label,"
                // the first unit stays, since the roll-ups are in it
                + " unit=coalesce(nullif(unit, ''), excluded.unit)");
    sent = new SentTable(connection);
  }

  /** The number of a meter; a new meter is added. Within a transaction. */
  int number(MeterRef meter) throws SQLException {
    Integer number = numbers.get(meter);
    if (number == null) {
      number = find(meter);
      if (number == null) {
        insert.run(meter.name(), meter.subMeter(), meter.identifier());
        number = find(meter);
      }
      BoundedMaps.put(numbers, meter, number);
    }
    return number;
  }

  private Integer find(MeterRef meter) throws SQLException {
    try (ResultSet row = find.query(meter.name(), meter.subMeter(), meter.identifier())) {
      return row.next() ? row.getInt(1) : null;
    }
  }

  /**
   * Stores the series of a row schema, and those that are derived from its rows. Within a
   * transaction.
   */
  void series(int meter, int number, RowSchema rowSchema) throws SQLException {
    Pair pair = new Pair(meter, number);
    if (known.contains(pair)) {
      return;
    }
    Set<String> before = sent.of(meter);
    for (RowField rowField : rowSchema.rowFields()) {
      put(meter, rowField.quantity().name(), rowField.quantity(), rowField.unit());
    }
    Set<String> all = sent.of(meter);
    for (Measurement m : DerivedSeries.of(rowSchema, all)) {
      put(meter, Formulas.name(m), m.quantity(), m.unit());
    }
    if (!all.equals(before)) {
      known.clear(); // more may follow from other lists of the meter now
    }
    BoundedMaps.add(known, pair);
  }

  private void put(int meter, String name, Quantity q, Unit unit) throws SQLException {
    String ascii = unit == null ? null : unit.ascii();
    series.run(meter, name, q.kind().name(), q.dimension().name(), q.label(), ascii);
  }

  /** The meter with a number. */
  MeterRef meter(int number) throws SQLException, MalformedException {
    MeterRef meter = meters.get(number);
    if (meter == null) {
      try (ResultSet row = select.query(number)) {
        if (!row.next()) {
          throw new MalformedException("the meter " + number + " is not in the journal");
        }
        meter = new MeterRef(row.getString(1), row.getString(2), row.getString(3));
      }
      BoundedMaps.put(meters, number, meter);
    }
    return meter;
  }

  /** Forgets what a rolled-back transaction may have added. */
  void forget() {
    numbers.clear();
    known.clear();
  }
}
