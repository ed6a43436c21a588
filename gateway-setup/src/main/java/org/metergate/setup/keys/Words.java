// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a prepared text into words, and each word into what is and what is not digits. */
final class Words {
  private static final String MASKS = "*•#?_";
  private static final int SHORTEST_MASK = 3;
  private static final Pattern NAME = Pattern.compile("gpk(?:60|61|11)?");

  /** Number, type and {@code 0x} may be glued on to the key: {@code 6410x34…}. */
  private static final Pattern HEAD = Pattern.compile("(?:6[0145]|9[67]|4[01])?1?0x(?=.)");

  private static final Pattern TAIL = Pattern.compile("(?:u?ll?|u|h)$");

  /** A number of a meter (GS1 has 16 to 18 digits), or its system title: never a part of a key. */
  private static final Pattern NUMBER =
      Pattern.compile("5706567\\d{9}|\\d{17,19}|4B414D[0-9A-F]{10}");

  private static final int LONGEST_GROUP = 8;

  private final String text;
  private final String letters;
  private final List<Piece> pieces = new ArrayList<>();

  private Words(String text, String letters) {
    this.text = text;
    this.letters = letters;
  }

  /**
   * Returns all words in order.
   *
   * @param letters the same text in lower case and without accents.
   */
  static List<Piece> in(String text, String letters) {
    Words words = new Words(text, letters);
    int i = 0;
    while (i < text.length()) {
      int end = words.wordEnd(i);
      if (end > i) {
        words.word(i, end);
      }
      i = Math.max(end, i + 1);
    }
    return words.pieces;
  }

  private int wordEnd(int from) {
    int i = from;
    while (i < text.length()) {
      if (Character.isLetterOrDigit(text.charAt(i))) {
        i++;
      } else {
        int mask = maskEnd(i);
        if (mask - i < SHORTEST_MASK) {
          break;
        }
        i = mask;
      }
    }
    return i;
  }

  private int maskEnd(int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) == text.charAt(from) && isMask(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean isMask(char c) {
    return MASKS.indexOf(c) >= 0;
  }

  /** A name such as GPK60 may be glued to the key before or behind it. */
  private void word(int from, int to) {
    Matcher name = NAME.matcher(letters).region(from, to);
    int begin = from;
    while (name.find()) {
      if (name.start() > begin) {
        piece(begin, name.start());
      }
      pieces.add(new Piece(name.start(), name.end(), null));
      begin = name.end();
    }
    if (begin < to) {
      piece(begin, to);
    }
  }

  private void piece(int from, int to) {
    int begin = from;
    Matcher head = HEAD.matcher(letters).region(from, to);
    boolean prefixed = head.lookingAt();
    if (prefixed) {
      begin = head.end();
    } else if (from > 0 && text.charAt(from - 1) == '\\' && letters.charAt(from) == 'x') {
      begin = from + 1;
    }
    int end = prefixed ? withoutSize(begin, to) : withoutH(begin, to);
    String digits = digits(begin, end);
    if (digits.isEmpty() || NUMBER.matcher(digits).matches()) {
      pieces.add(new Piece(from, to, null));
    } else if (isDigits(digits, begin, end)) {
      pieces.add(new Piece(begin, end, digits));
    } else if (!glued(from, to)) {
      boolean key = looksLikeKey(digits);
      pieces.add(key ? new Piece(begin, end, digits) : new Piece(from, to, null));
    }
  }

  /** A number of a program may end with its size: {@code 0x3470ULL}. */
  private int withoutSize(int from, int to) {
    Matcher tail = TAIL.matcher(letters).region(from, to);
    return tail.find() && Integer.bitCount(tail.start() - from) == 1 ? tail.start() : to;
  }

  /** An assembler writes {@code 34h}. */
  private int withoutH(int from, int to) {
    boolean marked = to - from > 2 && letters.charAt(to - 1) == 'h';
    return marked && Integer.bitCount(to - 1 - from) == 1 ? to - 1 : to;
  }

  private String digits(int from, int to) {
    StringBuilder digits = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      char digit = Characters.digit(text.charAt(i));
      digits.append(digit == 0 ? DamagedKey.UNREADABLE : digit);
    }
    return digits.toString();
  }

  /** Whether all are digits, or those that are none are covered: XXXX, ****. */
  private boolean isDigits(String digits, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      boolean covered = c == 'X' || c == 'x' || isMask(c) || c == '\u2026';
      if (digits.charAt(i - from) == DamagedKey.UNREADABLE && !covered) {
        return false;
      }
    }
    return true;
  }

  /** Takes a key off a word that is glued to it, such as {@code key3470…}. */
  private boolean glued(int from, int to) {
    for (int length : new int[] {2 * MeterKey.DIGITS, MeterKey.DIGITS}) {
      int begin = to - length;
      if (begin > from && Characters.digit(text.charAt(begin - 1)) == 0) {
        String digits = digits(begin, to);
        if (digits.indexOf(DamagedKey.UNREADABLE) < 0) {
          pieces.add(new Piece(from, begin, null));
          pieces.add(new Piece(begin, to, digits));
          return true;
        }
      }
      int end = from + length;
      if (end < to && Characters.digit(text.charAt(end)) == 0) {
        String digits = digits(from, end);
        if (digits.indexOf(DamagedKey.UNREADABLE) < 0) {
          pieces.add(new Piece(from, end, digits));
          pieces.add(new Piece(end, to, null));
          return true;
        }
      }
    }
    return false;
  }

  /** A misread character in a group or a key is not the end of it. */
  private static boolean looksLikeKey(String digits) {
    long foreign = digits.chars().filter(c -> c == DamagedKey.UNREADABLE).count();
    long decimal = digits.chars().filter(Character::isDigit).count();
    if (digits.length() <= LONGEST_GROUP) {
      boolean group = digits.length() > 1 && Integer.bitCount(digits.length()) == 1;
      return group && foreign == 1 && decimal > 0;
    }
    return digits.length() >= 26 && digits.length() <= 38 && foreign <= 4 && decimal >= 8;
  }
}
