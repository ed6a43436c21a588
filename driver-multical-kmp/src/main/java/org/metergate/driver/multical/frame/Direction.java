// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.frame;

/**
 * The direction of a frame. The two differ so that an optical head's reflection is not taken for an
 * answer.
 */
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
   * @return 0 to 255; it never occurs inside a frame.
   */
  public int start() {
    return start;
  }
}
