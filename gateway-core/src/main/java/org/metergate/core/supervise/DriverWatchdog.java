// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.time.Duration;
import org.metergate.spi.time.TimeSource;

/**
 * Keeps track of whether a driver is inside a call to the program, as when it waits for bytes, or
 * in its own code, and for how long. Asking for the time is not a sign of life, since an endless
 * loop may do that too. The driver's thread writes, the watch reads at short intervals: time in
 * which the watch did not run either, since the whole process was stopped or the machine slept, is
 * not the driver's. It also counts what the thread of the link does outside the driver, so that a
 * thread can be told from one that no longer goes on.
 */
final class DriverWatchdog {
  /** What passed between two looks of the watch counts for no more than this. */
  private static final Duration LONGEST_STEP = Duration.ofSeconds(5);

  /** Longer waits are not promised by anything here. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(2);

  private final TimeSource time;
  private volatile boolean inDriver;
  private volatile long since;
  private volatile long answers;
  private volatile long waitsUntil;
  private long seenSince;
  private long seenAt;
  private Duration seen = Duration.ZERO;

  DriverWatchdog(TimeSource time) {
    this.time = time;
    this.waitsUntil = time.nanos();
  }

  /** Notes that the thread of the link goes on. */
  void answer() {
    answers++;
  }

  /** Notes that the thread of the link goes on, and now waits for no longer than this. */
  void waitsFor(Duration longest) {
    long now = time.nanos();
    waitsUntil = now + Math.max(0, Math.min(longest.toNanos(), LONGEST_WAIT.toNanos()));
    answers++;
  }

  /** How often the thread of the link has shown that it goes on. */
  long answers() {
    return answers;
  }

  /** Until when the thread of the link may wait without a sign, on the steady clock. */
  long waitsUntil() {
    return waitsUntil;
  }

  /** Notes that the driver's own code runs from now on. */
  void enterDriver() {
    answers++;
    since = time.nanos();
    inDriver = true;
  }

  /** Notes that the driver has called, or that its code has ended. */
  void leaveDriver() {
    answers++;
    inDriver = false;
  }

  /** Notes that the driver has called to wait for no longer than this. */
  void leaveDriver(Duration longest) {
    waitsFor(longest);
    inDriver = false;
  }

  /**
   * Returns how long the driver's own code has run without a call, as far as the watch has seen it;
   * zero while it is in one. To be called at intervals much shorter than what is waited for, on one
   * thread.
   */
  Duration sinceLastCall() {
    long began = since;
    if (!inDriver) {
      seen = Duration.ZERO;
      seenAt = time.nanos();
      seenSince = began;
      return seen;
    }
    long now = time.nanos();
    boolean continues = seenSince == began;
    Duration step = Duration.ofNanos(Math.max(0, now - (continues ? seenAt : began)));
    Duration counted = step.compareTo(LONGEST_STEP) > 0 ? LONGEST_STEP : step;
    seen = continues ? seen.plus(counted) : counted;
    seenSince = began;
    seenAt = now;
    return seen;
  }
}
