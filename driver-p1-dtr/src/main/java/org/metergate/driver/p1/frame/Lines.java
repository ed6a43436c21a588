// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.frame;

/**
 * The grammar of a telegram's text, for telegrams that can only be checked by their form: an
 * identification line, then records, each a register and groups in parentheses. Groups may continue
 * or begin on the next line (DSMR 2 and 3, lists of past months), and a text within parentheses may
 * be broken across lines (example of DSMR 3.0).
 */
final class Lines {
  private Lines() {}

  /**
   * Returns whether every line parses.
   *
   * @param b contains the telegram.
   * @param from its slash.
   * @param to its exclamation mark.
   */
  static boolean allParse(byte[] b, int from, int to) {
    int at = from;
    while (at < to && !isLineEnd(b[at])) {
      at++;
    }
    int records = 0;
    while (true) {
      while (at < to && isBlank(b[at])) {
        at++;
      }
      if (at == to) {
        return records > 0 && isLineEnd(b[to - 1]);
      }
      int end = b[at] == '(' && records > 0 ? at : register(b, at, to);
      end = groups(b, end, to);
      if (end < 0) {
        return false;
      }
      at = end;
      records++;
    }
  }

  /**
   * Skips a register's number, digits or one of the letters C, F, L and P with single separators
   * between, and the line ends before its first group.
   */
  private static int register(byte[] b, int from, int to) {
    int at = from;
    boolean digit = false;
    while (at < to && b[at] != '(' && !isLineEnd(b[at])) {
      boolean before = digit;
      digit = b[at] >= '0' && b[at] <= '9' || !before && isLetter(b[at]);
      if (!digit && (!before || !isMark(b[at]))) {
        return -1;
      }
      at++;
    }
    while (at < to && isLineEnd(b[at])) {
      at++;
    }
    return digit && at < to && b[at] == '(' ? at : -1;
  }

  private static boolean isLetter(byte b) {
    return b == 'C' || b == 'F' || b == 'L' || b == 'P';
  }

  private static boolean isMark(byte b) {
    return b == '.' || b == ':' || b == '-' || b == '*';
  }

  /** Skips one or more groups, up to the end of their line; -1 where there are none. */
  private static int groups(byte[] b, int from, int to) {
    int at = from;
    if (at < 0) {
      return -1;
    }
    while (at < to && (b[at] == '(' || b[at] == ' ')) {
      int depth = 0;
      do {
        depth += b[at] == '(' ? 1 : b[at] == ')' ? -1 : 0;
        at++;
      } while (at < to && depth > 0);
      if (depth != 0) {
        return -1;
      }
    }
    return at > from && at < to && isLineEnd(b[at]) ? at : -1;
  }

  private static boolean isBlank(byte b) {
    return isLineEnd(b) || b == ' ';
  }

  private static boolean isLineEnd(byte b) {
    return b == '\r' || b == '\n';
  }
}
