// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.util.Arrays;

/**
 * Learns how often a series is read: the median of its last distances, so that holes and repeated
 * telegrams do not count. Measured by the steady clock, which no step moves.
 */
final class UsualInterval {
  private static final int REMEMBERED = 31;

  /** A median moves a little all the time; what is written moves only with a real change. */
  private static final double REAL_CHANGE = 1.25;

  private static final long LONGEST = 24 * 3_600_000L;

  private final long[] distances = new long[REMEMBERED];
  private int count;
  private SteadyTime before;
  private long known;

  /**
   * Goes on from what is known.
   *
   * @param known milliseconds; 0 for nothing.
   */
  UsualInterval(long known) {
    this.known = known;
  }

  /**
   * Notes a live reading.
   *
   * @param at when it was stored.
   * @return whether {@link #millis()} is another one now.
   */
  boolean note(SteadyTime at) {
    SteadyTime last = before;
    before = at;
    if (last == null || last.boot() != at.boot() || at.millis() <= last.millis()) {
      return false;
    }
    long distance = Math.min(at.millis() - last.millis(), LONGEST);
    distances[count++ % REMEMBERED] = distance;
    if (isAlike(distance)) {
      // it draws the median to what is known already
      return false;
    }
    long[] sorted = Arrays.copyOf(distances, Math.min(count, REMEMBERED));
    Arrays.sort(sorted);
    long median = sorted[sorted.length / 2];
    boolean trusted = known == 0 || sorted.length >= 5;
    if (trusted && !isAlike(median)) {
      known = median;
      return true;
    }
    return false;
  }

  private boolean isAlike(long millis) {
    return Math.max(millis, known) <= REAL_CHANGE * Math.min(millis, known);
  }

  /** The usual interval; {@link Series#UNKNOWN_USUAL} until there is one. */
  long millis() {
    return known == 0 ? Series.UNKNOWN_USUAL : known;
  }
}
