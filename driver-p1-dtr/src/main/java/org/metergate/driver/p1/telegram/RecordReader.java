// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

import java.nio.charset.StandardCharsets;

/**
 * Steps from record to record through a telegram: a register and its groups in parentheses, which
 * may continue on the next line (DSMR 2 and 3), or begin there (lists of past months). A line that
 * is not a record is skipped and counted. One thread; results are valid until the next step.
 */
final class RecordReader {
  /** More than the thirteen months of a Belgian meter and the ten failures of a Dutch one need. */
  static final int MAX_GROUPS = 128;

  private final int[] from = new int[MAX_GROUPS];
  private final int[] to = new int[MAX_GROUPS];
  private byte[] b = {};
  private int limit;
  private int position;
  private int nameFrom;
  private int nameTo;
  private int groups;
  private long obis;
  private int unreadable;

  /** Begins after the identification line of a telegram that ends with its exclamation mark. */
  void begin(byte[] telegram) {
    b = telegram;
    limit = telegram.length - 1;
    position = 0;
    unreadable = 0;
    skipLine();
  }

  /** Continues at the beginning of a record in the same telegram. */
  void goTo(int place) {
    position = place;
  }

  /**
   * Skips line ends and blanks; returns where the next record begins, or the end of the telegram.
   */
  int nextPlace() {
    while (position < limit && isSpace(b[position])) {
      position++;
    }
    return position;
  }

  boolean atEnd() {
    return nextPlace() >= limit;
  }

  /** Reads the record at this position; false where the line is not one, which is skipped. */
  boolean read() {
    nameFrom = nextPlace();
    int at = nameFrom;
    while (at < limit && b[at] != '(' && b[at] != '\r' && b[at] != '\n') {
      at++;
    }
    nameTo = at;
    groups = 0;
    while (at < limit && isSpace(b[at])) {
      at++;
    }
    boolean whole = at < limit && b[at] == '(' && readGroups(at);
    obis = whole ? Obis.parse(b, nameFrom, nameTo) : -1;
    if (obis < 0) {
      unreadable++;
      position = Math.max(position, nameTo);
      skipLine();
      return false;
    }
    return true;
  }

  private boolean readGroups(int first) {
    int at = first;
    while (at < limit && b[at] == '(') {
      int depth = 0;
      int open = at + 1;
      do {
        depth += b[at] == '(' ? 1 : b[at] == ')' ? -1 : 0;
        at++;
      } while (at < limit && depth > 0);
      if (depth != 0) {
        return false;
      }
      if (groups < MAX_GROUPS) {
        from[groups] = open;
        to[groups] = at - 1;
        groups++;
      }
      position = at;
      while (at < limit && isSpace(b[at])) {
        at++; // a next line that begins with a parenthesis belongs to this record
      }
    }
    return position == limit || isSpace(b[position]);
  }

  private void skipLine() {
    while (position < limit && b[position] != '\n' && b[position] != '\r') {
      position++;
    }
  }

  private static boolean isSpace(byte c) {
    return c == '\r' || c == '\n' || c == ' ';
  }

  /** Returns the position after the record's last group. */
  int position() {
    return position;
  }

  byte[] bytes() {
    return b;
  }

  long obis() {
    return obis;
  }

  /** Returns the register as on the wire. */
  String name() {
    return new String(b, nameFrom, nameTo - nameFrom, StandardCharsets.US_ASCII);
  }

  /** Returns whether a name of this register is spelled as in the record, not shorter. */
  boolean isNamed(String name) {
    return name.length() == nameTo - nameFrom;
  }

  int groups() {
    return groups;
  }

  int from(int group) {
    return from[group];
  }

  int to(int group) {
    return to[group];
  }

  /**
   * Returns a group's text without the line ends that break long ones, and without blanks around
   * it.
   */
  String text(int group) {
    byte[] text = new byte[to[group] - from[group]];
    int length = 0;
    boolean plain = true;
    for (int i = from[group]; i < to[group]; i++) {
      if (b[i] != '\r' && b[i] != '\n') {
        text[length++] = b[i];
        plain &= b[i] >= ' ' && b[i] < 0x7F;
      }
    }
    String read =
        plain
            ? new String(text, 0, length, StandardCharsets.US_ASCII)
            : HexText.ofBytes(text, 0, length);
    return read.strip();
  }

  /** Returns how many lines since {@link #begin} were not records. */
  int unreadable() {
    return unreadable;
  }
}
