// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.dialogue;

import java.util.concurrent.TimeUnit;

/**
 * The times of a dialogue (KMP protocol description, timing).
 *
 * @param byteNanos of one byte on the line.
 */
public record Timing(long byteNanos) {
  /** How long a meter may take to answer, and how long nothing may be sent to it after a fault. */
  public static final long RESPONSE_TIME = TimeUnit.MILLISECONDS.toNanos(1600);

  /** The delay of adapters and serial servers: other programs that waited less lost answers. */
  private static final long ADAPTER = TimeUnit.MILLISECONDS.toNanos(600);

  /** A meter sends without gaps, but adapters deliver bytes in groups, and networks stall. */
  private static final long GAP = TimeUnit.MILLISECONDS.toNanos(500);

  private static final long ECHO_DELAY = TimeUnit.MILLISECONDS.toNanos(150);

  /** Bytes of the longest answer if all of them are stuffed. */
  private static final long LONGEST = 520;

  /** A meter needs at least the time of a byte between its answer and the next request. */
  private static final long RECOVERY = TimeUnit.MILLISECONDS.toNanos(20);

  /**
   * How long after the write of a frame its echo may end; an answer begins about 70 ms after it.
   */
  long echo(int frameLength) {
    return frameLength * byteNanos + ECHO_DELAY;
  }

  /** How long after the write of a frame its answer must have begun. */
  long firstByte(int frameLength) {
    return frameLength * byteNanos + RESPONSE_TIME + ADAPTER;
  }

  /** How long after the write of a frame the dialogue ends, whatever is still received. */
  long whole(int frameLength) {
    return firstByte(frameLength) + LONGEST * byteNanos;
  }

  /** How long to wait for the next byte of a frame. */
  long gap() {
    return GAP;
  }

  /**
   * Returns how long nothing may be sent to a meter after an answer.
   *
   * @return nanoseconds.
   */
  public static long recovery() {
    return RECOVERY;
  }
}
