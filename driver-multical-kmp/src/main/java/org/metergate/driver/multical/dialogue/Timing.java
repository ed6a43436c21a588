// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.dialogue;

import java.util.concurrent.TimeUnit;

/**
 * The times of a dialogue (KMP protocol description, timing).
 *
 * @param byteNanos of one byte on the line.
 */
public record Timing(long byteNanos) {
  /** So long a meter may think; so long it must be left alone after a fault too. */
  public static final long THINKING = TimeUnit.MILLISECONDS.toNanos(1600);

  /** What adapters and serial servers add: peers that waited less lost answers. */
  private static final long ADAPTER = TimeUnit.MILLISECONDS.toNanos(600);

  /** A meter sends without gaps, but adapters hand bytes over in groups, and networks stall. */
  private static final long GAP = TimeUnit.MILLISECONDS.toNanos(500);

  private static final long ECHO_DELAY = TimeUnit.MILLISECONDS.toNanos(150);

  /** Bytes of the longest answer, all of them stuffed. */
  private static final long LONGEST = 520;

  /** A meter is left at least a byte's time between its answer and the next question. */
  private static final long BREATH = TimeUnit.MILLISECONDS.toNanos(20);

  /**
   * How long after the write of a frame its echo may end; an answer begins some 70 ms behind it.
   */
  long echo(int frameLength) {
    return frameLength * byteNanos + ECHO_DELAY;
  }

  /** How long after the write of a frame its answer must have begun. */
  long firstByte(int frameLength) {
    return frameLength * byteNanos + THINKING + ADAPTER;
  }

  /** How long after the write of a frame all is over, whatever still comes. */
  long whole(int frameLength) {
    return firstByte(frameLength) + LONGEST * byteNanos;
  }

  /** How long the next byte of a frame is waited for. */
  long gap() {
    return GAP;
  }

  /**
   * Says how long a meter is left alone after an answer.
   *
   * @return nanoseconds.
   */
  public static long breath() {
    return BREATH;
  }
}
