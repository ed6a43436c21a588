// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.frame;

/** When a telegram without a valid checksum is accepted. */
public enum ChecksumPolicy {
  /**
   * A checksum must be right where there is one, and there must be one where the telegram has the
   * record of a version with one (1-3:0.2.8), or where this line had one before.
   */
  AUTO,
  /** Every telegram must have one. */
  REQUIRED,
  /** A checksum is ignored; every line must parse. */
  IGNORE
}
