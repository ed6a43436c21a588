// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

/** Of which kind a value is (bits 4 and 5 of the DIF, EN 13757-3). */
public enum Function {
  /** The value now, or when it was stored. */
  INSTANTANEOUS,
  /** The highest of a period. */
  MAXIMUM,
  /** The lowest of a period. */
  MINIMUM,
  /** The value while there was an error. */
  ERROR
}
