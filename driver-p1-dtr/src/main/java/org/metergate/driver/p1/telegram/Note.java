// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

/** What is worth saying of a telegram beside its values. */
public enum Note {
  /** Some lines of it are no records. */
  LINES_UNREADABLE,
  /** The meter's clock was never set. */
  CLOCK_NOT_SET,
  /** The meter says itself that a sub-meter's value is not valid; it is left out. */
  SUB_METER_NOT_VALID
}
