// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

/**
 * Texts that are sent as two hexadecimal digits for each character. Some meters send them
 * unencoded, and published telegrams sometimes have altered digits: what does not decode to a
 * readable text is kept as received.
 */
final class HexText {
  private HexText() {}

  /** Decodes a text; blanks around it are padding. */
  static String read(String sent) {
    int length = sent.length();
    if (length == 0 || length % 2 != 0) {
      return sent;
    }
    StringBuilder text = new StringBuilder(length / 2);
    for (int i = 0; i < length; i += 2) {
      int high = Character.digit(sent.charAt(i), 16);
      int low = Character.digit(sent.charAt(i + 1), 16);
      int c = high << 4 | low;
      if (high < 0 || low < 0 || c < ' ' && c != '\n' && c != '\r' || c > '~') {
        return sent;
      }
      text.append((char) c);
    }
    String stripped = text.toString().strip();
    return stripped.isEmpty() ? sent : stripped;
  }
}
