// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.IOException;
import java.io.InputStream;

/**
 * Bytes from hexadecimal text of any length; blanks, line ends and {@code #} comments are skipped.
 * The bytes before a mistake are returned first, and bytes that have arrived are never held back.
 */
final class HexInput extends BytesOfText {
  private static final int NONE = -1;

  private final byte[] chunk = new byte[4096];
  private int next;
  private int end;
  private int line = 1;
  private int column;
  private boolean comment;
  private int high = NONE;
  private NoHexException mistake;

  HexInput(InputStream text, String name) {
    super(text, name);
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0; // as InputStream specifies; readAllBytes does this when its buffer is full
    }
    int count = 0;
    while (count == 0 && mistake == null) {
      if (next == end && !fill()) {
        mistake = high == NONE ? null : half();
        break;
      }
      while (next < end && count < length && mistake == null) {
        int value = digit(chunk[next++] & 0xFF);
        if (value != NONE && high == NONE) {
          high = value;
        } else if (value != NONE) {
          into[offset + count++] = (byte) (high << 4 | value);
          high = NONE;
        }
      }
    }
    if (count == 0 && mistake != null) {
      throw mistake;
    }
    return count == 0 ? -1 : count;
  }

  private boolean fill() throws IOException {
    next = 0;
    end = Math.max(0, text.read(chunk));
    return end > 0;
  }

  /** Returns the value of a digit; {@link #NONE} for a skipped character and for a mistake. */
  private int digit(int c) {
    column++;
    if (c == '\n') {
      line++;
      column = 0;
      comment = false;
      return NONE;
    }
    comment |= c == '#';
    if (comment || Character.isWhitespace(c)) {
      return NONE;
    }
    int value = Character.digit(c, 16);
    if (value < 0) {
      mistake = wrong(c);
    }
    return value;
  }

  private NoHexException half() {
    return new NoHexException(
        name + " ends in the middle of a byte: a hexadecimal digit is missing.");
  }

  private NoHexException wrong(int c) {
    String shown = c > ' ' && c < 127 ? "'" + (char) c + "'" : String.format("byte %02X", c);
    return new NoHexException(
        name
            + ", line "
            + line
            + ", column "
            + column
            + ": "
            + shown
            + " is not a hexadecimal digit.");
  }
}
