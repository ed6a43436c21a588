// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.rollup;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.metergate.journal.sql.RowSchema;
import org.metergate.rollup.Downsampler;

/**
 * The time to which the values of a row belong. The meter's own timestamp is the best source if it
 * is sane: within 90 s of the gateway's clock, or in a record of a logger, which came much later.
 * Everything else belongs to the time at which it was received.
 */
public final class EventTime {
  /** No plausible time. */
  public static final long NONE = Long.MIN_VALUE;

  private static final long EARLIEST = Instant.parse("1990-01-01T00:00:00Z").toEpochMilli();
  private static final long LATEST = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();

  private EventTime() {}

  /**
   * Finds the time.
   *
   * @param history whether the row came from a logger.
   * @param received by the gateway's clock, milliseconds.
   * @param stamp seconds since 1970 on the meter's clock.
   * @param clock whether there is a timestamp, and its offset.
   * @param zone of a timestamp without an offset.
   * @return UTC milliseconds, or {@link #NONE}.
   */
  public static long of(
      boolean history, long received, long stamp, RowSchema.Clock clock, ZoneId zone) {
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
    // In the hour repeated at the end of summer time, the offset closer to the time of receipt
    // applies.
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
