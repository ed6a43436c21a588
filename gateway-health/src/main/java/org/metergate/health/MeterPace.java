// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import java.time.Duration;

/**
 * How often a meter sends, and when it counts as not heard.
 *
 * @param usualInterval the normal interval between its readings, more than zero.
 * @param heardWithin how old its newest reading may be, at least the interval.
 */
public record MeterPace(Duration usualInterval, Duration heardWithin) {
  /** More than any driver means, and little enough to be subtracted from a date. */
  private static final Duration LONGEST = Duration.ofDays(3650);

  /**
   * Derives the pace from what a driver reports of itself.
   *
   * @param usualInterval the normal interval between readings.
   * @param normalSilence how long a healthy meter may be silent.
   * @return a pace by which a meter is heard within twice its interval, or within its normal
   *     silence where that is longer.
   */
  public static MeterPace of(Duration usualInterval, Duration normalSilence) {
    Duration twice = usualInterval.multipliedBy(2);
    Duration within = twice.compareTo(normalSilence) < 0 ? normalSilence : twice;
    return new MeterPace(usualInterval, within.compareTo(LONGEST) < 0 ? within : LONGEST);
  }
}
