// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.time.Duration;
import org.metergate.retry.Allowance;
import org.metergate.spi.time.TimeSource;

/**
 * Contains a driver that hands over more than its meters can have said. What was read from the link
 * pays for what is handed over, so that however much arrives at once after a pause, it is taken as
 * fast as it can be stored. Beyond that there is an allowance by time; a driver that exceeds it too
 * is slowed down, and a driver that keeps being slowed down makes readings out of nothing, so that
 * its session ends. No reading is thrown away for it. One for each link, kept from session to
 * session. Used on the link's thread.
 */
final class FloodLimiter {
  /** A meter that sends each second and has five sub-meters needs six a second. */
  private static final double PER_SECOND = 50;

  private static final int BURST = 1000;
  private static final long MAX_DELAY = Duration.ofSeconds(10).toNanos();

  /**
   * What each arrival pays for besides one call for each of its bytes: an edge, or a telegram of a
   * single byte, may be the reason for a reading and some findings.
   */
  private static final int PER_ARRIVAL = 3;

  /** A driver may read this much in calls before it hands anything over; more is not saved up. */
  private static final int MOST_SAVED = 20_000;

  /** Ends a session because its driver floods. */
  static final class FloodException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FloodException() {
      super("too many readings or findings", null, false, false);
    }
  }

  private final TimeSource time;
  private final Allowance allowance = new Allowance(BURST, PER_SECOND);
  private int paid;
  private long delayed;

  FloodLimiter(TimeSource time) {
    this.time = time;
  }

  /**
   * Notes what was read from the link.
   *
   * @param count bytes or edges that arrived together, at least 1.
   */
  void received(int count) {
    paid = (int) Math.min(MOST_SAVED, (long) paid + count + PER_ARRIVAL);
  }

  /** Counts one more reading, finding or kept frame. */
  void acquire() {
    if (paid > 0) {
      paid--;
      return;
    }
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
