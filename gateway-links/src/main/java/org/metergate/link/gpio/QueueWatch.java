// SPDX-License-Identifier: Apache-2.0
package org.metergate.link.gpio;

/**
 * Detects from times alone that a queue of the kernel was full. If event number k is not younger
 * than the moment at which event k-15 was taken, then sixteen events waited at that moment: the
 * queue was full, and what happened between event k and that moment was dropped. Pure: no clock.
 * One thread.
 */
final class QueueWatch {
  private final long[] taken = new long[EventSource.QUEUE];
  private int count;
  private long fullSince;
  private long fullUntil;

  /**
   * Records that an event was taken.
   *
   * @param event its time.
   * @param nanos just before it was taken.
   * @return whether the queue was full after it; {@link #from} and {@link #to} return when.
   */
  boolean took(long event, long nanos) {
    taken[count % EventSource.QUEUE] = nanos;
    count++;
    if (count < EventSource.QUEUE) {
      return false;
    }
    if (count >= 2 * EventSource.QUEUE) {
      count -= EventSource.QUEUE; // keeps the same index, and never overflows
    }
    long then = taken[count % EventSource.QUEUE];
    if (event - then > 0) {
      return false;
    }
    fullSince = event;
    fullUntil = then;
    return true;
  }

  /** Returns the time of the last event before the gap. */
  long from() {
    return fullSince;
  }

  /** Returns when the queue had space again. */
  long to() {
    return fullUntil;
  }
}
