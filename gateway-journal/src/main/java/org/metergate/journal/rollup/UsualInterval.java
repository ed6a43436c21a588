// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.rollup;

import java.util.Arrays;
import org.metergate.journal.sql.SteadyTime;

/**
 * Estimates how often a series is read: the median of its last intervals, so that gaps and repeated
 * telegrams have no effect. Measured by the monotonic clock, which no clock step changes.
 */
final class UsualInterval {
  private static final int REMEMBERED = 31;

  /**
   * A median varies slightly all the time; the stored interval only changes if it differs by more
   * than this factor.
   */
  private static final double REAL_CHANGE = 1.25;

  private static final long LONGEST = 24 * 3_600_000L;

  private final long[] distances = new long[REMEMBERED];
  private int count;
  private SteadyTime before;
  private long known;

  /**
   * Continues from a known interval.
   *
   * @param known milliseconds; 0 if it is not known.
   */
  UsualInterval(long known) {
    this.known = known;
  }

  /**
   * Notes a live reading.
   *
   * @param at when it was stored.
   * @return whether {@link #millis()} has changed.
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
      // it only moves the median towards the known interval
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
