// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Value;

/**
 * Chooses what stands in big figures on a meter's card: what flows now, then what was counted; by
 * the kind of magnitude, so that a new driver's quantities are found too.
 */
final class Headline {
  private static final int MOST = 4;
  private static final Pattern PART_OF_A_WHOLE = Pattern.compile(".*_[lt]\\d+");
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

  /** At most four values, the most telling first. */
  static List<LatestValue> of(List<MeterValues> meters) {
    List<LatestValue> candidates = new ArrayList<>();
    for (MeterValues meter : meters) {
      meter.values().stream().filter(Headline::telling).forEach(candidates::add);
    }
    candidates.sort(Comparator.comparingInt(value -> ORDER.indexOf(dimension(value))));
    return candidates.subList(0, Math.min(MOST, candidates.size()));
  }

  private static boolean telling(LatestValue value) {
    String name = value.measurement().quantity().name();
    return ORDER.contains(dimension(value))
        && !PART_OF_A_WHOLE.matcher(name).matches()
        && !(name.endsWith("_export") && zero(value));
  }

  /** A house without a solar roof exports nothing, for ever. */
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
