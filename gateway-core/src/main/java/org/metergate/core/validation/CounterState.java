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
 * The last counters of one meter that sends. They are saved every quarter of an hour; the journal's
 * newest reading supplies the rest. Guarded by the lock of its {@link CounterValidator}.
 */
final class CounterState {
  private static final long SAVE_EVERY = Duration.ofMinutes(15).toNanos();
  private static final int MAX_CHARACTERS = 4000;

  private final MeterRef ref;
  private final TimeSource time;
  private final DurableState state;
  private final CounterPlausibility counters;
  private final CounterPlausibility lateCounters = new CounterPlausibility();
  private final ScaleEstimator scale = new ScaleEstimator();
  private long savedAt;
  private boolean openScale;

  CounterState(MeterRef ref, Journal journal, TimeSource time) {
    this.ref = ref;
    this.time = time;
    this.state = journal.states().of(ref.displayName(), "counters " + ref.identifier());
    this.counters = counters(journal);
    this.savedAt = time.nanos();
  }

  private CounterPlausibility counters(Journal journal) {
    CounterPlausibility watch = new CounterPlausibility();
    try {
      watch = CounterPlausibility.parse(state.get().orElse(""));
      StoredReading newest = journal.readings().newestOf(ref.displayName()).orElse(null);
      boolean shifted = !journal.rules().of(ref).last().offsets().isEmpty();
      if (newest != null && !shifted && newest.reading().meter().equals(ref)) {
        watch.learn(newest.reading());
      }
    } catch (MalformedException | JournalException e) {
      // the counters are checked from the next reading on
    }
    return watch;
  }

  MeterRef ref() {
    return ref;
  }

  /** Returns the number of the meter, or its configured name if it sends none. */
  String name() {
    return ref.identifier().isEmpty() ? ref.displayName() : ref.identifier();
  }

  ScaleEstimator scaleEstimator() {
    return scale;
  }

  /** Returns whether the meter's lists have energies without a scale. */
  boolean hasOpenScale() {
    return openScale;
  }

  void foundOpenScale() {
    openScale = true;
  }

  Reading check(Reading reading, CounterRule counterRule, Consumer<Finding> findings) {
    Reading checked = counters.check(reading, exponent(counterRule), findings);
    if (time.nanos() - savedAt >= SAVE_EVERY) {
      savedAt = time.nanos();
      state.put(counters.text(MAX_CHARACTERS));
    }
    return checked;
  }

  /**
   * Checks a late reading: it lies before the newest one, so it is compared with late ones only.
   */
  Reading checkLate(Reading reading, CounterRule counterRule) {
    return lateCounters.check(reading, exponent(counterRule), finding -> {});
  }

  private static int exponent(CounterRule counterRule) {
    return counterRule.exponent() == null ? 0 : counterRule.exponent();
  }

  /** Forgets the last counters, so that the next ones are accepted as they are. */
  void forget() {
    counters.forget();
    state.put("");
  }

  static boolean waitsForScale(Reading reading) {
    return reading.measurements().stream().anyMatch(CounterRule::waitsForScale);
  }

  /**
   * Returns a copy without counter values: none may be published, and no rule can withhold them.
   */
  static Reading withoutCounters(Reading r) {
    List<Measurement> kept = new ArrayList<>(r.measurements().size());
    for (Measurement m : r.measurements()) {
      boolean counter = m.quantity().kind() == Quantity.Kind.COUNTER;
      kept.add(counter ? CounterPlausibility.withheld(m) : m);
    }
    return r.withMeasurements(kept);
  }
}
