// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.frame;

/** What protects the text of a telegram against damage. */
public enum Protection {
  /** Its checksum is right. */
  CHECKSUM,
  /**
   * Its checksum is right once each line feed has its carriage return again, which a terminal on
   * the way removed.
   */
  CHECKSUM_WITH_LINE_ENDS,
  /**
   * It has no checksum (DSMR 2 and 3), but each byte's parity bit is right and every line parses.
   */
  PARITY,
  /** It has neither; every line parses. */
  NONE,
  /** Its checksum is wrong, and it is read all the same, as configured. */
  CHECKSUM_IGNORED
}
