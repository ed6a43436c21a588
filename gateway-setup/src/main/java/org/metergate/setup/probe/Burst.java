// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import java.util.ArrayList;
import java.util.List;

/**
 * Bytes that arrived without a pause of 0.3 s. A meter that pushes sends one burst for each list.
 *
 * @param begin time of the first byte.
 * @param end time of the last byte.
 * @param bytes at least one.
 * @param whole whether neither its beginning nor its end was cut off by the time of listening.
 */
record Burst(long begin, long end, List<LineByte> bytes, boolean whole) {
  static final long GAP = 300_000_000L;

  /** A burst that begins earlier may have begun before the listening. */
  private static final long AFTER_BEGIN = 350_000_000L;

  /** A burst that ends later may continue after the listening. */
  private static final long BEFORE_END = 400_000_000L;

  /** Fewer bytes are spikes: their values fit the set of a line at a quarter of the speed. */
  static final int LEAST_BYTES = 8;

  /** Seconds for each byte, with an adapter's packets. */
  private static final double SLOWEST = 0.06;

  static List<Burst> of(Heard heard) {
    List<LineByte> bytes = heard.bytes();
    List<Burst> bursts = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= bytes.size(); i++) {
      if (i == bytes.size() || bytes.get(i).nanos() - bytes.get(i - 1).nanos() > GAP) {
        long begin = bytes.get(from).nanos();
        long end = bytes.get(i - 1).nanos();
        boolean whole = begin - heard.begin() > AFTER_BEGIN && heard.end() - end > BEFORE_END;
        bursts.add(new Burst(begin, end, bytes.subList(from, i), whole));
        from = i;
      }
    }
    return bursts;
  }

  /**
   * Whether a sender made it: enough bytes, and one after the other, at 300 baud each 37 ms. Single
   * spikes that happen to follow each other come more slowly.
   */
  boolean sent() {
    return bytes.size() >= LEAST_BYTES && seconds() < bytes.size() * SLOWEST;
  }

  /** Whether the line was silent for a while before the listening ended. */
  boolean pauseFollows(Heard heard) {
    return heard.end() - end > BEFORE_END;
  }

  double seconds() {
    return (end - begin) / 1e9;
  }

  LineByte last() {
    return bytes.get(bytes.size() - 1);
  }

  int value(int index) {
    return index < bytes.size() ? bytes.get(index).value() : -1;
  }
}
