// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1;

/**
 * Guards telegrams that have no checksum: a byte that is lost on the line leaves a record that
 * parses and a number that is wrong. A meter's telegrams have the same form each time, digits
 * aside; one of another form is believed when the next two have it too. One thread.
 */
final class SteadyForm {
  private static final int TO_BELIEVE = 3;
  private static final long FACTOR = 1_099_511_628_211L;

  private long meter;
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
    long name = form(telegram, 0, line, false);
    long form = form(telegram, line, telegram.length, true);
    times = form == seen ? times + 1 : 1;
    seen = form;
    boolean good = name != meter || form == known || times == TO_BELIEVE;
    if (good) {
      meter = name;
      known = form;
    }
    return good;
  }

  /** Mixes all bytes into one number (FNV-1a); digits count as one, whichever they are. */
  private static long form(byte[] b, int from, int to, boolean anyDigit) {
    long form = 0xCBF2_9CE4_8422_2325L;
    for (int i = from; i < to; i++) {
      int c = anyDigit && b[i] >= '0' && b[i] <= '9' ? '0' : b[i];
      form = (form ^ c) * FACTOR;
    }
    return form;
  }
}
