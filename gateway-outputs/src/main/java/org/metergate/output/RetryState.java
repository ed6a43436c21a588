// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import java.time.Duration;
import org.metergate.retry.BackOff;
import org.metergate.spi.time.TimeSource;

/**
 * How long the other side is left alone after a failure: longer each time, until something arrives
 * or all was well for a while. Changed on the delivery's thread.
 */
final class RetryState {
  /** An idle output has recovered when it was well for so long: flapping is not recovery. */
  private static final Duration STEADY = Duration.ofSeconds(60);

  /** However long another side asks to be left alone. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final BackOff backoff;
  private final TimeSource time;
  private boolean on;
  private long lastFailure;

  RetryState(BackOff backoff, TimeSource time) {
    this.backoff = backoff;
    this.time = time;
  }

  /** Whether the last step failed. */
  boolean isOn() {
    return on;
  }

  /**
   * A step failed.
   *
   * @param asked how long the other side wants to be left alone; ten minutes of it are granted.
   * @return how long to wait.
   */
  Duration begin(Duration asked) {
    on = true;
    lastFailure = time.nanos();
    Duration wait = backoff.next();
    Duration granted = asked.compareTo(LONGEST) < 0 ? asked : LONGEST;
    return wait.compareTo(granted) < 0 ? granted : wait;
  }

  /** Something arrived: the next failure is a first one. */
  void reached() {
    backoff.reset();
  }

  /** A step did what it should. */
  void end() {
    on = false;
  }

  /** A step found nothing to do and nothing in the way. */
  void rest() {
    if (time.nanos() - lastFailure >= STEADY.toNanos()) {
      backoff.reset();
    }
    on = false;
  }
}
