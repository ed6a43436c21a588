// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.time.Duration;
import org.metergate.spi.time.TimeSource;

/**
 * Where a driver is: in the program's hands, as when it waits for bytes, or in its own code, and
 * since when. Asking the time is no sign of life, since a loop for ever may do that too. The
 * driver's thread writes, the watch reads.
 */
final class DriverWatchdog {
  private final TimeSource time;
  private volatile boolean own;
  private volatile long since;

  DriverWatchdog(TimeSource time) {
    this.time = time;
  }

  /** The driver's own code runs from now on. */
  void leave() {
    since = time.nanos();
    own = true;
  }

  /** The driver has called, or its code has ended. */
  void enter() {
    own = false;
  }

  /** How long its own code has run without a call; nothing while it is here. */
  Duration away() {
    long began = since;
    return own ? Duration.ofNanos(Math.max(0, time.nanos() - began)) : Duration.ZERO;
  }
}
