// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.wire;

/**
 * A level that changes with time. Times are nanoseconds of the clock that everything on a line
 * shares, and never go back. One thread.
 */
public interface Signal {

  /**
   * Returns the level after all changes that were taken.
   *
   * @return true for high, which is the level between two bytes.
   */
  boolean level();

  /**
   * Returns when the level may change next.
   *
   * @return nanoseconds; {@link Long#MAX_VALUE} when nothing will change by itself. Nothing happens
   *     before this time; at this time the level may also stay.
   */
  long nextNanos();

  /**
   * Takes all changes up to a time. Called for each {@link #nextNanos}, so that no change is passed
   * over.
   *
   * @param nanos the time, included.
   */
  void advance(long nanos);
}
