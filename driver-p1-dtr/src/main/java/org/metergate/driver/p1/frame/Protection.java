// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.frame;

/** What vouches for the text of a telegram. */
public enum Protection {
  /** Its checksum holds. */
  CHECKSUM,
  /**
   * Its checksum holds once each line feed has its carriage return back, which a terminal in the
   * way took out.
   */
  CHECKSUM_WITH_LINE_ENDS,
  /** It has no checksum (DSMR 2 and 3), but each byte's parity bit holds and every line parses. */
  PARITY,
  /** It has neither; every line parses. */
  NONE,
  /** Its checksum does not hold, and the configuration says to read it all the same. */
  CHECKSUM_IGNORED
}
