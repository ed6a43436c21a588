// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.frame;

import org.metergate.ciphering.GloFrame;

/**
 * The bytes of a telegram as a port set to eight data bits delivers them: unchanged, or with an
 * even parity bit in the highest bit if the meter sends seven bits with parity (7E1, DSMR 2 and 3).
 * Both take ten bit times, so one setting of the port works for both.
 */
enum Alphabet {
  /** The byte is the character; from 80h on, where a meter sends texts in eight bits. */
  PLAIN(false),
  /** Seven bits and an even parity bit. */
  PARITY(true);

  /** No printable character: a control character, 80h and more, or a wrong parity bit. */
  static final byte FOREIGN = 0;

  static final byte TEXT = 1;

  /** The next telegram may begin here, or a byte of a text looks like that. */
  static final byte START = 2;

  static final byte MARK = 3;

  private static final int HIGHEST = 0x80;

  private final byte[] classes = new byte[256];
  private final boolean parity;

  Alphabet(boolean parity) {
    this.parity = parity;
    for (int c = 0; c < HIGHEST; c++) {
      int odd = Integer.bitCount(c) & 1;
      classes[parity && odd == 1 ? c | HIGHEST : c] = classOf(c);
    }
    classes['/'] = START;
    classes['/' | HIGHEST] = START;
    classes[GloFrame.APDU_TAG] = START;
  }

  private static byte classOf(int c) {
    return switch (c) {
      case '!' -> MARK;
      case '\r', '\n', '\t' -> TEXT;
      default -> c >= ' ' && c < 0x7F ? TEXT : FOREIGN;
    };
  }

  /** Returns the class of each of the 256 bytes; must not be changed. */
  byte[] classes() {
    return classes;
  }

  boolean parity() {
    return parity;
  }

  /** Returns the printable character that a byte represents; -1 if it represents none. */
  int character(byte b) {
    boolean right = parity ? (Integer.bitCount(b & 0xFF) & 1) == 0 : b >= 0;
    int c = b & 0x7F;
    return right && classOf(c) != FOREIGN ? c : -1;
  }

  boolean isLineEnd(byte b) {
    int c = character(b);
    return c == '\r' || c == '\n';
  }

  /** Returns the value of a hexadecimal digit; -1 for any other byte. */
  int digit(byte b) {
    return Character.digit(character(b), 16);
  }

  /** Removes the parity bits, in place. */
  void strip(byte[] bytes, int from, int to) {
    if (parity) {
      for (int i = from; i < to; i++) {
        bytes[i] &= 0x7F;
      }
    }
  }

  /** Returns what the first byte is that is no printable character; null if all are. */
  Refusal foreign(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (character(bytes[i]) < 0) {
        boolean control = bytes[i] >= 0 && classOf(bytes[i]) == FOREIGN;
        return control ? Refusal.CONTROL_CHARACTER : Refusal.FOREIGN_BYTE;
      }
    }
    return null;
  }
}
