// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.page;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metergate.latest.LatestValue;
import org.metergate.latest.MeterValues;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Value;

/**
 * Chooses the big figures on a meter's card: present power first, then counters; selected by
 * dimension, so that a new driver's quantities are found too.
 */
final class Headline {
  private static final int MAX_FIGURES = 4;
  private static final Pattern PART_OF_TOTAL = Pattern.compile("(.*)_[lt]\\d+");
  private static final Set<String> SIDES = Set.of("power_import", "power_export");
  private static final Set<String> PRESENT_POWER = Set.of("power", "power_import", "power_export");
  private static final List<Dimension> ORDER =
      List.of(
          Dimension.POWER,
          Dimension.HEAT_POWER,
          Dimension.ENERGY,
          Dimension.HEAT_ENERGY,
          Dimension.WATER_VOLUME,
          Dimension.GAS_VOLUME,
          Dimension.VOLUME,
          Dimension.FLOW);

  private Headline() {}

  /** Returns at most four values, the most important first. */
  static List<LatestValue> of(List<MeterValues> meters) {
    List<LatestValue> candidates = new ArrayList<>();
    for (MeterValues meter : meters) {
      Set<String> names = new HashSet<>();
      meter.values().forEach(value -> names.add(name(value)));
      meter.values().stream().filter(value -> important(value, names)).forEach(candidates::add);
    }
    candidates.sort(
        Comparator.<LatestValue>comparingInt(value -> ORDER.indexOf(dimension(value)))
            .thenComparing(value -> !PRESENT_POWER.contains(name(value))));
    return candidates.subList(0, Math.min(MAX_FIGURES, candidates.size()));
  }

  /**
   * A part is left out if its total is present: tariffs and phases, and import and export next to a
   * net power.
   */
  private static boolean important(LatestValue value, Set<String> names) {
    Matcher part = PART_OF_TOTAL.matcher(name(value));
    return ORDER.contains(dimension(value))
        && !limitOrRecord(value)
        && !(part.matches() && names.contains(part.group(1)))
        && !(SIDES.contains(name(value)) && names.contains("power"))
        && !(isOtherWay(name(value)) && zero(value));
  }

  /** Returns whether a counter counts what many houses never have: the sun's energy, cooling. */
  static boolean isOtherWay(String quantity) {
    return quantity.contains("_export") || quantity.startsWith("cooling_");
  }

  /** What a house may draw, or drew at its peak, is no present value. */
  private static boolean limitOrRecord(LatestValue value) {
    Quantity.Kind kind = value.measurement().quantity().kind();
    return kind == Quantity.Kind.STATE
        || kind == Quantity.Kind.GAUGE && value.measurement().at() != null;
  }

  private static String name(LatestValue value) {
    return value.measurement().quantity().name();
  }

  private static boolean zero(LatestValue value) {
    BigDecimal number =
        value.measurement().value() instanceof Value.Decimal decimal
            ? decimal.number()
            : value.measurement().raw();
    return number != null && number.signum() == 0;
  }

  private static Dimension dimension(LatestValue value) {
    return value.measurement().quantity().dimension();
  }
}
