// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Records which meters of the bus answer, so that a silent one is asked rarely: each question
 * without an answer costs the others seconds. While no meter answers, the bus is at fault, and none
 * is left out. Exists as long as the driver; on the thread of the link.
 */
final class BusPresence {
  /** A meter that misses this many readouts in a row is asked rarely; fewer may be chance. */
  private static final int PATIENCE = 3;

  /** One of this many readouts of a silent meter is tried, unless it is due by {@link #LONGEST}. */
  private static final int RARELY = 5;

  /** The longest time after which a silent meter is tried. */
  private static final Duration LONGEST = Duration.ofMinutes(30);

  /** The schedule is not exact to the second. */
  private static final int TOLERANCE = 8;

  private final Map<String, Presence> meters = new LinkedHashMap<>();

  private static final class Presence {
    private final Duration interval;
    private int missed;
    private int damaged;
    private boolean wasAsked;
    private long asked;
    private boolean late;

    private Presence(Duration interval) {
      this.interval = interval;
    }
  }

  /**
   * Creates the record of a start, when no meter was asked yet.
   *
   * @param intervals by configured name.
   */
  BusPresence(Map<String, Duration> intervals) {
    intervals.forEach((meter, interval) -> meters.put(meter, new Presence(interval)));
  }

  /** Returns whether a meter is left out this time. */
  boolean isLeftOut(String name, long now) {
    Presence meter = meters.get(name);
    if (meter.missed < PATIENCE || nobodyAnswers()) {
      return false;
    }
    Duration longest = LONGEST.compareTo(meter.interval) > 0 ? LONGEST : meter.interval;
    Duration rarely = meter.interval.multipliedBy(RARELY);
    Duration wait = rarely.compareTo(longest) < 0 ? rarely : longest;
    return Duration.ofNanos(now - meter.asked)
            .plus(meter.interval.dividedBy(TOLERANCE))
            .compareTo(wait)
        < 0;
  }

  /** Returns whether each meter was asked in vain since one of them answered last. */
  boolean nobodyAnswers() {
    return meters.values().stream().allMatch(meter -> meter.missed > 0);
  }

  /** Returns whether a meter answered when it was asked last. */
  boolean answers(String name) {
    return isWell(meters.get(name));
  }

  /** Returns whether another meter answered when it was asked last. */
  boolean othersAnswer(String name) {
    return meters.entrySet().stream()
        .anyMatch(other -> !other.getKey().equals(name) && isWell(other.getValue()));
  }

  /**
   * Returns the meter to ask when it is to be known whether any answers: of those that are not
   * known to be silent the one that is due next, counted from its last readout.
   */
  Optional<String> witness(long now) {
    return meters.entrySet().stream()
        .filter(meter -> meter.getValue().missed == 0)
        .min(Comparator.comparing(meter -> untilDue(meter.getValue(), now)))
        .map(Map.Entry::getKey);
  }

  private static Duration untilDue(Presence meter, long now) {
    return meter.wasAsked ? meter.interval.minusNanos(now - meter.asked) : Duration.ZERO;
  }

  private static boolean isWell(Presence meter) {
    return meter.wasAsked && meter.missed == 0;
  }

  /** Returns how many answers of a meter in a row were damaged. */
  int damaged(String name) {
    return meters.get(name).damaged;
  }

  /** A meter answered when its question had been given up. */
  void answeredLate(String name) {
    meters.get(name).late = true;
  }

  /** Returns whether a late answer is the last that was heard of a meter. */
  boolean isLate(String name) {
    return meters.get(name).late;
  }

  /** Returns whether there is one meter only. */
  boolean isAlone() {
    return meters.size() == 1;
  }

  /** Returns the meters that did not answer when they were asked last. */
  List<String> missing() {
    return meters.entrySet().stream()
        .filter(meter -> meter.getValue().missed > 0)
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * Takes what became of a readout.
   *
   * @param began when the meter was asked.
   */
  void asked(String name, Outcome outcome, long began) {
    Presence meter = meters.get(name);
    meter.wasAsked = true;
    meter.asked = began;
    meter.missed = outcome.isHeard() ? 0 : meter.missed + 1;
    meter.damaged = outcome.isDamage() ? meter.damaged + 1 : 0;
    meter.late &= !outcome.isHeard();
  }
}
