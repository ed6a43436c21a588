// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Guards telegrams that no valid checksum protects: a byte lost on the line leaves a record that
 * parses and a number that is wrong, and a digit hit in a register's number leaves a value in a
 * wrong place. A meter's telegrams have the same form each time, apart from the digits of their
 * values; one of another form is accepted when the next two have it too. One thread.
 */
final class SteadyForm {
  private static final int TO_ACCEPT = 3;
  private static final int MAX_DAMAGED = 2;

  /** Digits of a status word or of a time in hexadecimal, at least. */
  private static final int SHORTEST_CODE = 6;

  /** Numbers of meters, and the kind of a meter on a channel. */
  private static final byte[][] CONSTANT = {
    ":96.1.".getBytes(StandardCharsets.US_ASCII),
    ":24.1.".getBytes(StandardCharsets.US_ASCII),
    ":42.0.".getBytes(StandardCharsets.US_ASCII)
  };

  private static final long FACTOR = 1_099_511_628_211L;

  private byte[] meter = {};
  private long known;
  private long seen;
  private int times;

  /**
   * Judges a telegram.
   *
   * @param telegram from its slash to its exclamation mark.
   * @return false where it must not be read.
   */
  boolean accepts(byte[] telegram) {
    int line = 0;
    while (line < telegram.length && telegram[line] != '\n' && telegram[line] != '\r') {
      line++;
    }
    byte[] name = Arrays.copyOf(telegram, line);
    long form = form(telegram, line, telegram.length);
    times = form == seen ? times + 1 : 1;
    seen = form;
    boolean good = isOther(name) || form == known || times == TO_ACCEPT;
    if (good) {
      meter = name;
      known = form;
    }
    return good;
  }

  /**
   * Returns whether a name is another meter's, and not the known one with one or two bytes damaged.
   */
  private boolean isOther(byte[] name) {
    int shorter = Math.min(name.length, meter.length);
    int same = 0;
    while (same < shorter && name[same] == meter[same]) {
      same++;
    }
    int tail = 0;
    while (tail < shorter - same
        && name[name.length - 1 - tail] == meter[meter.length - 1 - tail]) {
      tail++;
    }
    return Math.max(name.length, meter.length) - same - tail > MAX_DAMAGED;
  }

  /**
   * Hashes all bytes (FNV-1a). Of the digits only those of a value count as the same character:
   * those that begin a group, and all of a code in hexadecimal digits. Digits of a register's
   * number, of a unit, of a meter's number and of its kind are part of the form.
   */
  private static long form(byte[] b, int from, int to) {
    long form = 0xCBF2_9CE4_8422_2325L;
    boolean value = false;
    int line = from;
    int code = from;
    for (int i = from; i < to; i++) {
      int c = b[i];
      boolean digit = c >= '0' && c <= '9';
      if (c == '\n' || c == '\r') {
        line = i + 1;
      } else if (c == '(') {
        value = !isConstant(b, line, i);
        code = value ? endOfCode(b, i + 1, to) : i;
      } else {
        value = value && (digit || c == '.' || c == '-' || c == '+' || c == ' ');
      }
      form = (form ^ (value && digit || i < code && c != '(' ? '0' : c)) * FACTOR;
    }
    return form;
  }

  /** Returns whether a line is of a register whose value stays the same for the life of a meter. */
  private static boolean isConstant(byte[] b, int from, int to) {
    for (byte[] register : CONSTANT) {
      for (int at = from; at + register.length <= to; at++) {
        if (Arrays.equals(b, at, at + register.length, register, 0, register.length)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Returns where a group ends that is a code which may change; its beginning for any other. */
  private static int endOfCode(byte[] b, int from, int to) {
    int at = from;
    while (at < to && Character.digit(b[at], 16) >= 0) {
      at++;
    }
    return at < to && b[at] == ')' && at - from >= SHORTEST_CODE ? at : from;
  }
}
