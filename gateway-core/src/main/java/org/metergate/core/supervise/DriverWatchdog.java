// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.time.Duration;
import org.metergate.spi.time.TimeSource;

/**
 * Keeps track of whether a driver is inside a call to the program, as when it waits for bytes, or
 * in its own code, and since when. Asking for the time is not a sign of life, since an endless loop
 * may do that too. The driver's thread writes, the watch reads.
 */
final class DriverWatchdog {
  private final TimeSource time;
  private volatile boolean inDriver;
  private volatile long since;

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

  /** Returns how long the driver's own code has run without a call; zero while it is in one. */
  Duration sinceLastCall() {
    long began = since;
    return inDriver ? Duration.ofNanos(Math.max(0, time.nanos() - began)) : Duration.ZERO;
  }
}
