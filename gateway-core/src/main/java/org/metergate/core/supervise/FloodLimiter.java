// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.time.Duration;
import org.metergate.retry.Allowance;
import org.metergate.spi.time.TimeSource;

/**
 * Slows a driver down that floods: whatever it hands over beyond its allowance, it waits for. No
 * reading is thrown away for it; but a driver that keeps being slowed down is out of its mind, and
 * its session ends. One for each link, kept from session to session. The link's thread.
 */
final class FloodLimiter {
  /** A meter that sends each second and has five sub-meters needs six a second. */
  private static final double PER_SECOND = 50;

  private static final int AT_ONCE = 1000;
  private static final long PATIENCE = Duration.ofSeconds(10).toNanos();

  /** A session that was ended for flooding. */
  static final class FloodException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FloodException() {
      super("too many readings or findings", null, false, false);
    }
  }

  private final TimeSource time;
  private final Allowance allowance = new Allowance(AT_ONCE, PER_SECOND);
  private long slowed;

  FloodLimiter(TimeSource time) {
    this.time = time;
  }

  /** Counts one more reading or finding. */
  void pass() {
    long wait = allowance.take(time.nanos());
    if (allowance.isRested()) {
      slowed = 0; // one that was slowed down a moment ago has not recovered with its next reading
    }
    if (wait == 0) {
      return;
    }
    slowed += wait;
    try {
      time.pause(Duration.ofNanos(wait));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the driver's next wait ends with it
    }
    if (slowed > PATIENCE) {
      slowed = 0;
      throw new FloodException();
    }
  }
}
