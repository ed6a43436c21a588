// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.frame;

/** Who sent a frame. The two differ so that what an optical head reflects is no answer. */
public enum Direction {
  /** A request: start byte 80h. */
  TO_METER(0x80),
  /** An answer: start byte 40h. */
  FROM_METER(0x40);

  private final int start;

  Direction(int start) {
    this.start = start;
  }

  /**
   * Returns the byte with which such a frame begins.
   *
   * @return 0 to 255; it never stands inside a frame.
   */
  public int start() {
    return start;
  }
}
