// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.pulse;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The reading of a meter's display, as far as it follows from its pulses: a reading at some pulse,
 * and the pulses since. Exact: a pulse of 1/375 kWh is not a finite decimal, so pulses are stored,
 * not energy.
 *
 * @param pulses counted in total, never reset.
 * @param base the reading of the display.
 * @param at the number of pulses at that reading, 0 to {@code pulses}.
 * @param perUnit pulses for one unit, more than 0.
 */
record PulseTotal(long pulses, BigDecimal base, long at, BigDecimal perUnit) {
  private static final Pattern TEXT =
      Pattern.compile(
          "1 (\\d{1,18}) (\\d{1,18}(?:\\.\\d{1,18})?) (\\d{1,18}) (\\d{1,20}(?:\\.\\d{1,20})?)");

  /** Decimals kept of a reading when the weight of the pulses changes. */
  private static final int FINE = 12;

  PulseTotal {
    if (pulses < at || at < 0 || base.signum() < 0 || perUnit.signum() <= 0) {
      throw new IllegalArgumentException(pulses + " " + base + " " + at + " " + perUnit);
    }
  }

  /** Returns a total of zero. */
  static PulseTotal zero(BigDecimal perUnit) {
    return new PulseTotal(0, BigDecimal.ZERO, 0, perUnit);
  }

  /** Returns the total after further pulses. */
  PulseTotal plus(long more) {
    return new PulseTotal(pulses + more, base, at, perUnit);
  }

  /** Returns the total with a new reading of the display. */
  PulseTotal adjusted(BigDecimal display) {
    return new PulseTotal(pulses, display, pulses, perUnit);
  }

  /** Returns the total with a new weight of a pulse; what was counted keeps its value. */
  PulseTotal withWeight(BigDecimal newPerUnit) {
    if (perUnit.compareTo(newPerUnit) == 0) {
      return this;
    }
    return new PulseTotal(pulses, value(FINE).stripTrailingZeros(), pulses, newPerUnit);
  }

  /**
   * Returns the total, rounded down.
   *
   * @param decimals 0 to 12.
   */
  BigDecimal value(int decimals) {
    return base.multiply(perUnit)
        .add(BigDecimal.valueOf(pulses - at))
        .divide(perUnit, decimals, RoundingMode.DOWN);
  }

  /** Returns the total as a short text. */
  String text() {

    return "1 " + pulses + " " + base.toPlainString() + " " + at + " " + perUnit.toPlainString();
  }

  /**
   * Reads the text.
   *
   * @return nothing where the text has another format.
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
