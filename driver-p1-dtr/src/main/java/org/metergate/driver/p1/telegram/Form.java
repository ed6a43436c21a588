// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

/** How the groups of a register are to be read. */
enum Form {
  /** A number with its unit, and sometimes its time stamp, before or after it. */
  AMOUNT,
  /** A number that has no unit. */
  NUMBER,
  /** The number of a tariff, sometimes as {@code TARIFF 1}. */
  TARIFF,
  /** The state of a switch: 0 is off, 1 is on, 2 is ready to be switched on; sometimes a word. */
  SWITCH,
  /** A limit: of current or of power, depending on its unit. */
  LIMIT,
  /** One limit for each direction of the current. */
  FUSE,
  /** A text that is sent unencoded. */
  PLAIN,
  /** A text, sent in hexadecimal digits or unencoded. */
  TEXT,
  /** The number of the meter: a text. */
  IDENTIFIER,
  /** The time of the telegram. */
  CLOCK,
  /** The time of day or the date alone (Slovenia). */
  CLOCK_PART,
  /** The long power failures: their number, the register, then an end and a duration for each. */
  FAILURES,
  /**
   * The peaks of past months (Belgium): their number, two registers, then three groups for each.
   * Values of past months in any other form are left out.
   */
  PEAKS
}
