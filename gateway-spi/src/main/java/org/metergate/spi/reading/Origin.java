// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.reading;

/** Whether a reading tells of now or of the past. */
public enum Origin {
  /** The meter sent it as its present state. */
  LIVE,
  /** From a meter's own logger or a backfill: never shown or sent as a current value. */
  HISTORY,
  /**
   * The meter sent it as its present state, but it could be decrypted only later: {@code
   * receivedAt} is when it came. Never shown or sent as a current value either.
   */
  LATE
}
