// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.metergate.spi.time.TimeSource;

/**
 * Two clocks of one boot: the one that no step moves, and the one that tells the time, once it is
 * set. Under the writer's lock, but for {@link #state}.
 */
final class BootClock {
  /** What the clock that tells the time is worth. */
  enum State {
    /** It was not set yet, and may still be. */
    WAITING,
    /** It was not set within the time that is waited for it. */
    UNSURE,
    /** It tells the time. */
    SET
  }

  private final TimeSource time;
  private final ClockWait wait;
  private final int boot;
  private final long opened;
  private final long offset;
  private long begun;
  private volatile State state;

  /**
   * Looks for the first time.
   *
   * @param boot the number of the machine's present life.
   */
  BootClock(TimeSource time, ClockWait wait, int boot) {
    this.time = time;
    this.wait = wait;
    this.boot = boot;
    opened = steady();
    offset = offset();
    begun = opened;
    state = wait.isSet() ? State.SET : State.WAITING;
  }

  /** Something waits since a time on the steady clock already, before the program was started. */
  void waitsSince(long millis) {
    begun = Math.min(begun, millis);
  }

  /** What it was worth at the last look. */
  State state() {
    return state;
  }

  /** Looks again; a clock that was set stays so. */
  State look() {
    if (state != State.SET && wait.isSet()) {
      state = State.SET;
    } else if (state == State.WAITING && steady() - begun >= wait.most().toMillis()) {
      state = State.UNSURE;
    }
    return state;
  }

  /** Milliseconds to add to the steady clock for the time that the other one tells now. */
  long offset() {
    return time.now().toEpochMilli() - steady();
  }

  /** Now, on the clock that no step moves. */
  SteadyTime now() {
    return new SteadyTime(boot, steady());
  }

  /**
   * When something came, on the clock that no step moves. The other one may have been set between
   * that moment and this one.
   *
   * @param received by the clock that tells the time.
   */
  SteadyTime at(Instant received) {
    long now = steady();
    for (long each : new long[] {offset(), offset}) {
      long moment = received.toEpochMilli() - each;
      if (moment >= opened && moment <= now) {
        return new SteadyTime(boot, moment);
      }
    }
    return new SteadyTime(boot, now);
  }

  private long steady() {
    return TimeUnit.NANOSECONDS.toMillis(time.nanos());
  }
}
