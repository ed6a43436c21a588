// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.time;

import java.time.Duration;
import java.time.Instant;

/**
 * A monotonic clock, a wall clock and a way to wait. Code that takes its time only from here runs
 * unchanged on virtual time.
 */
public interface TimeSource {

  /**
   * Returns a monotonic time that no clock step affects, in nanoseconds since an arbitrary origin.
   *
   * @return nanoseconds; only differences are meaningful, and the value may pass through zero.
   */
  long nanos();

  /**
   * Returns the time of the wall clock, which may step and may be wrong.
   *
   * @return the time that this machine has, in UTC, in whole milliseconds.
   */
  Instant now();

  /**
   * Waits on the calling thread.
   *
   * @param duration how long; zero or negative returns at once.
   * @throws InterruptedException when the caller is asked to stop while it waits.
   */
  void pause(Duration duration) throws InterruptedException;
}
