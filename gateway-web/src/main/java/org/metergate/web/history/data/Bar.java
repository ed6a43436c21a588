// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;

/**
 * What a counter moved by in an interval.
 *
 * @param at the interval.
 * @param used what the counter moved by, zero or more; nothing where its value at the beginning or
 *     at the end is not known: then nothing is drawn.
 * @param counter its value at the end of the interval, where that is known.
 * @param coverage the observed share of the interval, 0 to 1 with three decimals.
 * @param estimated whether a value at a boundary lies between two readings.
 * @param logged whether records of the meter's own logger are among the readings.
 * @param readings how many there are in the interval.
 */
public record Bar(
    Interval at,
    Optional<BigDecimal> used,
    Optional<BigDecimal> counter,
    BigDecimal coverage,
    boolean estimated,
    boolean logged,
    long readings) {

  /** Checks that nothing is missing. */
  public Bar {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(used, "used");
    Objects.requireNonNull(counter, "counter");
    Objects.requireNonNull(coverage, "coverage");
  }

  /**
   * The bar of an interval of which nothing is known.
   *
   * @param at the interval.
   * @return without numbers.
   */
  static Bar gap(Interval at) {
    return new Bar(
        at, Optional.empty(), Optional.empty(), BigDecimal.ZERO.setScale(3), false, false, 0);
  }

  /**
   * Returns whether there is nothing to draw.
   *
   * @return whether it is not known what the counter moved by.
   */
  public boolean isGap() {
    return used.isEmpty();
  }

  /**
   * Returns whether some of the interval was not observed; its number is right nevertheless.
   *
   * @return true where the coverage is below 1.
   */
  public boolean isIncomplete() {
    return coverage.compareTo(BigDecimal.ONE) < 0;
  }
}
