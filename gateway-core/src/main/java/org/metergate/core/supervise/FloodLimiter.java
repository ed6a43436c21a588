// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.time.Duration;
import org.metergate.retry.Allowance;
import org.metergate.spi.time.TimeSource;

/**
 * Slows down a driver that floods: it has to wait for everything that it hands over beyond its
 * allowance. No reading is thrown away for it; but a driver that keeps being slowed down
 * misbehaves, and its session ends. One for each link, kept from session to session. Used on the
 * link's thread.
 */
final class FloodLimiter {
  /** A meter that sends each second and has five sub-meters needs six a second. */
  private static final double PER_SECOND = 50;

  private static final int BURST = 1000;
  private static final long MAX_DELAY = Duration.ofSeconds(10).toNanos();

  /** Ends a session because its driver floods. */
  static final class FloodException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FloodException() {
      super("too many readings or findings", null, false, false);
    }
  }

  private final TimeSource time;
  private final Allowance allowance = new Allowance(BURST, PER_SECOND);
  private long delayed;

  FloodLimiter(TimeSource time) {
    this.time = time;
  }

  /** Counts one more reading or finding. */
  void acquire() {
    long wait = allowance.take(time.nanos());
    if (allowance.isRested()) {
      delayed = 0; // only here: one undelayed reading after a delay is not a recovery
    }
    if (wait == 0) {
      return;
    }
    delayed += wait;
    try {
      time.pause(Duration.ofNanos(wait));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the driver's next wait ends with it
    }
    if (delayed > MAX_DELAY) {
      delayed = 0;
      throw new FloodException();
    }
  }
}
