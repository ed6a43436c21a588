// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1;

import java.util.Arrays;

/**
 * Guards telegrams that have no checksum: a byte lost on the line leaves a record that parses and a
 * number that is wrong. A meter's telegrams have the same form each time, apart from digits; one of
 * another form is accepted when the next two have it too. One thread.
 */
final class SteadyForm {
  private static final int TO_ACCEPT = 3;
  private static final int MAX_DAMAGED = 2;
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

  /** Hashes all bytes (FNV-1a); all digits count as the same character. */
  private static long form(byte[] b, int from, int to) {
    long form = 0xCBF2_9CE4_8422_2325L;
    for (int i = from; i < to; i++) {
      int c = b[i] >= '0' && b[i] <= '9' ? '0' : b[i];
      form = (form ^ c) * FACTOR;
    }
    return form;
  }
}
