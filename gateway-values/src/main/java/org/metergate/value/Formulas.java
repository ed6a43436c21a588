// SPDX-License-Identifier: Apache-2.0
package org.metergate.value;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
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

/**
 * The derived quantities that a meter can have, each written with its formula: {@code
 * power=power_import-power_export}. Pure functions; any thread.
 */
public final class Formulas {
  private static final MeterRef ANY = MeterRef.of("any", "");
  private static final String MARK = "=";

  private Formulas() {}

  /**
   * Returns what follows from all that a meter ever sent. A derived value with a formula that is
   * none of these was made before the meter sent something for the first time, and may be wrong, as
   * a net power from before the first export.
   *
   * @param sent as in {@link DerivedQuantities#of}.
   * @return quantities with their formulas.
   */
  public static Set<String> of(Set<String> sent) {
    List<Measurement> all = new ArrayList<>();
    for (String name : sent) {
      if (name.contains(MARK)) {
        continue; // a total that was made
      }
      Quantity quantity = new Quantity(name, Quantity.Kind.GAUGE, Dimension.NUMBER, name);
      all.add(Measurement.decimal(quantity, BigDecimal.ONE, Unit.NONE, name));
    }
    Set<String> formulas = new HashSet<>();
    possible(all, sent).forEach(measurement -> formulas.add(name(measurement)));
    return formulas;
  }

  /**
   * Returns what may follow from telegrams of one kind.
   *
   * @param measurements all that such a telegram has, with any values.
   * @param sent as in {@link #of}.
   * @return measurements with quantities, units and formulas; their values have no meaning.
   */
  public static List<Measurement> possible(List<Measurement> measurements, Set<String> sent) {
    return DerivedQuantities.of(
        new Reading(ANY, 0, Origin.LIVE, Instant.EPOCH, Optional.empty(), measurements), sent);
  }

  /**
   * Returns the totals among derived measurements, which end when their meter sends another tariff.
   *
   * @param derived from one reading.
   * @return their names with their formulas.
   */
  public static Set<String> totals(List<Measurement> derived) {
    Set<String> names = new HashSet<>();
    for (Measurement measurement : derived) {
      if (measurement.quantity().kind() == Quantity.Kind.COUNTER) {
        names.add(name(measurement));
      }
    }
    return names;
  }

  /**
   * Returns the quantity of a measurement, with its formula if it is derived.
   *
   * @param measurement any.
   * @return for example {@code power=power_import-power_export}, or {@code power_import}.
   */
  public static String name(Measurement measurement) {
    String quantity = measurement.quantity().name();
    return DerivedQuantities.isDerived(measurement) ? quantity + measurement.register() : quantity;
  }
}
