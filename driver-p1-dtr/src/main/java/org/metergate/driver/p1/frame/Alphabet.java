// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.frame;

/**
 * The bytes of a telegram as a port set to eight data bits delivers them: unchanged, or with an
 * even parity bit in the highest bit if the meter sends seven bits with parity (7E1, DSMR 2 and 3).
 * Both take ten bit times, so one setting of the port works for both.
 */
enum Alphabet {
  /** Seven bits, the eighth is zero. */
  PLAIN(false),
  /** Seven bits and an even parity bit. */
  PARITY(true);

  static final byte FOREIGN = 0;
  static final byte TEXT = 1;
  static final byte SLASH = 2;
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
  }

  private static byte classOf(int c) {
    return switch (c) {
      case '/' -> SLASH;
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

  /** Returns the character that a byte represents; -1 if it represents none. */
  int character(byte b) {
    return classes[b & 0xFF] == FOREIGN ? -1 : b & 0x7F;
  }

  /** Removes the parity bits, in place. */
  void strip(byte[] bytes, int from, int to) {
    if (parity) {
      for (int i = from; i < to; i++) {
        bytes[i] &= 0x7F;
      }
    }
  }
}
