// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts of a configuration as they may be shown on a terminal: without characters that control it,
 * and not longer than a person reads.
 */
public final class Shown {
  /** Of one word or quotation; a device below /dev/serial/by-id has up to about 100 characters. */
  private static final int LONGEST_WORD = 120;

  private static final int LONGEST_LINE = 1000;

  /** Far more than a sentence with one quotation has: nothing behind it is looked at. */
  private static final int LONGEST_SOURCE = 20_000;

  private static final String LETTER = "[\\p{L}\\p{N}]";

  /**
   * A quotation, or a long word outside of one. The text between two quotations is none, so that
   * short ones are found too; neither is the apostrophe of a word a mark of quotation.
   */
  private static final Pattern QUOTATION_OR_LONG_WORD =
      Pattern.compile(
          String.format(
              "(?<!%1$s)'[^']*+(?:(?<=%1$s)'(?=%1$s)[^']*+)*+'(?!%1$s)|[^\\s']{%2$d,}",
              LETTER, LONGEST_WORD + 1));

  private Shown() {}

  /**
   * Returns a text as one line that can be printed.
   *
   * @param text any text.
   * @return at most about 1,000 characters; control characters, line ends and characters that
   *     change the direction of writing as an escape like {@code \\u001b}; long words shortened.
   */
  public static String line(String text) {
    String shown =
        QUOTATION_OR_LONG_WORD.matcher(printable(bounded(text))).replaceAll(Shown::shortened);
    return shown.length() <= LONGEST_LINE ? shown : shown.substring(0, LONGEST_LINE) + "…";
  }

  /**
   * Returns a text that can be printed, for names that must not be shortened.
   *
   * @param text any text.
   * @return the same text with escapes, those of JSON, in place of the characters that control a
   *     terminal.
   */
  public static String printable(String text) {
    if (text.codePoints().noneMatch(Shown::controls)) {
      return text;
    }
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (controls(c)) {
                for (char unit : Character.toChars(c)) {
                  line.append(String.format("\\u%04x", (int) unit));
                }
              } else {
                line.appendCodePoint(c);
              }
            });
    return line.toString();
  }

  private static String shortened(java.util.regex.MatchResult word) {
    String text = word.group();
    String quote = text.startsWith("'") ? "'" : "";
    if (text.length() - 2 * quote.length() <= LONGEST_WORD) {
      return Matcher.quoteReplacement(text);
    }
    return Matcher.quoteReplacement(text.substring(0, LONGEST_WORD / 2) + "…" + quote);
  }

  /** Returns the beginning of a text, and its end where the text is very long. */
  static String bounded(String text) {
    int half = LONGEST_SOURCE / 2;
    return text.length() <= LONGEST_SOURCE
        ? text
        : text.substring(0, half) + "…" + text.substring(text.length() - half);
  }

  private static boolean controls(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      case Character.FORMAT -> c != 0xAD; // a soft hyphen is harmless
      default -> false;
    };
  }
}
