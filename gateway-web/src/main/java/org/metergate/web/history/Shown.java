// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.metergate.spi.reading.Unit;
import org.metergate.web.history.chart.Numbers;

/** Writes numbers with their units. */
final class Shown {
  private static final int DIGITS = 4;
  private static final List<Unit> KNOWN = List.of(Unit.CELSIUS, Unit.M3);
  private static final char NO_BREAK = '\u00a0';

  private Shown() {}

  /** Returns a number with all its digits. */
  static String exact(BigDecimal number) {
    return Numbers.grouped(number);
  }

  /** Returns a number with four digits or all of those before the point. */
  static String rounded(BigDecimal number) {
    int whole = Math.max(1, number.precision() - number.scale());
    int decimals = Math.min(Math.max(0, number.scale()), Math.max(0, DIGITS - whole));
    return Numbers.grouped(number.setScale(decimals, RoundingMode.HALF_UP));
  }

  /** Returns a rounded number with its unit. */
  static String rounded(BigDecimal number, Unit unit) {
    return rounded(number) + unit(unit);
  }

  /** Returns a number with all its digits and its unit. */
  static String exact(BigDecimal number, Unit unit) {
    return exact(number) + unit(unit);
  }

  private static String unit(Unit unit) {
    return symbol(unit).isEmpty() ? "" : NO_BREAK + symbol(unit);
  }

  /** Returns the sign of a unit; the journal keeps its plain spelling alone. */
  static String symbol(Unit unit) {
    for (Unit known : KNOWN) {
      if (known.ascii().equals(unit.ascii())) {
        return known.display();
      }
    }
    return unit.display();
  }

  /** Returns a share of 0 to 1 as percent, rounded down: 100 means all of it. */
  static String percent(BigDecimal share) {
    BigDecimal percent = share.movePointRight(2).setScale(1, RoundingMode.DOWN);
    boolean even = percent.stripTrailingZeros().scale() <= 0;
    return (even ? percent.setScale(0, RoundingMode.UNNECESSARY) : percent).toPlainString();
  }
}
