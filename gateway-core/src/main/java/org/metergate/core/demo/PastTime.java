// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.demo;

import java.time.Duration;
import java.time.Instant;
import org.metergate.spi.time.TimeSource;

/**
 * A clock of the past that ends where the program's clock is: its steady time is that of the
 * program, so that times stored with it and later times of the program follow each other. It stands
 * still until it is advanced. Any thread reads it, one advances it.
 */
final class PastTime implements TimeSource {
  private final Instant start;
  private final long startNanos;
  private volatile long passed;

  /**
   * Stands at its beginning.
   *
   * @param start what the wall clock showed then.
   * @param startNanos what the program's steady clock showed then, or would have shown.
   */
  PastTime(Instant start, long startNanos) {
    this.start = start;
    this.startNanos = startNanos;
  }

  /** Moves forward to a time; an earlier one is ignored. */
  void advanceTo(Instant time) {
    passed = Math.max(passed, Duration.between(start, time).toNanos());
  }

  @Override
  public long nanos() {
    return startNanos + passed;
  }

  @Override
  public Instant now() {
    return start.plusNanos(passed);
  }

  @Override
  public void pause(Duration duration) {
    advanceTo(now().plus(duration));
  }
}
