// SPDX-License-Identifier: Apache-2.0
package org.metergate.rollup;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** The aggregate of one series over one interval. Times are UTC milliseconds since 1970. */
public sealed interface Rollup {

  /**
   * Returns where the interval begins.
   *
   * @return the first millisecond of it.
   */
  long from();

  /**
   * Returns where the interval ends.
   *
   * @return the first millisecond after it.
   */
  long to();

  /**
   * Returns how much of the interval was observed: the time between readings that follow each other
   * without a gap.
   *
   * @return milliseconds, from 0 to its length.
   */
  long covered();

  /**
   * Returns the number of readings in the interval.
   *
   * @return 0 or more; an interval between two hourly readings has none.
   */
  long readings();

  /**
   * Returns the observed share of the interval.
   *
   * @return 0 to 1 with three decimals, rounded down, so that 1.000 means all of it.
   */
  default BigDecimal coverage() {
    return BigDecimal.valueOf(covered())
        .divide(BigDecimal.valueOf(to() - from()), 3, RoundingMode.DOWN);
  }

  /**
   * A counter in an interval.
   *
   * @param from where it begins.
   * @param to where it ends.
   * @param covered observed milliseconds.
   * @param readings in it.
   * @param first the value of the counter where the interval begins; null in a gap.
   * @param last the value of the counter where the interval ends; null in a gap.
   */
  record Counter(long from, long to, long covered, long readings, Boundary first, Boundary last)
      implements Rollup {

    /**
     * Returns how far the counter moved. A gap inside the interval is included, since the meter
     * kept counting; there is no result if a boundary lies in a gap or the counter decreased.
     *
     * @return zero or more, or nothing.
     */
    public Optional<BigDecimal> delta() {
      if (first == null || last == null) {
        return Optional.empty();
      }
      BigDecimal delta = last.value().subtract(first.value());
      return delta.signum() < 0 ? Optional.empty() : Optional.of(delta);
    }

    /**
     * Returns whether a boundary was estimated.
     *
     * @return true if {@link #delta()} is based on an estimate.
     */
    public boolean estimated() {
      return first != null && first.estimated() || last != null && last.estimated();
    }
  }

  /**
   * A gauge in an interval. A value holds until the next reading.
   *
   * @param from where it begins.
   * @param to where it ends.
   * @param covered observed milliseconds.
   * @param readings in it.
   * @param min the lowest value in the interval.
   * @param max the highest value in the interval.
   * @param integral the sum of each value times the milliseconds for which it held.
   */
  record Gauge(
      long from,
      long to,
      long covered,
      long readings,
      BigDecimal min,
      BigDecimal max,
      BigDecimal integral)
      implements Rollup {

    /**
     * Returns the mean over the observed time.
     *
     * @return with two decimals more than the meter's values; nothing if no time was observed.
     */
    public Optional<BigDecimal> mean() {
      return covered == 0
          ? Optional.empty()
          : Optional.of(
              integral.divide(
                  BigDecimal.valueOf(covered),
                  Math.max(min.scale(), max.scale()) + 2,
                  RoundingMode.HALF_EVEN));
    }
  }
}
