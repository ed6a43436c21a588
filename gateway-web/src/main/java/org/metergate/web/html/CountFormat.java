// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.html;

import java.math.BigDecimal;

/** Formats counts and other numbers for people. */
public final class CountFormat {
  private static final char THIN_SPACE = '\u202F';

  private CountFormat() {}

  /** Formats a count in groups of three digits. */
  public static String count(long count) {
    StringBuilder digits = new StringBuilder(Long.toString(count));
    for (int at = digits.length() - 3; at > (count < 0 ? 1 : 0); at -= 3) {
      digits.insert(at, THIN_SPACE);
    }
    return digits.toString();
  }

  /**
   * Formats a number with all its decimals, the digits before the point in groups of three. The
   * space between them never breaks a line.
   */
  public static String number(BigDecimal number) {
    String plain = number.toPlainString();
    int point = plain.indexOf('.');
    StringBuilder digits = new StringBuilder(plain);
    int first = plain.startsWith("-") ? 1 : 0;
    for (int at = (point < 0 ? plain.length() : point) - 3; at > first; at -= 3) {
      digits.insert(at, THIN_SPACE);
    }
    return digits.toString();
  }

  /** Formats a count with its noun. */
  public static String count(long count, String one, String many) {
    return count(count) + " " + (count == 1 ? one : many);
  }

  /** Formats a number of bytes with at most three digits: 999 B, 1.2 kB, 34 MB. */
  public static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    String units = "kMGTPE";
    int unit = 0;
    long tenths = bytes / 100;
    for (; tenths >= 10_000; tenths /= 1000) {
      unit++;
    }
    String number = tenths < 100 ? tenths / 10 + "." + tenths % 10 : Long.toString(tenths / 10);
    return number + " " + units.charAt(unit) + "B";
  }
}
