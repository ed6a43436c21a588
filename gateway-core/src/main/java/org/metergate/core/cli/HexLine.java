// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line in which a program wrote bytes for people to read. A line of a dump (hexdump -C, xxd, od,
 * Wireshark) has an offset, bytes, and mostly the bytes once more as characters. A line of a log
 * has bytes with anything regular between them, and before them when they came and in which
 * direction. Pure functions.
 */
final class HexLine {
  private static final byte[] NOTHING = {};

  private static final Pattern COMMENT = Pattern.compile("#.*|^\\s*(//|;).*");

  private static final String DATE =
      "\\d{4}[-./]\\d\\d[-./]\\d\\dT?|\\d\\d[./]\\d\\d[./]\\d{4}|\\d{1,2}(?=\\s+\\d\\d:\\d\\d:\\d\\d)";
  private static final String TIME =
      "[0-2]\\d:[0-5]\\d:[0-5]\\d(?:[.,]\\d+)?(?:Z|[+-]\\d\\d:?\\d\\d)?(?!:?[0-9A-Fa-f])";
  private static final String SECONDS = "\\d+\\.\\d+(?![\\w.])";

  /** A word that is no byte, since one of its letters is no digit; or how Python writes bytes. */
  private static final String WORD = "(?=[A-Fa-f]*[G-Zg-z])[A-Za-z]\\w*(?:\\[\\w*\\])?|b(?=['\"])";

  /** What may stand before the bytes of a log: any of these, and marks between them. */
  private static final Pattern BEFORE =
      Pattern.compile(DATE + "|" + TIME + "|" + SECONDS + "|" + WORD + "|[^\\w\\s\\\\$]");

  /** A number in the sentences of a log; bytes stand in pairs, or are more. */
  private static final Pattern NUMBER = Pattern.compile("\\w|\\w{3,8}");

  private static final String BETWEEN = " \t,;:_|-";
  private static final String BEHIND = BETWEEN + ")]}>\"'";

  private static final String BYTE = "[0-9A-Fa-f]{2}";

  /** With a colon the bytes end at a wide gap; without, they stand alone and end at a wider one. */
  private static final Pattern DUMP =
      Pattern.compile(
          "(?<offset>[0-9A-Fa-f]{4,16})(?:: ?(?<groups>(?:BYTE)+(?: (?:BYTE)+)*)(?: ?| {2}.*)"
                  .replace("BYTE", BYTE)
              + "|(?<bytes>(?:\\s{1,3}BYTE(?!\\S))+)(?:|\\s*[|>].*|\\s{3}.*)|)"
                  .replace("BYTE", BYTE));

  /** The longest line of a dump that is looked at. */
  private static final int LONGEST_OF_DUMP = 512;

  private HexLine() {}

  /**
   * Reads a line of a log, or of bytes alone.
   *
   * @param line without its end.
   * @return its bytes, none for a sentence of the log; empty for what is neither.
   */
  static Optional<byte[]> ofLog(String line) {
    String text = COMMENT.matcher(line).replaceFirst("").strip();
    String rest = text.substring(behindWords(text));
    boolean isLog = rest.length() < text.length();
    if (rest.isEmpty()) {
      return Optional.of(bytes(text).orElse(NOTHING)); // three bytes may look like a time
    }
    if (isLog && NUMBER.matcher(rest).matches()) {
      return Optional.of(NOTHING);
    }
    Optional<byte[]> bytes = bytes(rest);
    return bytes.isEmpty() && isLog && Character.isLetter(text.charAt(0))
        ? Optional.of(NOTHING)
        : bytes;
  }

  /** Returns where the bytes begin. */
  private static int behindWords(String text) {
    Matcher before = BEFORE.matcher(text).useTransparentBounds(true);
    int at = 0;
    while (before.region(at, text.length()).lookingAt()) {
      at = before.end();
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
    }
    return at;
  }

  /** Reads pairs of digits with or without something between them; empty for anything else. */
  private static Optional<byte[]> bytes(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() / 2);
    int end = text.length();
    while (end > 0 && BEHIND.indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    for (int at = 0; at < end; ) {
      if (BETWEEN.indexOf(text.charAt(at)) >= 0) {
        at++;
        continue;
      }
      at += isMark(text, at) ? 2 : text.charAt(at) == '$' ? 1 : 0;
      if (at + 2 > end || !isDigit(text.charAt(at)) || !isDigit(text.charAt(at + 1))) {
        return Optional.empty();
      }
      bytes.write(HexFormat.fromHexDigits(text, at, at + 2));
      at += 2;
      at += at < end && (text.charAt(at) == 'h' || text.charAt(at) == 'H') ? 1 : 0;
    }
    return Optional.of(bytes.toByteArray());
  }

  /** Returns whether a program writes that digits follow: {@code 0x} or {@code \x}. */
  private static boolean isMark(String text, int at) {
    return text.startsWith("0x", at) || text.startsWith("0X", at) || text.startsWith("\\x", at);
  }

  private static boolean isDigit(char c) {
    return HexFormat.isHexDigit(c);
  }

  /**
   * Reads a line of a dump.
   *
   * @param line without its end.
   * @return its bytes, none for the length at the end; empty if it is none.
   */
  static Optional<byte[]> ofDump(String line) {
    Matcher dump = DUMP.matcher(line.strip());
    if (line.length() > LONGEST_OF_DUMP || !dump.matches()) {
      return Optional.empty();
    }
    String bytes = dump.group(dump.group("groups") != null ? "groups" : "bytes");
    return Optional.of(
        bytes == null ? NOTHING : HexFormat.of().parseHex(bytes.replaceAll("\\s", "")));
  }

  /** Returns the offset with which a line of a dump begins; -1 if it has other digits. */
  static long offset(String line, int radix) {
    try {
      return Long.parseUnsignedLong(line.strip().split("[:\\s]", 2)[0], radix);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
