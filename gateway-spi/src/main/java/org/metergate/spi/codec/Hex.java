// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.codec;

import java.util.HexFormat;

/** Bytes as hexadecimal digits, upper case. */
public final class Hex {
  private static final HexFormat UPPER = HexFormat.of().withUpperCase();

  private Hex() {}

  /**
   * Writes bytes.
   *
   * @param bytes any number.
   * @return two digits for each, no blanks.
   */
  public static String of(byte[] bytes) {
    return UPPER.formatHex(bytes);
  }

  /**
   * Reads digits; blanks and line ends between them are passed over.
   *
   * @param text an even number of digits, upper or lower case.
   * @return the bytes.
   * @throws MalformedException naming the first character that is no digit, or the odd count.
   */
  public static byte[] parse(CharSequence text) throws MalformedException {
    StringBuilder digits = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (HexFormat.isHexDigit(c)) {
        digits.append(c);
      } else if (!Character.isWhitespace(c)) {
        throw new MalformedException(
            "character " + (i + 1) + " ('" + c + "') is no hexadecimal digit");
      }
    }
    if (digits.length() % 2 != 0) {
      throw new MalformedException("there is an odd number of hexadecimal digits");
    }
    return UPPER.parseHex(digits);
  }
}
