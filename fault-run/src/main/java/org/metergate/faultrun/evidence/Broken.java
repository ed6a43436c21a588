// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun.evidence;

/**
 * The end of a connection that discarded bytes which the gateway had not read.
 *
 * @param meter whose connection.
 * @param connection its number.
 * @param read how many of its bytes the gateway had read at least, as the kernel counts them.
 * @param inProcess how many of those it may have had in its memory without having stored them: less
 *     than two reads of its buffer, or any number while it could not write.
 * @param storedBefore nanoseconds; what was sent before this moment it has had the time to store.
 *     Later than everything where the gateway itself lived on.
 */
public record Broken(String meter, int connection, long read, long inProcess, long storedBefore) {

  /** Returns the end of a connection that the gateway survived. */
  public static Broken survived(String meter, int connection, long read) {
    return new Broken(meter, connection, read, 0, Long.MAX_VALUE);
  }
}
