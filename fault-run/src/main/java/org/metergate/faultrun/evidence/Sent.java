// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun.evidence;

/**
 * What became of a telegram at the meter's end of the line.
 *
 * @param telegram what was due.
 * @param connection the number of the connection to which it was written completely; {@link
 *     #NOWHERE} if there was none or the line was dead.
 * @param end how many bytes had been written to that connection after it.
 * @param nanos when.
 */
public record Sent(Telegram telegram, int connection, long end, long nanos) {
  /** No connection. */
  public static final int NOWHERE = -1;

  /** Returns whether all of it was handed to a connection. */
  public boolean written() {
    return connection != NOWHERE;
  }
}
