// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * A piece of time, for which there is one bar or one point.
 *
 * @param from the first millisecond, UTC.
 * @param to the first millisecond after it.
 */
public record Interval(long from, long to) {

  /** Checks the order. */
  public Interval {
    if (from > to) {
      throw new IllegalArgumentException("ends before it begins");
    }
  }

  /**
   * Returns where it begins on a clock.
   *
   * @param zone of the clock.
   * @return the first moment.
   */
  public ZonedDateTime start(ZoneId zone) {
    return Instant.ofEpochMilli(from).atZone(zone);
  }

  /**
   * Returns its length.
   *
   * @return milliseconds.
   */
  public long millis() {
    return to - from;
  }
}
