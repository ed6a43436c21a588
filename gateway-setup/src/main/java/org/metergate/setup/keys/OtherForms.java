// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metergate.setup.keys.DamagedKey.Damage;

/** Keys in Base64, as lists of decimal numbers, and what a spreadsheet made of one. */
final class OtherForms {
  private static final String EDGE = "A-Za-z0-9+/_=-";
  private static final Pattern BASE64 =
      Pattern.compile(
          "(?<!["
              + EDGE
              + "])([A-Za-z0-9+/_-]{22}(?:==)|[A-Za-z0-9+/_-]{43}=|[A-Za-z0-9+/_-]{22})"
              + "(?!["
              + EDGE
              + "])");
  private static final Pattern NUMBERS =
      Pattern.compile(
          "(?<![\\w.-])(?<!\\d\\s{0,4}[,;]\\s{0,4})(?:-?\\d{1,3}\\s{0,4}[,;]\\s{0,4}){15}-?\\d{1,3}(?!\\s{0,4}[,;]\\s{0,4}-?\\d|\\w)");
  private static final Pattern SPREADSHEET =
      Pattern.compile("(?<![\\w.,])\\d(?:[.,]\\d{1,17})?[eE]\\+?[23]\\d(?!\\w)");
  private static final int LINE = 200;
  private static final int MOST = 400;

  private OtherForms() {}

  static List<Candidate> in(String text, String letters, List<Candidate> known) {
    List<Candidate> found = new ArrayList<>();
    for (Matcher m = BASE64.matcher(text); m.find() && found.size() < MOST; ) {
      String digits = base64(m.group(1));
      boolean sure = m.group(1).endsWith("=") || Labels.isNear(letters, m.start(), LINE);
      if (digits != null && sure) {
        add(found, m.start(), m.end(), digits);
      }
    }
    for (Matcher m = NUMBERS.matcher(text); m.find() && found.size() < MOST; ) {
      String digits = numbers(m.group());
      if (digits != null) {
        found.add(new Candidate(m.start(), m.end(), digits, List.of(), null));
      }
    }
    for (Matcher m = SPREADSHEET.matcher(text); m.find() && found.size() < MOST; ) {
      found.add(new Candidate(m.start(), m.end(), "", List.of(), Damage.NUMBER));
    }
    found.removeIf(one -> known.stream().anyMatch(k -> k.from() < one.to() && one.from() < k.to()));
    return found;
  }

  /** 32 bytes are two keys in a row. */
  private static void add(List<Candidate> found, int from, int to, String digits) {
    boolean two = digits.length() > MeterKey.DIGITS;
    int middle = two ? from + (to - from) / 2 : to;
    found.add(new Candidate(from, middle, digits.substring(0, MeterKey.DIGITS), List.of(), null));
    if (two) {
      found.add(new Candidate(middle, to, digits.substring(MeterKey.DIGITS), List.of(), null));
    }
  }

  /** Base64 of the 16 bytes, or of the 32 digits as a text. */
  private static String base64(String text) {
    if (!text.matches(".*[a-z].*") || !text.matches(".*[A-Z0-9].*")) {
      return null;
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
      String digits = HexFormat.of().withUpperCase().formatHex(bytes);
      String inner = digitsOfCharacters(digits);
      return inner == null ? digits : inner;
    } catch (IllegalArgumentException e) {
      return null; // the last character has bits that belong to no byte
    }
  }

  /** Returns the 32 digits whose characters these 64 digits are, or null. */
  static String digitsOfCharacters(String hex) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i + 1 < hex.length(); i += 2) {
      char c = (char) Integer.parseInt(hex.substring(i, i + 2), 16);
      if (c > 'f' || !Characters.isDigit(c)) {
        return null;
      }
      digits.append(c);
    }
    return digits.length() == MeterKey.DIGITS ? digits.toString().toUpperCase(Locale.ROOT) : null;
  }

  /** Sixteen bytes as decimal numbers, also as signed ones. */
  private static String numbers(String text) {
    StringBuilder digits = new StringBuilder();
    for (String number : text.split("\\s*[,;]\\s*")) {
      int value = Integer.parseInt(number.strip());
      if (value < -128 || value > 255) {
        return null;
      }
      digits.append(String.format("%02X", value & 0xFF));
    }
    return digits.length() == MeterKey.DIGITS ? digits.toString() : null;
  }
}
