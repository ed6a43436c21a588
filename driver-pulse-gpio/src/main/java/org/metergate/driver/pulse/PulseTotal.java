// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.pulse;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a meter's display shows, as far as its pulses tell: a reading at some pulse, and the pulses
 * since. Exact: a pulse of 1/375 kWh does not end in decimals, so pulses are kept, not energy.
 *
 * @param pulses counted in all, never set back.
 * @param base what the display showed.
 * @param at after how many pulses it showed that, 0 to {@code pulses}.
 * @param perUnit pulses for one unit, more than 0.
 */
record PulseTotal(long pulses, BigDecimal base, long at, BigDecimal perUnit) {
  private static final Pattern TEXT =
      Pattern.compile("1 (\\d{1,18}) (\\d{1,18}(?:\\.\\d{1,18})?) (\\d{1,18}) (\\S{1,40})");

  /** Digits kept of a reading from before the pulses had another weight. */
  private static final int FINE = 12;

  PulseTotal {
    if (pulses < at || at < 0 || base.signum() < 0 || perUnit.signum() <= 0) {
      throw new IllegalArgumentException(pulses + " " + base + " " + at + " " + perUnit);
    }
  }

  /** Begins at zero. */
  static PulseTotal zero(BigDecimal perUnit) {
    return new PulseTotal(0, BigDecimal.ZERO, 0, perUnit);
  }

  /** Counts on. */
  PulseTotal plus(long more) {
    return new PulseTotal(pulses + more, base, at, perUnit);
  }

  /** The display shows this now. */
  PulseTotal adjusted(BigDecimal display) {
    return new PulseTotal(pulses, display, pulses, perUnit);
  }

  /** From now on a pulse weighs otherwise; what was counted keeps its worth. */
  PulseTotal weighing(BigDecimal newPerUnit) {
    if (perUnit.compareTo(newPerUnit) == 0) {
      return this;
    }
    return new PulseTotal(pulses, value(FINE).stripTrailingZeros(), pulses, newPerUnit);
  }

  /**
   * The total, rounded down.
   *
   * @param decimals 0 to 12.
   */
  BigDecimal value(int decimals) {
    return base.multiply(perUnit)
        .add(BigDecimal.valueOf(pulses - at))
        .divide(perUnit, decimals, RoundingMode.DOWN);
  }

  /** As a short text. */
  String text() {

    return "1 " + pulses + " " + base.toPlainString() + " " + at + " " + perUnit.toPlainString();
  }

  /**
   * Reads the text.
   *
   * @return nothing where it is none of ours.
   */
  static Optional<PulseTotal> parse(String text) {
    Matcher m = TEXT.matcher(text);
    if (!m.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new PulseTotal(
              Long.parseLong(m.group(1)),
              new BigDecimal(m.group(2)),
              Long.parseLong(m.group(3)),
              new BigDecimal(m.group(4))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
