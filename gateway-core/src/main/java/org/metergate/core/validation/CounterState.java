// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.validation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.metergate.counter.CounterPlausibility;
import org.metergate.counter.CounterRule;
import org.metergate.counter.CounterRules;
import org.metergate.counter.ScaleEstimator;
import org.metergate.counter.ScaleSwitch;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalException;
import org.metergate.journal.StoredReading;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.driver.DurableState;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.time.TimeSource;

/**
 * The last counters of one meter that sends. They are saved every quarter of an hour; the journal's
 * newest reading supplies the rest, or its readings of about two days where nothing was saved.
 * Guarded by the lock of its {@link CounterValidator}.
 */
final class CounterState {
  private static final long SAVE_EVERY = Duration.ofMinutes(15).toNanos();
  private static final int MAX_CHARACTERS = 4000;

  /** A meter whose power comes in other telegrams sends one within as many; two minutes at most. */
  private static final int POWER_COMES_WITHIN = 12;

  /** Marks amounts in base units; before, a state held what the wire had. */
  private static final String FORM = "base";

  private final MeterRef ref;
  private final TimeSource time;
  private final DurableState state;
  private final Journal journal;
  private final CounterPlausibility lateCounters = new CounterPlausibility();
  private final ScaleEstimator scale = new ScaleEstimator();
  private CounterPlausibility counters = new CounterPlausibility();
  private long learnFrom;
  private long savedAt;
  private boolean openScale;
  private int telegramsWithoutPower;
  private String powerDoubt;

  CounterState(MeterRef ref, Journal journal, TimeSource time) {
    this.ref = ref;
    this.time = time;
    this.journal = journal;
    this.state = journal.states().of(ref.displayName(), "counters " + ref.identifier());
    this.savedAt = time.nanos();
    try {
      boolean known = parse(state.get().orElse(""));
      if (known) {
        journal.readings().newestOf(ref.displayName()).ifPresent(newest -> learn(newest.id()));
      } else {
        RecentReadings.stored(journal.readings(), ref, this::learn);
      }
    } catch (MalformedException | JournalException e) {
      // the counters are checked from the next reading on
    }
  }

  /** Reads what was saved: the form, the first id to learn from, and the counters. */
  private boolean parse(String text) throws MalformedException {
    String[] parts = text.split(" ", 3);
    if (!parts[0].equals(FORM)) {
      return false;
    }
    try {
      learnFrom = Long.parseLong(parts[1]);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new MalformedException("'" + text + "' is not a state of counters");
    }
    counters = CounterPlausibility.parse(parts.length == 3 ? parts[2] : "");
    return true;
  }

  private void learn(long id) {
    try {
      journal.readings().readUninterpreted(ref, id - 1, 1).stream()
          .filter(stored -> stored.id() == id)
          .forEach(this::learn);
    } catch (JournalException e) {
      // the counters that were saved are checked from the next reading on
    }
  }

  private void learn(StoredReading stored) {
    if (stored.id() >= learnFrom && stored.reading().origin() == Origin.LIVE) {
      CounterRule rule = journal.rules().of(ref).at(stored.id());
      counters.learn(stored.reading(), rule.comparing());
    }
  }

  private void save() {
    state.put(FORM + " " + learnFrom + " " + counters.text(MAX_CHARACTERS));
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

  /** Voltages, currents and counters agree, and a factor would bring the power in agreement. */
  void doubtPower(String factor) {
    powerDoubt = factor;
  }

  /** Returns the factor as long as the power of the readings does not fit. */
  Optional<String> powerDoubt(Reading reading) {
    powerDoubt = ScaleEstimator.powerFits(reading) ? null : powerDoubt;
    return Optional.ofNullable(powerDoubt);
  }

  /** Whether powers have come with the energies, so that they can show what a count is. */
  boolean scaleCanBeFound() {
    return telegramsWithoutPower < POWER_COMES_WITHIN;
  }

  Optional<ScaleSwitch> scaleSwitch(Reading reading, CounterRule last) {
    return counters.scaleSwitch(reading, last.comparing());
  }

  /**
   * The scale was switched.
   *
   * @param before the exponent until now.
   * @param continues whether the amounts continue; otherwise the next counts are accepted.
   */
  void scaleSwitched(int before, boolean continues) {
    scale.restart();
    counters.scale(before);
    if (!continues) {
      counters.forget();
    }
    save();
  }

  /** Withholds the energies of a reading whose scale does not hold any more. */
  Reading withholdEnergies(Reading reading) {
    scale.restart();
    return counters.withholdEnergies(reading);
  }

  Reading check(Reading reading, CounterRule counterRule, Consumer<Finding> findings) {
    Reading checked = counters.check(reading, counterRule.comparing(), findings);
    telegramsWithoutPower = scale.hasPower() ? 0 : Math.min(telegramsWithoutPower + 1, 1000);
    if (time.nanos() - savedAt >= SAVE_EVERY) {
      savedAt = time.nanos();
      save();
    }
    return checked;
  }

  /**
   * Checks a late reading: it lies before the newest one, so it is compared with late ones only.
   * Where the scale was switched, nobody knows in which one it was counted.
   */
  Reading checkLate(Reading reading, CounterRules counterRules) {
    if (waitsForScale(reading) && !counterRules.hasOneScale()) {
      return withoutCounters(reading);
    }
    return lateCounters.check(reading, counterRules.last().comparing(), finding -> {});
  }

  /**
   * Forgets the last counters, so that the next ones are accepted as they are.
   *
   * @return takes this back, except for counters of which a value has come since.
   */
  Runnable forget() {
    long learnedFrom = learnFrom;
    Runnable takeBack = counters.forget();
    learnFrom = journal.readings().nextId();
    save();
    return () -> {
      takeBack.run();
      learnFrom = learnedFrom;
      save();
    };
  }

  /** The scale of the counts until now was decided in another way. */
  void reinterpret() {
    counters.reinterpret();
    scale.restart();
    save();
  }

  static boolean waitsForScale(Reading reading) {
    return reading.measurements().stream().anyMatch(CounterRule::waitsForScale);
  }

  /** Returns a copy without active powers, which contradict two others that agree. */
  static Reading withoutPowers(Reading r) {
    List<Measurement> kept = new ArrayList<>(r.measurements().size());
    for (Measurement m : r.measurements()) {
      boolean power = m.quantity().dimension() == Dimension.POWER;
      kept.add(power && m.value() != null ? CounterPlausibility.withheld(m) : m);
    }
    return r.withMeasurements(kept);
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
