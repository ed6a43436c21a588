// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.clock;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.metergate.journal.clock.ClockSyncGate.State;
import org.metergate.journal.sql.SteadyTime;
import org.metergate.spi.time.TimeSource;

/**
 * The two clocks of one boot: the monotonic clock, and the wall clock, which may have to be set
 * first. Used under the writer's lock, except {@link #state}.
 */
final class BootClock {
  private final TimeSource time;
  private final ClockWait wait;
  private final int boot;
  private final long started;
  private final long offset;
  private long waitStart;
  private volatile State state;

  /**
   * Reads both clocks for the first time.
   *
   * @param boot the number of the present boot.
   */
  BootClock(TimeSource time, ClockWait wait, int boot) {
    this.time = time;
    this.wait = wait;
    this.boot = boot;
    started = steady();
    offset = offset();
    waitStart = started;
    state = wait.isSet() ? State.SET : State.WAITING;
  }

  /**
   * Readings have been waiting since a time on the monotonic clock, before this start of the
   * program.
   */
  void waitingSince(long millis) {
    waitStart = Math.min(waitStart, millis);
  }

  /** The state at the last {@link #update}. */
  State state() {
    return state;
  }

  /** Updates the state; a clock that was set stays set. */
  State update() {
    if (state != State.SET && wait.isSet()) {
      state = State.SET;
    } else if (state == State.WAITING && steady() - waitStart >= wait.longest().toMillis()) {
      state = State.UNSURE;
    }
    return state;
  }

  /** Milliseconds to add to the monotonic clock to get the present wall-clock time. */
  long offset() {
    return time.now().toEpochMilli() - steady();
  }

  /** Now, on the monotonic clock. */
  SteadyTime now() {
    return new SteadyTime(boot, steady());
  }

  /**
   * Converts a time of arrival to the monotonic clock. The wall clock may have been set between
   * then and now.
   *
   * @param received by the wall clock.
   */
  SteadyTime at(Instant received) {
    long now = steady();
    for (long each : new long[] {offset(), offset}) {
      long moment = received.toEpochMilli() - each;
      if (moment >= started && moment <= now) {
        return new SteadyTime(boot, moment);
      }
    }
    return new SteadyTime(boot, now);
  }

  private long steady() {
    return TimeUnit.NANOSECONDS.toMillis(time.nanos());
  }
}
