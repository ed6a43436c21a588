// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.frame;

/**
 * The end of a telegram: an exclamation mark at the beginning of a line, and after it the checksum,
 * up to four hexadecimal digits, where the telegram has one.
 */
final class Ending {
  /** Digits of a checksum; leading zeros may be missing. */
  static final int DIGITS = 4;

  private Ending() {}

  /**
   * Returns whether an exclamation mark ends the telegram: where a text contains one, neither a
   * line end is before it nor a whole checksum after it.
   *
   * @param at the mark; at least one byte is before it.
   * @param end of the bytes present.
   */
  static boolean isAt(Alphabet alphabet, byte[] b, int at, int end) {
    int after = at + 1 + DIGITS;
    return alphabet.isLineEnd(b[at - 1])
        || isChecksum(alphabet, b, at + 1, end) && (after >= end || alphabet.isLineEnd(b[after]));
  }

  /** Returns how many bytes from the mark on {@link #isAt} may examine. */
  static int reach() {
    return 1 + DIGITS + 1;
  }

  /**
   * Returns why a telegram without an end is refused: if its last line is a checksum, only the mark
   * before that is damaged.
   *
   * @param to where the bytes of the telegram end.
   */
  static Refusal missing(Alphabet alphabet, byte[] b, int from, int to) {
    int last = to;
    while (last > from && alphabet.isLineEnd(b[last - 1])) {
      last--;
    }
    int digits = last - DIGITS;
    boolean whole = last < to && digits - 2 > from && isChecksum(alphabet, b, digits, to);
    boolean alone =
        whole && (alphabet.isLineEnd(b[digits - 1]) || alphabet.isLineEnd(b[digits - 2]));
    return alone ? Refusal.CHECKSUM : Refusal.CUT;
  }

  private static boolean isChecksum(Alphabet alphabet, byte[] b, int at, int end) {
    for (int i = at; i < at + DIGITS; i++) {
      if (i >= end || alphabet.digit(b[i]) < 0) {
        return false;
      }
    }
    return true;
  }
}
