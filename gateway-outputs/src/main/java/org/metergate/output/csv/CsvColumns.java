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
 * The columns of a file: six that every file has, then one for each quantity with its unit,
 * followed for a counter by its difference from the previous line. Pure.
 *
 * @param names in their order.
 */
record CsvColumns(List<String> names) {
  /**
   * The journal's id, local time, its offset from UTC, the meter's own time, origin and identifier.
   */
  static final List<String> FIXED =
      List.of("id", "time", "utc_offset", "meter_time", "origin", "identifier");

  /** The index of the origin. */
  static final int ORIGIN = 4;

  /** The index of the identifier. */
  static final int IDENTIFIER = 5;

  /** The origin of values that became known only later; their lines follow newer ones. */
  static final String LATE = "late";

  CsvColumns {
    names = List.copyOf(names);
  }

  /** Returns whether a first line is a header of this program. */
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

  /**
   * Returns these columns followed by those that a reading needs besides, or these where it needs
   * none.
   */
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
