// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.metergate.faultrun.check.Difference.Kind;
import org.metergate.faultrun.evidence.Outage;
import org.metergate.faultrun.evidence.Place;
import org.metergate.faultrun.evidence.Sent;
import org.metergate.faultrun.evidence.Sighting;
import org.metergate.faultrun.evidence.Telegram;

/** Goes through what one place has of one meter, in its order. */
final class PlaceCheck {
  /** A decision is in force for readings that come after it; those on their way may have either. */
  private static final long ON_THEIR_WAY = 2_000_000_000L;

  private final Place place;
  private final String meter;
  private final MeterLog log;
  private final List<Outage> outages;
  private final List<Difference> differences;
  private final Map<Integer, Sighting> first = new HashMap<>();
  private final Map<Kind, Map<String, List<Integer>>> numbers = new EnumMap<>(Kind.class);
  private final Map<Long, Integer> times = new HashMap<>();
  private int highest = -1;
  private int present = -1;
  private long presentSince;

  PlaceCheck(
      Place place, String meter, MeterLog log, List<Outage> outages, List<Difference> differences) {
    this.place = place;
    this.meter = meter;
    this.log = log;
    this.outages = outages;
    this.differences = differences;
  }

  /** What is said of several telegrams in the same words is said once, at the end. */
  private void report(Kind kind, int number, String words) {
    numbers
        .computeIfAbsent(kind, any -> new LinkedHashMap<>())
        .computeIfAbsent(words, any -> new ArrayList<>())
        .add(number);
  }

  private void report(Kind kind, String sentence) {
    differences.add(new Difference(kind, place.words() + ", " + meter, sentence));
  }

  /** Reports all that was collected. */
  void finish() {
    numbers.forEach(
        (kind, sentences) ->
            sentences.forEach((words, of) -> report(kind, (Runs.text(of) + " " + words).strip())));
  }

  /** Takes the next reading of this place. */
  void take(Sighting sighting) {
    Optional<Sent> found = log.find(sighting, first.keySet());
    if (found.isEmpty() || !found.get().telegram().genuine()) {
      String what = found.isEmpty() ? "no telegram has " : "a telegram with a wrong tag had ";
      report(
          Kind.INVENTED,
          what + sighting.stamp().map(Object::toString).orElse("") + " " + sighting.values());
      return;
    }
    Sent sent = found.get();
    int number = sent.telegram().number();
    Sighting before = first.putIfAbsent(number, sighting);
    if (before == null) {
      order(number);
      point(number, sighting);
    } else {
      repeat(sent, before, sighting);
    }
    if (sighting.present()) {
      present(number, sighting);
    }
    counter(sent, sighting);
  }

  private void order(int number) {
    if (number < highest) {
      report(Kind.OUT_OF_ORDER, number, "came after telegram " + highest);
    }
    highest = Math.max(highest, number);
  }

  /** Of two readings under one time, a database keeps one. */
  private void point(int number, Sighting sighting) {
    if (sighting.time().isPresent()) {
      Integer other = times.putIfAbsent(sighting.time().getAsLong(), number);
      if (other != null) {
        report(Kind.LOST, number, "came with the time of another, which it replaces there");
      }
    }
  }

  private void repeat(Sent sent, Sighting before, Sighting again) {
    int number = sent.telegram().number();
    boolean stored = before.seq().isPresent() && again.seq().isPresent();
    if (stored && before.seq().getAsLong() != again.seq().getAsLong()) {
      report(Kind.DOUBLED, number, "has two numbers in the journal");
    } else if (!place.repeats()
        || !mayRepeat(before.nanos(), again.nanos()) && !isShownAfterBacklog(sent, before, again)) {
      report(Kind.DOUBLED, number, "came twice without a reason");
    }
  }

  /** What came late is shown as present too, once all is delivered and if nothing newer came. */
  private boolean isShownAfterBacklog(Sent sent, Sighting before, Sighting again) {
    return !before.present()
        && again.present()
        && sent.telegram().number() == highest
        && mayRepeat(sent.nanos(), before.nanos());
  }

  /** After a start, a broken connection to that server, or a decision about withheld counters. */
  private boolean mayRepeat(long from, long to) {
    return outages.stream()
        .filter(outage -> outage.overlaps(from, to))
        .anyMatch(
            outage ->
                switch (outage.kind()) {
                  case DOWN -> true;
                  case SERVER -> outage.of().equals(place.name());
                  case UNDECIDED -> outage.of().equals(meter);
                  default -> false;
                });
  }

  /** The newest is shown once more after a start; nothing older follows something newer. */
  private void present(int number, Sighting sighting) {
    boolean restarted =
        outages.stream()
            .anyMatch(
                outage ->
                    outage.kind() == Outage.Kind.DOWN
                        && outage.overlaps(presentSince, sighting.nanos()));
    if (number < present || number == present && !restarted) {
      report(Kind.STALE, number, "shown as present after something newer");
    }
    present = Math.max(present, number);
    presentSince = sighting.nanos();
  }

  private void counter(Sent sent, Sighting sighting) {
    if (place == Place.JOURNAL || !sighting.values().containsKey(Telegram.COUNTER)) {
      return;
    }
    for (Outage outage : outages) {
      if (outage.kind() == Outage.Kind.UNDECIDED
          && outage.of().equals(meter)
          && sent.nanos() > outage.from()
          && sent.nanos() < inForce(outage.to())
          && isBelow(sighting.values().get(Telegram.COUNTER), outage.from())) {
        report(Kind.FELL, sent.telegram().number(), "delivered with a counter that fell");
      }
    }
  }

  private boolean isBelow(BigDecimal counter, long moment) {
    return log.highestBefore(Telegram.COUNTER, moment)
        .filter(highest -> counter.compareTo(highest) < 0)
        .isPresent();
  }

  /** What was sent while the gateway could not store it is stored after the decision. */
  private long inForce(long decided) {
    long from = decided - ON_THEIR_WAY;
    for (Outage outage : outages) {
      boolean delays =
          switch (outage.kind()) {
            case PAUSED, DOWN, LOCKED, FULL -> true;
            default -> false;
          };
      if (delays && outage.overlaps(decided - ON_THEIR_WAY, decided)) {
        from = Math.min(from, outage.from() - ON_THEIR_WAY);
      }
    }
    return from;
  }

  /** Returns the numbers that this place has. */
  Set<Integer> seen() {
    return new HashSet<>(first.keySet());
  }

  /**
   * Reports what did not arrive.
   *
   * @param expected in the order of the meter.
   */
  void lost(List<Sent> expected) {
    expected.stream()
        .map(sent -> sent.telegram().number())
        .filter(number -> !first.containsKey(number))
        .forEach(number -> report(Kind.LOST, number, ""));
  }
}
