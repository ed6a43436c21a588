// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.frame;

import java.util.Arrays;
import java.util.OptionalInt;
import org.metergate.ciphering.GloFrame;
import org.metergate.spi.codec.MalformedException;

/** What may begin at a position in the stream. */
enum Start {
  /** Nothing. */
  NONE,
  /** Something may; more bytes are needed to decide. */
  MAYBE,
  /** A telegram of seven-bit bytes. */
  PLAIN_TEXT,
  /** A telegram whose bytes have parity bits. */
  PARITY_TEXT,
  /** An encrypted telegram. */
  SEALED;

  /**
   * A slash, three letters of the manufacturer, and a digit for the speed, or the dash of the
   * WarmteLink.
   */
  static final int TEXT_HEAD = 5;

  /** Tag, title with its length, length in its longest usual form, security control. */
  static final int SEALED_HEAD = 14;

  /** Tag, length of the title, title. */
  static final int TITLE_END = 10;

  /** The longest known telegram has 4 kB; none is longer than what fits into ten seconds. */
  static final int LONGEST_SEALED = 12_288;

  private static final int SLASH = '/';
  private static final int SLASH_WITH_PARITY = 0xAF;
  private static final int SEALED_TAG = GloFrame.APDU_TAG;
  private static final int TITLE_LENGTH = 8;

  /** A title begins with the three letters of the manufacturer. */
  private static final int TITLE_AT = 2;

  private static final int MANUFACTURER_END = 5;
  private static final int SHORTEST_CONTENT = 18;

  /** Returns whether a byte can begin anything. */
  static boolean possible(byte b) {
    return b == SLASH || b == (byte) SLASH_WITH_PARITY || b == (byte) SEALED_TAG;
  }

  /**
   * Examines a position.
   *
   * @param b contains the bytes.
   * @param at the position.
   * @param available number of bytes from it on, at least one.
   */
  static Start at(byte[] b, int at, int available) {
    return switch (b[at] & 0xFF) {
      case SLASH -> text(b, at, available, Alphabet.PLAIN, PLAIN_TEXT);
      case SLASH_WITH_PARITY -> text(b, at, available, Alphabet.PARITY, PARITY_TEXT);
      case SEALED_TAG -> sealed(b, at, available);
      default -> NONE;
    };
  }

  private static Start text(byte[] b, int at, int available, Alphabet alphabet, Start found) {
    for (int i = 1; i < TEXT_HEAD; i++) {
      if (i == available) {
        return MAYBE;
      }
      int c = alphabet.character(b[at + i]);
      boolean speed = c >= '0' && c <= '9' || c == '-';
      if (i < TEXT_HEAD - 1 ? !isLetter(c) : !speed) {
        return NONE;
      }
    }
    return found;
  }

  private static boolean isLetter(int c) {
    return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
  }

  private static Start sealed(byte[] b, int at, int available) {
    if (available > 1 && b[at + 1] != TITLE_LENGTH) {
      return NONE;
    }
    for (int i = TITLE_AT; i < Math.min(MANUFACTURER_END, available); i++) {
      if (!isLetter(b[at + i])) {
        return NONE;
      }
    }
    if (available < SEALED_HEAD) {
      return MAYBE;
    }
    return sealedLength(b, at, available) > 0 ? SEALED : NONE;
  }

  /**
   * Reads the length of an encrypted telegram.
   *
   * @param available at least {@link #SEALED_HEAD}.
   * @return the length of the whole telegram, or 0 if none begins here.
   */
  static int sealedLength(byte[] b, int at, int available) {
    try {
      OptionalInt whole = GloFrame.wholeLength(b, at, available);
      int form = b[at + TITLE_END] & 0xFF;
      int control = at + TITLE_END + 1 + (form < 0x80 ? 0 : form & 0x7F);
      boolean known =
          whole.isPresent()
              && whole.getAsInt() <= LONGEST_SEALED
              && whole.getAsInt() >= control - at + SHORTEST_CONTENT
              && control < at + available
              && protects(b[control]);
      return known ? whole.getAsInt() : 0;
    } catch (MalformedException e) {
      return 0;
    }
  }

  /**
   * Finds the header of the next telegram of the same meter within an encrypted one, which then was
   * cut off. A header within the header counts too: the cut was there.
   *
   * @param start of the telegram.
   * @param to where it ends.
   * @param end of the bytes present.
   * @return where a header begins, or may begin as far as bytes are present; 0 where none does.
   */
  static int innerSealed(byte[] b, int start, int to, int end) {
    for (int at = start + 1; at < to; at++) {
      int same = Math.min(TITLE_END, end - at);
      boolean head =
          b[at] == b[start]
              && (at - start < SEALED_HEAD
                  || Arrays.equals(b, at, at + same, b, start, start + same));
      if (head && at(b, at, end - at) != NONE) {
        return at;
      }
    }
    return 0;
  }

  /** Encrypted, with or without a tag, suite 0 or 1, not compressed. */
  private static boolean protects(byte control) {
    return (control & 0xAE) == 0x20;
  }
}
