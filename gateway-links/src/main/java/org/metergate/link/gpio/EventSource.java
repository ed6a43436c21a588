// SPDX-License-Identifier: Apache-2.0
package org.metergate.link.gpio;

/** An input line whose changes wait in a queue of the kernel. */
interface EventSource {

  /** How many events a line's queue holds; later ones are dropped (Linux, GPIO ABI 1). */
  int QUEUE = 16;

  /**
   * A change.
   *
   * @param high the new level.
   * @param nanos when, on the scale of {@link System#nanoTime()}.
   */
  record Event(boolean high, long nanos) {}

  /**
   * Waits for a change.
   *
   * @param nanos how long; an interrupt does not end it.
   * @return whether there is one.
   */
  boolean await(long nanos);

  /** Takes the oldest change, after {@link #await} has returned true. */
  Event take();

  /** Returns the present level: true for high. */
  boolean high();

  /** Releases the line. Not while another call runs. */
  void release();
}
