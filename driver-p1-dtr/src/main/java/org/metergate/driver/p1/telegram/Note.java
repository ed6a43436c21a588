// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

/** Remarks about a telegram besides its values. */
public enum Note {
  /** Some lines of it are not records. */
  LINES_UNREADABLE,
  /** The meter's clock was never set. */
  CLOCK_NOT_SET
}
