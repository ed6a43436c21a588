// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;

/**
 * The times of what a link's meters send: the moment at which it was read, in milliseconds, and one
 * millisecond after that of the last one where both would get the same. Databases take a second
 * value of one series at one time for a correction of the first. A clock that is set back changes
 * nothing about this: the times follow it. Used on the link's thread.
 */
final class DistinctTimes {
  private final Map<String, Last> last = new HashMap<>();

  /** When the last one was read, and the time that it got, which is the same or later. */
  private record Last(Instant read, Instant given) {}

  /**
   * Stamps a reading that has just been read.
   *
   * @param reading of any meter of the link; a record of a meter's own logger stays as it is, since
   *     it has the meter's time.
   * @return the same or one that differs in its time alone.
   */
  Reading stamp(Reading reading) {
    if (reading.origin() == Origin.HISTORY) {
      return reading;
    }
    Instant at = of(reading.meter().displayName(), reading.receivedAt());
    return at.equals(reading.receivedAt())
        ? reading
        : new Reading(
            reading.meter(),
            reading.telegram(),
            reading.origin(),
            at,
            reading.meterTime(),
            reading.measurements());
  }

  /**
   * Returns the time of what has just been read.
   *
   * @param series of which no two get the same time: a meter or sub-meter.
   * @param read by the gateway's clock.
   * @return the same, or a time shortly after it.
   */
  Instant of(String series, Instant read) {
    Last before = last.get(series);
    boolean meets =
        before != null && !read.isBefore(before.read()) && !read.isAfter(before.given());
    Instant given = meets ? before.given().plusMillis(1) : read;
    last.put(series, new Last(read, given));
    return given;
  }
}
