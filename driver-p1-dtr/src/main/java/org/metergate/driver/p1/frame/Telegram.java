// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.frame;

/**
 * The text of a telegram.
 *
 * @param bytes from its slash to its exclamation mark, both included; without parity bits. Bytes
 *     from 80h on occur only where a checksum shows that the meter sent them, or is ignored.
 * @param protection against damage.
 */
public record Telegram(byte[] bytes, Protection protection) implements Frame {

  /**
   * Returns whether bytes begin like a telegram, which other bytes do once in a hundred million.
   *
   * @param bytes any.
   * @return true for a slash, three letters and a digit.
   */
  public static boolean beginsAt(byte[] bytes) {
    return bytes.length > 0 && Start.at(bytes, 0, bytes.length) == Start.PLAIN_TEXT;
  }
}
