// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.reading;

/** Whether a reading is current or from the past. */
public enum Origin {
  /** The meter sent it as its current state. */
  LIVE,
  /** From a meter's own logger or a backfill: never shown or sent as a current value. */
  HISTORY,
  /**
   * The meter sent it as its current state, but it could be decrypted only later: {@code
   * receivedAt} is when it arrived. Never shown or sent as a current value either.
   */
  LATE
}
