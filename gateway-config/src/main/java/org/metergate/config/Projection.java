// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text in another form, with the place of each of its characters in the original.
 *
 * @param chars the characters.
 * @param begin where each begins in the original.
 * @param end where each ends there.
 */
record Projection(String chars, int[] begin, int[] end) {
  /** Percent escapes (RFC 3986), the plus of forms, JSON and HTML escapes of one character. */
  private static final Pattern ESCAPE =
      Pattern.compile(
          "((?:%[0-9A-Fa-f]{2})+)|(\\+)|\\\\u([0-9A-Fa-f]{4})|\\\\([\"'\\\\/])"
              + "|&#(\\d{1,5});|&#x([0-9A-Fa-f]{1,4});|&(amp|quot|apos|lt|gt);");

  private static final Map<String, String> NAMED =
      Map.of("amp", "&", "quot", "\"", "apos", "'", "lt", "<", "gt", ">");

  private static final String SEPARATORS = " \t:_-,.";

  int length() {
    return chars.length();
  }

  /** Returns where the whole text is in the original. */
  int[] all() {
    return new int[] {begin[0], end[end.length - 1]};
  }

  /**
   * Returns whether hexadecimal digits may be a key that is not known: neither a long number, nor a
   * time and an address side by side, which have a digit alone between separators.
   */
  boolean looksLikeKey() {
    if (chars.length() < 32 && chars.chars().noneMatch(Character::isLetter)) {
      return false;
    }
    for (int i = 1; i + 1 < begin.length && chars.length() < 32; i++) {
      if (begin[i] > end[i - 1] && begin[i + 1] > end[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns hexadecimal digits without those letters at either end that belong to a word, such as
   * the first two of "cannot" after a number.
   *
   * @param text the original.
   */
  Projection withoutWords(String text) {
    int to = length();
    if (to > 0 && isOtherLetter(text, end[to - 1])) {
      int i = to - 1;
      while (i > 0 && Character.isLetter(chars.charAt(i)) && end[i - 1] == begin[i]) {
        i--;
      }
      to = Character.isLetter(chars.charAt(i)) ? i : to;
    }
    int from = 0;
    if (to > 0 && isOtherLetter(text, begin[0] - 1) && !text.startsWith("0x", begin[0] - 2)) {
      int i = 0;
      while (i + 1 < to && Character.isLetter(chars.charAt(i)) && end[i] == begin[i + 1]) {
        i++;
      }
      from = Character.isLetter(chars.charAt(i)) ? i + 1 : 0;
    }
    return new Projection(
        chars.substring(from, to),
        Arrays.copyOfRange(begin, from, to),
        Arrays.copyOfRange(end, from, to));
  }

  private static boolean isOtherLetter(String text, int place) {
    return place >= 0
        && place < text.length()
        && Character.isLetter(text.charAt(place))
        && Character.digit(text.charAt(place), 16) < 0;
  }

  static Projection plain(String text) {
    Builder builder = new Builder(text.length());
    for (int i = 0; i < text.length(); i++) {
      builder.add(text.charAt(i), i, i + 1);
    }
    return builder.done();
  }

  /** Resolves the escapes. */
  static Projection unescaped(String text) {
    Builder builder = new Builder(text.length());
    Matcher escape = ESCAPE.matcher(text);
    int from = 0;
    while (escape.find()) {
      for (int i = from; i < escape.start(); i++) {
        builder.add(text.charAt(i), i, i + 1);
      }
      for (char c : value(escape).toCharArray()) {
        builder.add(c, escape.start(), escape.end());
      }
      from = escape.end();
    }
    for (int i = from; i < text.length(); i++) {
      builder.add(text.charAt(i), i, i + 1);
    }
    return builder.done();
  }

  private static String value(Matcher escape) {
    if (escape.group(1) != null) {
      return percent(escape.group(1));
    } else if (escape.group(2) != null) {
      return " ";
    } else if (escape.group(3) != null) {
      return String.valueOf((char) Integer.parseInt(escape.group(3), 16));
    } else if (escape.group(4) != null) {
      return escape.group(4);
    } else if (escape.group(5) != null) {
      return String.valueOf((char) Integer.parseInt(escape.group(5)));
    } else if (escape.group(6) != null) {
      return String.valueOf((char) Integer.parseInt(escape.group(6), 16));
    }
    return NAMED.get(escape.group(7));
  }

  private static String percent(String escapes) {
    byte[] bytes = new byte[escapes.length() / 3];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(escapes.substring(3 * i + 1, 3 * i + 3), 16);
    }
    return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
  }

  /** Returns each run of hexadecimal digits without the single separators and 0x in it. */
  static List<Projection> hexadecimal(String text) {
    List<Projection> runs = new ArrayList<>();
    Builder builder = new Builder(32);
    int separators = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '0' && i + 1 < text.length() && text.charAt(i + 1) == 'x') {
        i++;
      } else if (Character.digit(c, 16) >= 0 && c < 128) {
        builder.add(Character.toLowerCase(c), i, i + 1);
        separators = 0;
      } else if (SEPARATORS.indexOf(c) < 0 || ++separators > 2) {
        if (builder.chars.length() > 0) {
          runs.add(builder.done());
          builder = new Builder(32);
        }
        separators = 0;
      }
    }
    runs.add(builder.done());
    return runs.stream().filter(run -> run.length() > 0).toList();
  }

  Projection lowerCase() {
    char[] lower = chars.toCharArray();
    for (int i = 0; i < lower.length; i++) {
      lower[i] = Character.toLowerCase(lower[i]);
    }
    return new Projection(new String(lower), begin, end);
  }

  /** Changes the digits of the alphabet for addresses to those of the standard one. */
  Projection base64() {
    return new Projection(chars.replace('-', '+').replace('_', '/'), begin, end);
  }

  private static final class Builder {
    private final StringBuilder chars;
    private int[] begin;
    private int[] end;

    Builder(int expected) {
      chars = new StringBuilder();
      begin = new int[Math.max(16, Math.min(expected, 256))];
      end = new int[begin.length];
    }

    void add(char c, int from, int to) {
      if (chars.length() == begin.length) {
        begin = Arrays.copyOf(begin, 2 * begin.length);
        end = Arrays.copyOf(end, begin.length);
      }
      begin[chars.length()] = from;
      end[chars.length()] = to;
      chars.append(c);
    }

    Projection done() {
      int length = chars.length();
      return new Projection(
          chars.toString(), Arrays.copyOf(begin, length), Arrays.copyOf(end, length));
    }
  }
}
