// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.sql;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.metergate.spi.reading.Measurement;
import org.metergate.value.Formulas;

/**
 * The series of quantities that the meter does not send and that follow from those that it does. In
 * the file their name has the formula behind it, {@code power=power_import-power_export}, which no
 * meter's quantity can have: another formula is another series, so that no sum goes on as a sum of
 * something else. Pure functions.
 */
public final class DerivedSeries {
  private static final char MARK = '=';

  private DerivedSeries() {}

  /** Whether a series is derived, by its name in the file. */
  public static boolean isDerived(String name) {
    return name.indexOf(MARK) >= 0;
  }

  /** The quantity of a series, by its name in the file. */
  public static String quantity(String name) {
    return isDerived(name) ? name.substring(0, name.indexOf(MARK)) : name;
  }

  /** The formula of a derived series, by its name in the file; empty for another. */
  public static String formula(String name) {
    return isDerived(name) ? name.substring(name.indexOf(MARK) + 1) : "";
  }

  /**
   * Returns what may be derived from the rows of a schema; from which of them, their values decide.
   *
   * @param rowSchema of one kind of telegram.
   * @param sent the counters and gauges that the meter ever sent.
   * @return measurements with the units and formulas of the derived ones; their values mean
   *     nothing.
   */
  static List<Measurement> of(RowSchema rowSchema, Set<String> sent) {
    List<Measurement> fields = new ArrayList<>();
    for (RowField field : rowSchema.rowFields()) {
      if (field.kind() == RowField.Kind.DECIMAL || field.kind() == RowField.Kind.UNKNOWN) {
        fields.add(
            Measurement.decimal(field.quantity(), BigDecimal.ONE, field.unit(), field.register()));
      }
    }
    return Formulas.possible(fields, sent);
  }

  /** As {@link #of}, the names in the file. */
  public static Set<String> names(RowSchema rowSchema, Set<String> sent) {
    Set<String> names = new HashSet<>();
    of(rowSchema, sent).forEach(measurement -> names.add(Formulas.name(measurement)));
    return names;
  }
}
