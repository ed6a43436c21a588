// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * What a counter moved by over a long time: the difference of its first and its last known value.
 * What it counted while nothing was read is included, since the meter kept counting.
 *
 * @param used zero or more.
 * @param over from the first known value to the last.
 * @param coverage the observed share of the time that was asked for, 0 to 1 with three decimals.
 * @param complete whether the values at the beginning and at the end of the time that was asked for
 *     are known, and the counter never went back; else this is the number of {@code over} alone.
 * @param estimated whether the first or the last value lies between two readings.
 */
public record Growth(
    BigDecimal used, Interval over, BigDecimal coverage, boolean complete, boolean estimated) {

  /** Checks that nothing is missing. */
  public Growth {
    Objects.requireNonNull(used, "used");
    Objects.requireNonNull(over, "over");
    Objects.requireNonNull(coverage, "coverage");
  }
}
