// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;

/**
 * A gauge in an interval.
 *
 * @param at the interval.
 * @param min the lowest value; nothing where nothing was read, and for what is calculated.
 * @param mean over the observed time; nothing where nothing was observed.
 * @param max the highest value, as {@code min}.
 * @param coverage the observed share of the interval, 0 to 1 with three decimals.
 * @param logged whether records of the meter's own logger are among the readings.
 * @param readings how many there are in the interval.
 */
public record Point(
    Interval at,
    Optional<BigDecimal> min,
    Optional<BigDecimal> mean,
    Optional<BigDecimal> max,
    BigDecimal coverage,
    boolean logged,
    long readings) {

  /** Checks that nothing is missing. */
  public Point {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(min, "min");
    Objects.requireNonNull(mean, "mean");
    Objects.requireNonNull(max, "max");
    Objects.requireNonNull(coverage, "coverage");
  }

  /**
   * The point of an interval of which nothing is known.
   *
   * @param at the interval.
   * @return without numbers.
   */
  static Point gap(Interval at) {
    return new Point(
        at,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        BigDecimal.ZERO.setScale(3),
        false,
        0);
  }

  /**
   * Returns whether there is nothing to draw.
   *
   * @return whether no value is known.
   */
  public boolean isGap() {
    return mean.isEmpty() && min.isEmpty();
  }
}
