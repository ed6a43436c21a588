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
    byte[] bytes = new byte[text.length() / 2];
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c)) {
        continue;
      }
      if (!HexFormat.isHexDigit(c)) {
        throw new MalformedException(
            "character " + (i + 1) + " ('" + c + "') is no hexadecimal digit");
      }
      if (digits % 2 == 0 && digits / 2 == bytes.length) {
        break; // an odd digit at the very end, named below
      }
      bytes[digits / 2] = (byte) (bytes[digits / 2] << 4 | HexFormat.fromHexDigit(c));
      digits++;
    }
    if (digits % 2 != 0 || oddTail(text)) {
      throw new MalformedException("there is an odd number of hexadecimal digits");
    }
    return java.util.Arrays.copyOf(bytes, digits / 2);
  }

  private static boolean oddTail(CharSequence text) {
    return text.chars().filter(HexFormat::isHexDigit).count() % 2 != 0;
  }
}
