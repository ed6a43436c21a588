// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.csv;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;

/**
 * The columns of a file: six that each has, then one for each quantity with its unit, and behind a
 * counter its difference from the line before. Pure.
 *
 * @param names in their order.
 */
record CsvColumns(List<String> names) {
  /** The journal's number, local time, its distance from UTC, the meter's own time, and whose. */
  static final List<String> FIXED =
      List.of("id", "time", "utc_offset", "meter_time", "origin", "identifier");

  /** Where the origin stands. */
  static final int ORIGIN = 4;

  /** Where the identifier stands. */
  static final int IDENTIFIER = 5;

  /** The origin of what could be told only later; it stands behind newer lines. */
  static final String LATE = "late";

  CsvColumns {
    names = List.copyOf(names);
  }

  /** Whether a first line is one of ours. */
  static boolean isHeader(List<String> cells) {
    return cells.size() > FIXED.size() && cells.subList(0, FIXED.size()).equals(FIXED);
  }

  static String name(Measurement measurement) {
    return name(measurement.quantity().name(), measurement.unit());
  }

  static String deltaName(Measurement measurement) {
    return name(measurement.quantity().name() + "_delta", measurement.unit());
  }

  private static String name(String quantity, Unit unit) {
    return unit == null || unit.ascii().isEmpty() ? quantity : quantity + " (" + unit.ascii() + ")";
  }

  /** These columns with those that a reading needs behind them, or these where it needs none. */
  CsvColumns with(Reading reading) {
    Set<String> all = new LinkedHashSet<>(names.isEmpty() ? FIXED : names);
    for (Measurement measurement : reading.measurements()) {
      if (measurement.value() != null) {
        all.add(name(measurement));
        if (measurement.quantity().kind() == Quantity.Kind.COUNTER) {
          all.add(deltaName(measurement));
        }
      }
    }
    return all.size() == names.size() ? this : new CsvColumns(new ArrayList<>(all));
  }
}
