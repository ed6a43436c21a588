// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.time.Duration;

/**
 * Estimates how long the size limit of a journal lasts, before anything is read: for lists of 20
 * numbers, as many electricity meters send them.
 */
public final class JournalForecast {
  /** Bytes on disk for a reading of 20 numbers; measured, see {@code JournalFormTest}. */
  private static final long BYTES_PER_READING = 90;

  /** Bytes a day for the roll-ups of 20 series; measured, see {@code ViewTimesTest}. */
  private static final long ROLLUP_BYTES_PER_DAY = 400_000;

  private JournalForecast() {}

  /**
   * Returns how many days of readings fit, with the roll-ups of that time.
   *
   * @param plan whose drivers return how often they read.
   * @return whole days; 0 if less than one fits.
   */
  public static long days(GatewayPlan plan) {
    UsualIntervals intervals = new UsualIntervals();
    intervals.replace(plan.links());
    double daily = 0;
    for (String meter : intervals.meters()) {
      Duration interval = intervals.of(meter);
      if (interval != null && !interval.isZero() && !interval.isNegative()) {
        daily +=
            BYTES_PER_READING * (double) Duration.ofDays(1).toMillis() / interval.toMillis()
                + ROLLUP_BYTES_PER_DAY;
      }
    }
    return daily == 0 ? Long.MAX_VALUE : (long) (plan.config().journal().maxSize() / daily);
  }
}
