// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.time.Duration;
import java.time.Instant;
import org.metergate.spi.time.TimeSource;

/**
 * A machine whose wall clock is wrong until it is set, and whose monotonic clock started at boot.
 */
final class SteppedTime implements TimeSource {
  private long nanos;
  private Instant wall;

  SteppedTime(Instant wall, Duration up) {
    this.wall = wall;
    this.nanos = up.toNanos();
  }

  /** Sets the wall clock; the monotonic clock is unaffected. */
  void set(Instant time) {
    wall = time;
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public Instant now() {
    return wall;
  }

  @Override
  public void pause(Duration duration) {
    nanos += duration.toNanos();
    wall = wall.plus(duration);
  }
}
