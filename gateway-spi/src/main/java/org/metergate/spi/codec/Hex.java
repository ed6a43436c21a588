// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.codec;

import java.util.HexFormat;

/** Converts between bytes and hexadecimal digits. */
public final class Hex {
  private static final HexFormat UPPER = HexFormat.of().withUpperCase();

  private Hex() {}

  /**
   * Formats bytes as upper-case digits.
   *
   * @param bytes any number.
   * @return two digits for each byte, without blanks.
   */
  public static String of(byte[] bytes) {
    return UPPER.formatHex(bytes);
  }

  /**
   * Parses digits; blanks and line ends between them are ignored.
   *
   * @param text an even number of digits, upper or lower case.
   * @return the bytes.
   * @throws MalformedException that names the first character that is not a digit, or reports an
   *     odd number of digits.
   */
  public static byte[] parse(CharSequence text) throws MalformedException {
    StringBuilder digits = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (HexFormat.isHexDigit(c)) {
        digits.append(c);
      } else if (!Character.isWhitespace(c)) {
        throw new MalformedException(
            "character " + (i + 1) + " ('" + c + "') is not a hexadecimal digit");
      }
    }
    if (digits.length() % 2 != 0) {
      throw new MalformedException("there is an odd number of hexadecimal digits");
    }
    return UPPER.parseHex(digits);
  }
}
