// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.validation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.metergate.counter.CounterPlausibility;
import org.metergate.counter.CounterRule;
import org.metergate.counter.ScaleEstimator;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalException;
import org.metergate.journal.StoredReading;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.driver.DurableState;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.time.TimeSource;

/**
 * Where the counters of a meter stand that is heard. They are remembered every quarter of an hour;
 * the journal's newest reading knows the rest. Under the lock of its gate.
 */
final class CounterState {
  private static final long REMEMBERED_EVERY = Duration.ofMinutes(15).toNanos();
  private static final int MOST_CHARACTERS = 4000;

  private final MeterRef ref;
  private final TimeSource time;
  private final DurableState marks;
  private final CounterPlausibility counters;
  private final CounterPlausibility late = new CounterPlausibility();
  private final ScaleEstimator scale = new ScaleEstimator();
  private long remembered;
  private boolean openScale;

  CounterState(MeterRef ref, Journal journal, TimeSource time) {
    this.ref = ref;
    this.time = time;
    this.marks = journal.state(ref.displayName(), "counters " + ref.identifier());
    this.counters = counters(journal);
    this.remembered = time.nanos();
  }

  private CounterPlausibility counters(Journal journal) {
    CounterPlausibility watch = new CounterPlausibility();
    try {
      watch = CounterPlausibility.parse(marks.get().orElse(""));
      StoredReading newest = journal.newestOf(ref.displayName()).orElse(null);
      boolean shifted = !journal.decisions().meaning(ref).last().offsets().isEmpty();
      if (newest != null && !shifted && newest.reading().meter().equals(ref)) {
        watch.learn(newest.reading());
      }
    } catch (MalformedException | JournalException e) {
      // the counters are watched from the next reading on
    }
    return watch;
  }

  MeterRef ref() {
    return ref;
  }

  /** The number on the meter, or its configured name where it gives none. */
  String name() {
    return ref.identifier().isEmpty() ? ref.displayName() : ref.identifier();
  }

  ScaleEstimator watch() {
    return scale;
  }

  /** Whether its lists have energies without a scale. */
  boolean hasOpenScale() {
    return openScale;
  }

  void foundOpenScale() {
    openScale = true;
  }

  Reading check(Reading reading, CounterRule counterRule, Consumer<Finding> told) {
    Reading checked = counters.check(reading, exponent(counterRule), told);
    if (time.nanos() - remembered >= REMEMBERED_EVERY) {
      remembered = time.nanos();
      marks.put(counters.text(MOST_CHARACTERS));
    }
    return checked;
  }

  /** What is read late stands behind the present: it is compared with its own kind. */
  Reading checkLate(Reading reading, CounterRule counterRule) {
    return late.check(reading, exponent(counterRule), finding -> {});
  }

  private static int exponent(CounterRule counterRule) {
    return counterRule.exponent() == null ? 0 : counterRule.exponent();
  }

  /** Takes the next counters as they come. */
  void forget() {
    counters.forget();
    marks.put("");
  }

  static boolean waitsForScale(Reading reading) {
    return reading.measurements().stream().anyMatch(CounterRule::waitsForScale);
  }

  /** A reading of which no counter may be given away and that cannot be marked otherwise. */
  static Reading withoutCounters(Reading r) {
    List<Measurement> left = new ArrayList<>(r.measurements().size());
    for (Measurement m : r.measurements()) {
      boolean counter = m.quantity().kind() == Quantity.Kind.COUNTER;
      left.add(counter ? CounterPlausibility.withheld(m) : m);
    }
    return new Reading(r.meter(), r.telegram(), r.origin(), r.receivedAt(), r.meterTime(), left);
  }
}
