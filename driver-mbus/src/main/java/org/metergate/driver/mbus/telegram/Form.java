// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

/** How the data of a record is read, as far as its value information tells. */
enum Form {
  /** A signed integer (type B), BCD (type A) or a floating point number (type H). */
  NUMBER,
  /**
   * As {@link #NUMBER}, but integers have no sign and all ones are no value (type C, or bits of
   * type D).
   */
  UNSIGNED,
  /** A date (type G). */
  DATE,
  /** Date and time, or one of both, which the length tells (types F, G, I and J). */
  TIME,
  /** What must not be shown: passwords, keys, access codes. */
  SECRET,
  /** Bytes that are no number, or whose reading is in doubt. */
  BYTES
}
