// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.frame;

/** When a telegram without a checksum that holds is taken. */
public enum ChecksumPolicy {
  /**
   * A checksum must hold where there is one, or where the telegram says that it is of a version
   * with one (record 1-3:0.2.8), or where this line had one before.
   */
  AUTO,
  /** Every telegram must have one. */
  REQUIRED,
  /** A checksum is not looked at; every line must parse. */
  IGNORE
}
