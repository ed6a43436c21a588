// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.time.Duration;

/**
 * What each call of a driver passes: it is a sign of life for the watchdog, it is refused after the
 * driver was given up, and a driver that floods is slowed down. One for each session.
 */
final class SessionGate {
  private final DriverWatchdog driverWatchdog;
  private final FloodLimiter floodLimiter;
  private volatile boolean closed;

  SessionGate(DriverWatchdog driverWatchdog, FloodLimiter floodLimiter) {
    this.driverWatchdog = driverWatchdog;
    this.floodLimiter = floodLimiter;
  }

  /** Refuses every further call of the driver: another one may have taken its place. */
  void close() {
    closed = true;
  }

  /** Begins a call that hands over a reading, a finding or a frame; {@link #leave} ends it. */
  void enterCounted() {
    enter();
    boolean admitted = false;
    try {
      floodLimiter.acquire();
      admitted = true;
    } finally {
      if (!admitted) {
        leave();
      }
    }
  }

  /** Begins a call; {@link #leave} ends it. */
  void enter() {
    if (closed) {
      throw new IllegalStateException("this session has ended");
    }
    driverWatchdog.leaveDriver();
  }

  /** Begins a call that waits for no longer than this; {@link #leave} ends it. */
  void enterWait(Duration longest) {
    enter();
    driverWatchdog.waitsFor(longest);
  }

  /** Returns to the driver's own code. */
  void leave() {
    driverWatchdog.enterDriver();
  }
}
