// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.sql;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.value.DerivedQuantities;

/**
 * The series of quantities that the meter does not send and that follow from those that it does. In
 * the file their name has the formula behind it, {@code power=power_import-power_export}, which no
 * meter's quantity can have: another formula is another series, so that no sum goes on as a sum of
 * something else. Pure functions.
 */
public final class DerivedSeries {
  private static final char MARK = '=';
  private static final MeterRef ANY = MeterRef.of("any", "");

  private DerivedSeries() {}

  /** The name in the file of the series to which a measurement belongs. */
  public static String name(Measurement measurement) {
    String quantity = measurement.quantity().name();
    return DerivedQuantities.isDerived(measurement) ? quantity + measurement.register() : quantity;
  }

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
    return derived(fields, sent);
  }

  /** As {@link #of}, the names in the file. */
  public static Set<String> names(RowSchema rowSchema, Set<String> sent) {
    return names(of(rowSchema, sent));
  }

  /**
   * Returns the derived series that a meter has by now. One whose formula is another since the
   * meter sent something for the first time is none of them: its values may be wrong, as those of a
   * net power from before the first export.
   *
   * @param sent the counters and gauges that the meter ever sent.
   * @return their names in the file.
   */
  public static Set<String> names(Set<String> sent) {
    List<Measurement> all = new ArrayList<>();
    for (String name : sent) {
      Quantity quantity = new Quantity(name, Quantity.Kind.GAUGE, Dimension.NUMBER, name);
      all.add(Measurement.decimal(quantity, BigDecimal.ONE, Unit.NONE, name));
    }
    return names(derived(all, sent));
  }

  private static List<Measurement> derived(List<Measurement> measurements, Set<String> sent) {
    Reading reading =
        new Reading(ANY, 0, Origin.LIVE, Instant.EPOCH, Optional.empty(), measurements);
    return DerivedQuantities.of(reading, sent);
  }

  private static Set<String> names(Collection<Measurement> derived) {
    Set<String> names = new HashSet<>();
    derived.forEach(measurement -> names.add(name(measurement)));
    return names;
  }
}
