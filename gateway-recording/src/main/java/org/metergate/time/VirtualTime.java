// SPDX-License-Identifier: Apache-2.0
package org.metergate.time;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.metergate.spi.time.TimeSource;

/**
 * A clock that moves only when code waits on it: a day of meter traffic passes in milliseconds.
 * Used by tests and by {@code decode}; one thread at a time.
 */
public final class VirtualTime implements TimeSource {
  private final Instant start;
  private long nanos;

  /**
   * Starts at nanosecond zero.
   *
   * @param start what the wall clock shows at that time.
   */
  public VirtualTime(Instant start) {
    this.start = start;
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public Instant now() {
    return start.plusNanos(nanos).truncatedTo(ChronoUnit.MILLIS);
  }

  /** {@inheritDoc} Returns at once, after moving the clock forward. */
  @Override
  public void pause(Duration duration) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("asked to stop while waiting on virtual time");
    }
    if (!duration.isNegative()) {
      nanos = Math.addExact(nanos, duration.toNanos());
    }
  }

  /**
   * Moves forward to a point in time; a point in the past is ignored, since this clock never goes
   * back.
   *
   * @param target nanoseconds on the scale of {@link #nanos()}.
   */
  public void advanceTo(long target) {
    nanos = Math.max(nanos, target);
  }
}
