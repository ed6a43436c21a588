// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import java.time.Duration;
import org.metergate.retry.BackOff;
import org.metergate.spi.time.TimeSource;

/**
 * How long to wait after a failure: longer each time, until something arrives or nothing failed for
 * a while. Changed on the delivery's thread.
 */
final class RetryState {
  /** An idle output has recovered after this time without a failure: flapping is not recovery. */
  private static final Duration STEADY = Duration.ofSeconds(60);

  /** The longest wait that the other side is granted. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final BackOff backoff;
  private final TimeSource time;
  private boolean on;
  private long lastFailure;

  RetryState(BackOff backoff, TimeSource time) {
    this.backoff = backoff;
    this.time = time;
  }

  /** Returns whether the last step failed. */
  boolean isOn() {
    return on;
  }

  /**
   * Notes that a step failed.
   *
   * @param asked how long the other side asks to wait; ten minutes at most are granted.
   * @return how long to wait.
   */
  Duration begin(Duration asked) {
    on = true;
    lastFailure = time.nanos();
    Duration wait = backoff.next();
    Duration granted = asked.compareTo(LONGEST) < 0 ? asked : LONGEST;
    return wait.compareTo(granted) < 0 ? granted : wait;
  }

  /** Notes that something arrived: the next failure is a first one. */
  void reached() {
    backoff.reset();
  }

  /** Notes that a step succeeded. */
  void end() {
    on = false;
  }

  /** Notes that a step found nothing to do and nothing in the way. */
  void rest() {
    if (time.nanos() - lastFailure >= STEADY.toNanos()) {
      backoff.reset();
    }
    on = false;
  }
}
