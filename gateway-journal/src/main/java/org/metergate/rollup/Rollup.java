// SPDX-License-Identifier: Apache-2.0
package org.metergate.rollup;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** What one series did from one time to another. Times are UTC milliseconds since 1970. */
public sealed interface Rollup {

  /**
   * Returns where it begins.
   *
   * @return the first millisecond of it.
   */
  long from();

  /**
   * Returns where it ends.
   *
   * @return the first millisecond after it.
   */
  long to();

  /**
   * Returns how much of it was observed: the time between readings that follow each other without a
   * gap.
   *
   * @return milliseconds, 0 up to its length.
   */
  long covered();

  /**
   * Returns how many readings lie in it.
   *
   * @return 0 or more; an interval between two hourly readings has none.
   */
  long readings();

  /**
   * Returns the observed part.
   *
   * @return 0 to 1 with three digits, rounded down, so that 1.000 means all of it.
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
   * @param first what the counter shows where it begins; null in a gap.
   * @param last what the counter shows where it ends; null in a gap.
   */
  record Counter(long from, long to, long covered, long readings, Boundary first, Boundary last)
      implements Rollup {

    /**
     * Returns how far the counter moved. A gap inside is in it, since the meter counted on; where a
     * boundary lies in a gap there is no answer, and none for a counter that fell.
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
     * Tells whether a boundary was estimated.
     *
     * @return true where {@link #delta()} rests on an estimate.
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
   * @param min the lowest value that stood in it.
   * @param max the highest value that stood in it.
   * @param integral the sum of values times the milliseconds for which they stood.
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
     * @return with two digits more than the meter's; nothing where no time was observed.
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
