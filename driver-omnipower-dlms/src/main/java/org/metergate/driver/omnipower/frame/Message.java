// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.frame;

/**
 * A whole message (APDU) without its framing.
 *
 * @param bytes contains it; not copied, must not be changed.
 * @param offset of its first byte, the tag.
 * @param length at least one byte.
 * @param wire the frames that carried it, from the first to the last byte.
 */
public record Message(byte[] bytes, int offset, int length, byte[] wire) {
  /** The tag of an encrypted message: general-glo-ciphering. */
  public static final int CIPHERED = 0xDB;

  /** The tag of a message encrypted for one session: general-ded-ciphering. */
  public static final int CIPHERED_FOR_SESSION = 0xDC;

  /** The tag of a message without encryption: data-notification. */
  public static final int PLAIN = 0x0F;

  /**
   * Returns the tag, which identifies the kind of message.
   *
   * @return 0 to 255.
   */
  public int tag() {
    return bytes[offset] & 0xFF;
  }
}
