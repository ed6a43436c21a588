// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

/** How the groups of a register are to be read. */
enum Form {
  /** A number with its unit, and at times the stamp of its moment, before or behind it. */
  AMOUNT,
  /** A number that has no unit. */
  NUMBER,
  /** A limit: of current or of power, as its unit says. */
  LIMIT,
  /** One limit for each direction of the current. */
  FUSE,
  /** A text that is sent as it is. */
  PLAIN,
  /** A text, sent in hexadecimal digits or plain. */
  TEXT,
  /** The number of the meter: a text. */
  IDENTIFIER,
  /** The time of the telegram. */
  CLOCK,
  /** The time of day or the date alone (Slovenia). */
  CLOCK_PART,
  /** The long power failures: how many, of which register, then an end and a duration for each. */
  FAILURES,
  /** The peaks of past months (Belgium): how many, two registers, then three groups for each. */
  PEAKS
}
