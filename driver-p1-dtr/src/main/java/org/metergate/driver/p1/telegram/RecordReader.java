// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

import java.nio.charset.StandardCharsets;

/**
 * Steps from record to record through a telegram: a register and its groups in parentheses, which
 * may go on in the next line (DSMR 2 and 3). A line that is none is stepped over and counted. One
 * thread; what it gives holds until the next step.
 */
final class RecordReader {
  /** More than the thirteen months of a Belgian meter and the ten failures of a Dutch one need. */
  static final int MOST_GROUPS = 128;

  private final int[] from = new int[MOST_GROUPS];
  private final int[] to = new int[MOST_GROUPS];
  private byte[] b = {};
  private int limit;
  private int position;
  private int nameFrom;
  private int nameTo;
  private int groups;
  private long obis;
  private int unreadable;

  /** Begins behind the identification line of a telegram that ends with its exclamation mark. */
  void begin(byte[] telegram) {
    b = telegram;
    limit = telegram.length - 1;
    position = 0;
    unreadable = 0;
    skipLine();
  }

  /** Begins at a place within the same telegram, where a record begins. */
  void goTo(int place) {
    position = place;
  }

  /** Passes line ends and blanks; where the next record begins, or the end of all. */
  int nextPlace() {
    while (position < limit && isSpace(b[position])) {
      position++;
    }
    return position;
  }

  boolean atEnd() {
    return nextPlace() >= limit;
  }

  /** Reads the record at this place; false where the line is none, which is stepped over. */
  boolean read() {
    nameFrom = nextPlace();
    int at = nameFrom;
    while (at < limit && b[at] != '(' && b[at] != '\r' && b[at] != '\n') {
      at++;
    }
    nameTo = at;
    groups = 0;
    boolean whole = at < limit && b[at] == '(' && readGroups();
    obis = whole ? Obis.parse(b, nameFrom, nameTo) : -1;
    if (obis < 0) {
      unreadable++;
      position = Math.max(position, nameTo);
      skipLine();
      return false;
    }
    return true;
  }

  private boolean readGroups() {
    int at = nameTo;
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
      if (groups < MOST_GROUPS) {
        from[groups] = open;
        to[groups] = at - 1;
        groups++;
      }
      position = at;
      while (at < limit && isSpace(b[at])) {
        at++; // what begins with a parenthesis in the next line belongs to this record
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

  /** Behind the record's last group. */
  int position() {
    return position;
  }

  byte[] bytes() {
    return b;
  }

  long obis() {
    return obis;
  }

  /** The register as it is on the wire. */
  String name() {
    return new String(b, nameFrom, nameTo - nameFrom, StandardCharsets.US_ASCII);
  }

  /** Whether a name of this register is spelled as the record spells it: so long, not shorter. */
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

  /** A group's text without the line ends that break long ones, and without blanks around it. */
  String text(int group) {
    String text = new String(b, from[group], to[group] - from[group], StandardCharsets.US_ASCII);
    boolean broken = text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0;
    return (broken ? text.replaceAll("[\\r\\n]", "") : text).strip();
  }

  /** How many lines since {@link #begin} were no records. */
  int unreadable() {
    return unreadable;
  }
}
