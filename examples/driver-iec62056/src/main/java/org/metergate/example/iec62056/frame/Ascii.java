// SPDX-License-Identifier: Apache-2.0
package org.metergate.example.iec62056.frame;

/** The control characters of IEC 62056-21, clause 6.3. */
final class Ascii {
  static final int STX = 0x02;
  static final int ETX = 0x03;
  static final int CR = 0x0D;
  static final int LF = 0x0A;

  private Ascii() {}

  /**
   * Returns whether a character is allowed in the text of a readout: printable, or part of a line
   * end.
   */
  static boolean isText(int c) {
    return c >= 0x20 && c < 0x7F || c == CR || c == LF;
  }
}
