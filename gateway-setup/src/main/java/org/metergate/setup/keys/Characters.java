// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;

/** Characters of mails, PDF files and scans as plain ones. Pure functions. */
final class Characters {
  private static final String LETTERS_LIKE_DIGITS = "АВСЕавсеΑΒΕ"; // Cyrillic and Greek
  private static final String THEIR_DIGITS = "ABCEabceABE";
  private static final String LIKE_ZERO = "OoØøОоΟο";
  private static final String LIKE_ONE = "IiLlІіΙι";

  private Characters() {}

  /**
   * Decodes a text: UTF-8, UTF-16 with or without its mark, else Windows-1252, which has a
   * character for nearly every byte.
   */
  static String decode(byte[] bytes) {
    Charset wide = wide(bytes);
    if (wide != null) {
      return new String(bytes, wide);
    }
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return text.toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, Charset.forName("windows-1252"));
    }
  }

  /** UTF-16 shows by its mark, or by every other byte being zero. */
  private static Charset wide(byte[] bytes) {
    int first = bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
    if (first == 0xFFFE || first == 0xFEFF) {
      return first == 0xFFFE ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
    }
    int looked = Math.min(bytes.length, 400) & ~1;
    int[] zeros = new int[2];
    for (int i = 0; i < looked; i++) {
      zeros[i % 2] += bytes[i] == 0 ? 1 : 0;
    }
    if (looked < 8 || zeros[0] + zeros[1] < looked * 2 / 5) {
      return null;
    }
    return zeros[1] > zeros[0] ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
  }

  /** Replaces each character by its plain form; drops those that are not seen. */
  static PlacedText plain(String text) {
    PlacedText.Builder plain = new PlacedText.Builder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int next = i + Character.charCount(c);
      if (c == '\r' && next < text.length() && text.charAt(next) == '\n') {
        next++;
      }
      if (c < 0x7F && c >= ' ') {
        plain.add((char) c, i);
      } else {
        plain.add(plainForm(c), i);
      }
      i = next;
    }
    return plain.build();
  }

  private static String plainForm(int c) {
    if (c == '\n' || c == '\r' || c == 0x0B || c == 0x0C || c == 0x85 || c == 0x2028) {
      return "\n";
    }
    if (c == 0x2029) {
      return "\n";
    }
    if (Character.isDigit(c)) {
      return String.valueOf(Character.digit(c, 10));
    }
    return switch (Character.getType(c)) {
      case Character.FORMAT, Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> "";
      case Character.CONTROL -> c == '\t' ? "\t" : c == 0 ? "" : " ";
      case Character.SPACE_SEPARATOR -> " ";
      case Character.DASH_PUNCTUATION -> "-";
      case Character.INITIAL_QUOTE_PUNCTUATION, Character.FINAL_QUOTE_PUNCTUATION -> "\"";
      default -> Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC);
    };
  }

  /**
   * Returns the hexadecimal digit that a character is or looks like, upper case; 0 where it is
   * neither. B and 8, S and 5 are not touched: both may be meant.
   */
  static char digit(char c) {
    if (c >= '0' && c <= '9' || c >= 'A' && c <= 'F') {
      return c;
    }
    if (c >= 'a' && c <= 'f') {
      return (char) (c - 'a' + 'A');
    }
    if (LIKE_ZERO.indexOf(c) >= 0) {
      return '0';
    }
    if (LIKE_ONE.indexOf(c) >= 0) {
      return '1';
    }
    int like = LETTERS_LIKE_DIGITS.indexOf(c);
    return like < 0 ? 0 : Character.toUpperCase(THEIR_DIGITS.charAt(like));
  }

  /** Whether a character is a hexadecimal digit itself. */
  static boolean isDigit(char c) {
    return c < 'g' && Character.digit(c, 16) >= 0;
  }

  /** Returns the text in lower case and without accents; the same length. */
  static String letters(String text) {
    StringBuilder letters = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      letters.append(letter(text.charAt(i)));
    }
    return letters.toString();
  }

  private static char letter(char c) {
    if (c < 0x80) {
      return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }
    return switch (c) {
      case 'ø', 'Ø' -> 'o';
      case 'æ', 'Æ' -> 'a';
      case 'ß' -> 's';
      case 'ð', 'Ð', 'đ', 'Đ' -> 'd';
      case 'ł', 'Ł' -> 'l';
      default -> {
        String parts = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD);
        yield parts.substring(0, 1).toLowerCase(Locale.ROOT).charAt(0);
      }
    };
  }
}
