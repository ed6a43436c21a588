// SPDX-License-Identifier: Apache-2.0
package org.metergate.access;

import java.time.Duration;
import java.time.Instant;
import org.metergate.spi.time.TimeSource;

/** A clock that a test moves, and whose wall clock it sets; any thread. */
final class SteppedTime implements TimeSource {
  private long nanos = 1_000_000_000;
  private Instant wall = Instant.parse("2026-11-29T12:00:00Z");

  /** Time passes. */
  synchronized void pass(Duration duration) {
    nanos += duration.toNanos();
    wall = wall.plus(duration);
  }

  /** The wall clock is set; no time passes. */
  synchronized void step(Duration by) {
    wall = wall.plus(by);
  }

  @Override
  public synchronized long nanos() {
    return nanos;
  }

  @Override
  public synchronized Instant now() {
    return wall;
  }

  @Override
  public void pause(Duration duration) {
    pass(duration);
  }
}
