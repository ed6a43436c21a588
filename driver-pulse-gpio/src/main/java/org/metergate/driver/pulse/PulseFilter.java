// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.pulse;

/**
 * The counting rule of one line. A pulse counts once, when the line has been active for the least
 * active time after it was idle for the least idle time: a hysteresis in time. An edge with a dead
 * time behind it would count the bounce of an opening contact, or swallow pulses. Both edges are
 * needed, and no edge is needed for a pulse to count: a slow wheel may stop with its contact
 * closed.
 *
 * <p>Stretches of less than a millisecond belong to the stretch before them. A line counts as
 * active before it was seen: a pulse whose beginning nobody saw was counted before or never.
 *
 * <p>Times are nanoseconds that may pass through zero; an edge that seems to come before the last
 * one is taken as coming with it. Pure: no clock. One thread.
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

  /** The stretch before the present one, which goes on where the present one is a glitch. */
  private record Stretch(long began, boolean dropped) {}

  /**
   * Begins to look at a line.
   *
   * @param times the least times.
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
   * Takes an edge.
   *
   * @param newLevel from now on.
   * @param nanos its time.
   */
  void edge(boolean newLevel, long nanos) {
    quiet(nanos);
    if (newLevel == level) {
      doubled++; // the edge between the two was lost; the stretch goes on, at worst one pulse is
      return;
    }
    if (nanos - since < PulseTimes.GLITCH_NANOS) {
      dropped += before.dropped ? 0 : 1; // of a stretch that was cut in two, one piece is dropped
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
   * Time passes.
   *
   * @param nanos no edge came before this that was not told.
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
   * Goes on after a gap in which edges may have been lost: what is between is not guessed.
   *
   * @param now the level behind the gap.
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

  /** When {@link #quiet} would change something; {@link Long#MAX_VALUE} for never. */
  long nanosToSettle(long now) {
    return settled == level
        ? Long.MAX_VALUE
        : Math.max(0, (level ? activeNanos : idleNanos) - (now - since));
  }

  /** Pulses so far. */
  long pulses() {
    return pulses;
  }

  /** When the last pulse began; of no meaning before the first. */
  long lastPulse() {
    return lastPulse;
  }

  /** Stretches that were too short to count. */
  long dropped() {
    return dropped;
  }

  /** Edges to the level at which the line was already. */
  long doubled() {
    return doubled;
  }

  /** Whether a pulse may have begun that does not count yet. */
  boolean begun() {
    return level && !settled;
  }

  /** How long the line has been active. */
  long activeFor(long now) {
    return level ? now - since : 0;
  }
}
