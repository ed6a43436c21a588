// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Texts of meters. Most are sent as two hexadecimal digits for each character, some unencoded: in
 * ASCII, in UTF-8 or in Latin-1. A memory that was never written is sent as bytes FF. Published
 * telegrams sometimes have altered digits: what does not decode to a readable text is kept as
 * received.
 */
final class HexText {
  /** Digits F that are no text of their own, at least. */
  private static final int SHORTEST_FILLING = 16;

  private HexText() {}

  /** Decodes hexadecimal digits; blanks and bytes FF around the text are padding. */
  static String read(String sent) {
    int length = sent.length();
    if (length == 0 || length % 2 != 0) {
      return sent;
    }
    if (length >= SHORTEST_FILLING && sent.matches("[Ff]+")) {
      return "";
    }
    int end = length;
    while (end > 0 && sent.regionMatches(true, end - 2, "FF", 0, 2)) {
      end -= 2;
    }
    StringBuilder text = new StringBuilder(length / 2);
    for (int i = 0; i < end; i += 2) {
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

  /**
   * Converts the bytes of a group to a text: without bytes FF and 00 around it, in UTF-8 or else in
   * Latin-1; the bytes in hexadecimal digits where it contains control characters.
   */
  static String ofBytes(byte[] b, int from, int to) {
    int first = from;
    int last = to;
    while (last > first && isFilling(b[last - 1])) {
      last--;
    }
    while (first < last && isFilling(b[first])) {
      first++;
    }
    byte[] bytes = Arrays.copyOfRange(b, first, last);
    String text = decoded(bytes);
    boolean readable = text.chars().noneMatch(Character::isISOControl);
    return readable ? text : HexFormat.of().withUpperCase().formatHex(bytes);
  }

  private static boolean isFilling(byte b) {
    return b == (byte) 0xFF || b == 0;
  }

  private static String decoded(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }
}
