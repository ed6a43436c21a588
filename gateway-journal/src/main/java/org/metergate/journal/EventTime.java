// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.metergate.rollup.Downsampler;

/**
 * To which time the values of a row belong. The meter's own stamp tells it best, where it is sane:
 * within 90 s of the gateway's clock, or a record out of a logger, which came much later. All else
 * belongs to the time at which it came.
 */
final class EventTime {
  /** No time at which a meter of ours was ever read. */
  static final long NONE = Long.MIN_VALUE;

  private static final long EARLIEST = Instant.parse("1990-01-01T00:00:00Z").toEpochMilli();
  private static final long LATEST = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();

  private EventTime() {}

  /**
   * Finds the time.
   *
   * @param history whether the row came out of a logger.
   * @param received by the gateway's clock, milliseconds.
   * @param stamp seconds since 1970 on the meter's clock.
   * @param clock whether there is a stamp, and its offset.
   * @param zone of a stamp without an offset.
   * @return UTC milliseconds, or {@link #NONE}.
   */
  static long of(boolean history, long received, long stamp, RowSchema.Clock clock, ZoneId zone) {
    long time = received;
    if (clock.form() != RowSchema.Clock.Form.NONE && isSane(stamp)) {
      long own = utc(received, stamp, clock, zone);
      time = history || Math.abs(own - received) <= Downsampler.NEAR ? own : received;
    }
    return time < EARLIEST || time > LATEST ? NONE : time;
  }

  private static boolean isSane(long stamp) {
    return stamp > EARLIEST / 1000 && stamp < LATEST / 1000;
  }

  private static long utc(long received, long stamp, RowSchema.Clock clock, ZoneId zone) {
    if (clock.offset() != null) {
      return (stamp - clock.offset()) * 1000;
    }
    // In the hour that summer time repeats, the offset that lies closer to the arrival is meant.
    long best = received;
    long distance = Long.MAX_VALUE;
    LocalDateTime local = LocalDateTime.ofEpochSecond(stamp, 0, ZoneOffset.UTC);
    for (ZoneOffset offset : zone.getRules().getValidOffsets(local)) {
      long time = (stamp - offset.getTotalSeconds()) * 1000;
      if (Math.abs(time - received) < distance) {
        best = time;
        distance = Math.abs(time - received);
      }
    }
    return best;
  }
}
