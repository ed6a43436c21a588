// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import java.util.List;

/** The rhythm of the mains in bytes that arrive without a pause. A pure function. */
final class Hum {
  private static final int LEAST = 50;
  private static final double MOST_PER_PERIOD = 2.5;

  /** The mains cannot make more bytes than this, chatter included. */
  private static final double MOST_PER_SECOND = 300;

  private Hum() {}

  /** Whether there are too many bytes for the mains; packets of an adapter can hide its rhythm. */
  static boolean excluded(Heard heard) {
    return heard.bytes().size() > MOST_PER_SECOND * heard.seconds();
  }

  /**
   * Returns 50, 60, 100 or 120 where half of all bytes follow each other in this rhythm, else 0.
   * Bytes within 4 ms are chatter of one edge.
   */
  static int hertz(Heard heard) {
    List<LineByte> bytes = heard.bytes();
    int[] rhythms = {50, 60, 100, 120};
    int[] fits = new int[rhythms.length];
    int intervals = 0;
    long before = Long.MIN_VALUE;
    for (LineByte each : bytes) {
      double millis = before == Long.MIN_VALUE ? 0 : (each.nanos() - before) / 1e6;
      if (before != Long.MIN_VALUE && millis < 4) {
        continue;
      }
      before = each.nanos();
      intervals++;
      for (int i = 0; i < rhythms.length; i++) {
        double period = 1000.0 / rhythms[i];
        // the packets of USB adapters come each 16 ms, which is not the rhythm of 60 Hz
        double tolerance = rhythms[i] % 60 == 0 ? 0.03 : 0.08;
        fits[i] += Math.abs(millis - period) < tolerance * period ? 1 : 0;
      }
    }
    int best = 0;
    for (int i = 1; i < rhythms.length; i++) {
      best = fits[i] > fits[best] ? i : best;
    }
    boolean few = bytes.size() < MOST_PER_PERIOD * rhythms[best] * heard.seconds();
    return intervals >= LEAST && few && fits[best] * 2 >= intervals ? rhythms[best] : 0;
  }
}
