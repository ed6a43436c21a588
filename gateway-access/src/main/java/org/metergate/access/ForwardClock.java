// SPDX-License-Identifier: Apache-2.0
package org.metergate.access;

import java.time.Instant;
import org.metergate.spi.time.TimeSource;

/**
 * The time by which sessions and tokens end. It never goes back: when the wall clock steps back, it
 * continues from the latest time that was known, as fast as the monotonic clock; so nothing that
 * has ended begins again, and what lasts 30 days lasts 30 days. Any thread.
 */
final class ForwardClock {
  private final TimeSource time;
  private Instant base;
  private long baseNanos;

  /** Continues from a time that was known before the program was started. */
  ForwardClock(TimeSource time, Instant newest) {
    this.time = time;
    Instant wall = time.now();
    this.base = wall.isAfter(newest) ? wall : newest;
    this.baseNanos = time.nanos();
  }

  synchronized Instant now() {
    Instant steady = base.plusNanos(time.nanos() - baseNanos);
    Instant wall = time.now();
    if (wall.isAfter(steady)) {
      base = wall;
      baseNanos = time.nanos();
      return wall;
    }
    return steady;
  }

  /** Takes the wall clock as it is, also if it has stepped back. */
  synchronized Instant reset() {
    base = time.now();
    baseNanos = time.nanos();
    return base;
  }
}
