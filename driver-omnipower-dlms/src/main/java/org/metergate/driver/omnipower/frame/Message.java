// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.frame;

/**
 * A whole message (APDU) without what wrapped it.
 *
 * @param bytes holds it; not copied, nobody changes them.
 * @param offset of its first byte, which says what kind it is.
 * @param length at least one byte.
 * @param wire the frames in which it came, from the first to the last byte.
 */
public record Message(byte[] bytes, int offset, int length, byte[] wire) {

  /**
   * Returns the byte that says what kind of message it is.
   *
   * @return 0 to 255.
   */
  public int tag() {
    return bytes[offset] & 0xFF;
  }
}
