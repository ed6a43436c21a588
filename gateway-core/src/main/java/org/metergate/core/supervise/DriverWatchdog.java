// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.time.Duration;
import org.metergate.spi.time.TimeSource;

/**
 * Keeps track of whether a driver is inside a call to the program, as when it waits for bytes, or
 * in its own code, and for how long. Asking for the time is not a sign of life, since an endless
 * loop may do that too. The driver's thread writes, the watch reads at short intervals: time in
 * which the watch did not run either, since the whole process was stopped or the machine slept, is
 * not the driver's.
 */
final class DriverWatchdog {
  /** What passed between two looks of the watch counts for no more than this. */
  private static final Duration LONGEST_STEP = Duration.ofSeconds(5);

  private final TimeSource time;
  private volatile boolean inDriver;
  private volatile long since;
  private long seenSince;
  private long seenAt;
  private Duration seen = Duration.ZERO;

  DriverWatchdog(TimeSource time) {
    this.time = time;
  }

  /** Notes that the driver's own code runs from now on. */
  void enterDriver() {
    since = time.nanos();
    inDriver = true;
  }

  /** Notes that the driver has called, or that its code has ended. */
  void leaveDriver() {
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
