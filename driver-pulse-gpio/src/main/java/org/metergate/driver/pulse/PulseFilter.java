// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.pulse;

/**
 * The counting rule of one line. A pulse counts once, when the line has been active for the minimum
 * active time after it was idle for the minimum idle time: a hysteresis in time. An edge followed
 * by a dead time would count the bounce of an opening contact, or lose pulses. Both edges are
 * needed, but no edge is needed for a pulse to count: a slow wheel may stop with its contact
 * closed.
 *
 * <p>Intervals of less than a millisecond belong to the interval before them. A line counts as
 * active before it was first seen: a pulse whose beginning was not seen was counted before or
 * never.
 *
 * <p>Times are nanoseconds that may pass through zero; an edge that seems to be earlier than the
 * last one is treated as simultaneous. The caller supplies the time. One thread.
 */
final class PulseFilter {
  private final long activeNanos;
  private final long idleNanos;

  private boolean level;
  private long since;
  private Stretch before;
  private boolean settled = true;
  private long lastPulse;
  private long pulses;
  private long dropped;
  private long doubled;

  /** The interval before the present one, which continues if the present one is a glitch. */
  private record Stretch(long began, boolean dropped) {}

  /**
   * Starts with a line.
   *
   * @param times the minimum times.
   * @param level of the line now.
   * @param nanos now.
   */
  PulseFilter(PulseTimes times, boolean level, long nanos) {
    this.activeNanos = times.active().toNanos();
    this.idleNanos = times.idle().toNanos();
    this.level = level;
    this.since = nanos;
    this.before = new Stretch(nanos, false);
  }

  /**
   * Accepts an edge.
   *
   * @param newLevel from now on.
   * @param nanos its time.
   */
  void edge(boolean newLevel, long nanos) {
    quiet(nanos);
    if (newLevel == level) {
      doubled++; // the edge between the two was lost; the interval continues, at worst one pulse is
      return;
    }
    if (nanos - since < PulseTimes.GLITCH_NANOS) {
      dropped += before.dropped ? 0 : 1; // of an interval that was cut in two, one part is dropped
      level = newLevel;
      since = before.began;
      return;
    }
    boolean tooShort = settled != level;
    dropped += tooShort ? 1 : 0;
    before = new Stretch(since, tooShort);
    level = newLevel;
    since = later(nanos);
  }

  /**
   * Advances the time.
   *
   * @param nanos every edge before this time was reported.
   */
  void quiet(long nanos) {
    if (settled == level || nanos - since < (level ? activeNanos : idleNanos)) {
      return;
    }
    settled = level;
    if (level) {
      pulses++;
      lastPulse = since;
    }
  }

  /**
   * Continues after a gap in which edges may have been lost, without guessing them.
   *
   * @param now the level after the gap.
   * @param nanos when it was seen.
   */
  void resume(boolean now, long nanos) {
    level = now;
    since = later(nanos);
    before = new Stretch(since, false);
  }

  private long later(long nanos) {
    return nanos - since > 0 ? nanos : since;
  }

  /** Returns when {@link #quiet} would change something; {@link Long#MAX_VALUE} for never. */
  long nanosToSettle(long now) {
    return settled == level
        ? Long.MAX_VALUE
        : Math.max(0, (level ? activeNanos : idleNanos) - (now - since));
  }

  /** Returns the number of pulses so far. */
  long pulses() {
    return pulses;
  }

  /** Returns when the last pulse began; undefined before the first. */
  long lastPulse() {
    return lastPulse;
  }

  /** Returns the number of intervals that were too short to count. */
  long dropped() {
    return dropped;
  }

  /** Returns the number of edges to the level that the line already had. */
  long doubled() {
    return doubled;
  }

  /** Returns whether a pulse may have begun that does not count yet. */
  boolean begun() {
    return level && !settled;
  }

  /** Returns how long the line has been active. */
  long activeFor(long now) {
    return level ? now - since : 0;
  }
}
