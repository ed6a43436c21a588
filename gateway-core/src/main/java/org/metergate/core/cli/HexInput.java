// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.IOException;
import java.io.InputStream;

/**
 * Bytes from hexadecimal text of any length; blanks, line ends and {@code #} comments are passed
 * over.
 */
final class HexInput extends InputStream {
  private final InputStream text;
  private final String name;
  private int line = 1;
  private int column;

  HexInput(InputStream text, String name) {
    this.text = text;
    this.name = name;
  }

  @Override
  public int read() throws IOException {
    int high = digit();
    if (high < 0) {
      return -1;
    }
    int low = digit();
    if (low < 0) {
      throw new IOException(
          name + " ends in the middle of a byte: a hexadecimal digit is missing.");
    }
    return high << 4 | low;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = 0;
    while (count < length) {
      int next = read();
      if (next < 0) {
        return count == 0 ? -1 : count;
      }
      into[offset + count++] = (byte) next;
    }
    return count;
  }

  private int digit() throws IOException {
    boolean comment = false;
    for (int c = next(); c >= 0; c = next()) {
      if (c == '\n') {
        comment = false;
      } else if (c == '#') {
        comment = true;
      } else if (!comment && !Character.isWhitespace(c)) {
        int value = Character.digit(c, 16);
        if (value < 0) {
          throw new IOException(
              name
                  + ":"
                  + line
                  + ":"
                  + column
                  + ": '"
                  + printable(c)
                  + "' is no hexadecimal digit; without --hex the file is read as raw bytes.");
        }
        return value;
      }
    }
    return -1;
  }

  private int next() throws IOException {
    int c = text.read();
    if (c == '\n') {
      line++;
      column = 0;
    } else {
      column++;
    }
    return c;
  }

  private static String printable(int c) {
    return c > ' ' && c < 127 ? String.valueOf((char) c) : String.format("byte %02X", c);
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
