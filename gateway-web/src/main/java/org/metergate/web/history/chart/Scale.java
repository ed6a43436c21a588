// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * The vertical axis of a chart.
 *
 * @param low the number at the bottom.
 * @param high the number at the top, more than {@code low}.
 * @param step between two marks: one, two or five times a power of ten.
 */
public record Scale(BigDecimal low, BigDecimal high, BigDecimal step) {
  private static final int[] ROUND = {1, 2, 5, 10};

  /**
   * Chooses round marks around numbers.
   *
   * @param lowest of the numbers.
   * @param highest of the numbers, not less than {@code lowest}.
   * @param about how many distances between marks there are at most, from 1; one more where both
   *     ends are cut.
   * @return the scale; of equal numbers, one with some room around them.
   */
  public static Scale of(BigDecimal lowest, BigDecimal highest, int about) {
    BigDecimal span = highest.subtract(lowest);
    if (span.signum() == 0) {
      BigDecimal room = BigDecimal.ONE.max(highest.abs().movePointLeft(1));
      return highest.signum() == 0
          ? of(highest, highest.add(BigDecimal.ONE), about)
          : of(lowest.subtract(room), highest.add(room), about);
    }
    BigDecimal step = step(span.divide(BigDecimal.valueOf(about), 12, RoundingMode.UP));
    BigDecimal low = lowest.divide(step, 0, RoundingMode.FLOOR).multiply(step);
    BigDecimal high = highest.divide(step, 0, RoundingMode.CEILING).multiply(step);
    return new Scale(low, high, step);
  }

  /** The next round number that is not less. */
  private static BigDecimal step(BigDecimal least) {
    int power = least.precision() - least.scale() - 1;
    for (int round : ROUND) {
      BigDecimal step = BigDecimal.valueOf(round).scaleByPowerOfTen(power);
      if (step.compareTo(least) >= 0) {
        return new BigDecimal(step.stripTrailingZeros().toPlainString());
      }
    }
    throw new IllegalStateException("ten times a power of ten is more than " + least);
  }

  /**
   * Returns the numbers that are marked.
   *
   * @return from {@code low} to {@code high}, all with the same decimals.
   */
  public List<BigDecimal> marks() {
    List<BigDecimal> marks = new ArrayList<>();
    int decimals = Math.max(0, step.scale());
    for (BigDecimal mark = low; mark.compareTo(high) <= 0; mark = mark.add(step)) {
      marks.add(mark.setScale(decimals, RoundingMode.UNNECESSARY));
    }
    return marks;
  }

  /**
   * Returns where a number is.
   *
   * @param number from {@code low} to {@code high}.
   * @param height of the chart in pixels.
   * @return pixels from the top, with two decimals.
   */
  public BigDecimal fromTop(BigDecimal number, int height) {
    return length(high.subtract(number), height);
  }

  /**
   * Returns how long an amount is.
   *
   * @param amount zero or more.
   * @param height of the chart in pixels.
   * @return pixels, with two decimals.
   */
  public BigDecimal length(BigDecimal amount, int height) {
    return amount
        .multiply(BigDecimal.valueOf(height))
        .divide(high.subtract(low), 2, RoundingMode.HALF_EVEN);
  }
}
