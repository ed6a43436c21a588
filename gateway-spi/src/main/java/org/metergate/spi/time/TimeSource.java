// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.time;

import java.time.Duration;
import java.time.Instant;

/**
 * A steady clock, a wall clock and a way to wait. Whoever takes its time from here runs unchanged
 * on virtual time.
 */
public interface TimeSource {

  /**
   * Returns a steady time that no clock step moves, in nanoseconds since an arbitrary origin.
   *
   * @return nanoseconds; only differences mean something, and they may pass through zero.
   */
  long nanos();

  /**
   * Returns the wall clock, which may step and may be wrong.
   *
   * @return the time as this machine believes it to be, in UTC.
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
