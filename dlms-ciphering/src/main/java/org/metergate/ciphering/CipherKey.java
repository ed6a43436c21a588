// SPDX-License-Identifier: Apache-2.0
package org.metergate.ciphering;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A key of 128 bits that cannot print itself. Grid companies deliver keys in mails, letters and
 * files, with blanks, dashes, colons or {@code 0x} in them: all of these spellings are read.
 */
public final class CipherKey {
  /** How many bytes a key has. */
  public static final int BYTES = 16;

  private static final int DIGITS = 2 * BYTES;
  private static final String BETWEEN = "-:,;_\u2010\u2011\u2012\u2013\u2014\u00A0\u200B\uFEFF";

  private final byte[] bytes;

  private CipherKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads a key in any of the usual spellings.
   *
   * @param text 32 hexadecimal digits, upper or lower case; blanks, dashes, colons, commas and
   *     {@code 0x} before a group of digits are skipped.
   * @return the key.
   * @throws KeyFormatException with a sentence that states what is wrong: the position of a
   *     character that is not a digit, or the number of digits.
   */
  public static CipherKey parse(CharSequence text) throws KeyFormatException {
    byte[] bytes = new byte[BYTES];
    int digits = 0;
    boolean groupBegins = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isBetween(c)) {
        groupBegins = true;
      } else if (groupBegins && isPrefix(text, i)) {
        i++; // past the x
        groupBegins = false;
      } else if (HexFormat.isHexDigit(c)) {
        if (digits < DIGITS) {
          bytes[digits / 2] = (byte) (bytes[digits / 2] << 4 | HexFormat.fromHexDigit(c));
        }
        digits++;
        groupBegins = false;
      } else {
        throw new KeyFormatException(notADigit(i, c));
      }
    }
    if (digits != DIGITS) {
      throw new KeyFormatException(
          digits == 0
              ? "There is no key in it; a key has 32 hexadecimal digits."
              : "It has " + digits + " hexadecimal digits, but a key has 32.");
    }
    return new CipherKey(bytes);
  }

  private static boolean isBetween(char c) {
    return Character.isWhitespace(c) || BETWEEN.indexOf(c) >= 0;
  }

  private static boolean isPrefix(CharSequence text, int i) {
    return text.charAt(i) == '0'
        && i + 1 < text.length()
        && (text.charAt(i + 1) == 'x' || text.charAt(i + 1) == 'X');
  }

  /** A character that is not a hexadecimal digit is not part of the key, so it may be shown. */
  private static String notADigit(int index, char c) {
    String hint =
        switch (c) {
          case 'O', 'o' -> " (the digit 0 was probably meant)";
          case 'I', 'l', 'i' -> " (the digit 1 was probably meant)";
          default -> "";
        };
    String shown =
        c > ' ' && c < 0x7F ? "'" + c + "'" : String.format("the character U+%04X", (int) c);
    return "Character "
        + (index + 1)
        + " is "
        + shown
        + ", which is not a hexadecimal digit"
        + hint
        + ".";
  }

  /**
   * Returns whether all bits are zero, which grid companies write for "no key".
   *
   * @return true for a key of zeros.
   */
  public boolean isZero() {
    return Arrays.equals(bytes, new byte[BYTES]);
  }

  /** The key itself, only for the ciphers in this package; not copied. */
  byte[] bytes() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CipherKey key && java.security.MessageDigest.isEqual(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return CipherKey.class.hashCode(); // the same for all keys, so it reveals nothing
  }

  /**
   * Does not show the key.
   *
   * @return {@code (key)}.
   */
  @Override
  public String toString() {
    return "(key)";
  }
}
