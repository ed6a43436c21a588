// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.validation;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.metergate.counter.CounterFindings;
import org.metergate.counter.CounterRule;
import org.metergate.counter.CounterRules;
import org.metergate.counter.DecisionRefused;
import org.metergate.counter.ScaleEstimator;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalException;
import org.metergate.journal.StoredReading;
import org.metergate.spi.driver.DurableState;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.time.TimeSource;

/**
 * Checks the counters of one meter or sub-meter. What was decided is kept in the journal; this
 * class itself keeps only the last counters and how much power went by. Any thread.
 */
public final class CounterValidator {
  /** The old meter, the new one, and one without a number. */
  private static final int MAX_STATES = 3;

  private final String meter;
  private final Journal journal;
  private final TimeSource time;
  private final DurableState currentMeter;
  private final Map<MeterRef, CounterState> states = new LinkedHashMap<>();

  CounterValidator(String meter, Journal journal, TimeSource time) {
    this.meter = meter;
    this.journal = journal;
    this.time = time;
    this.currentMeter = journal.states().of(meter, "meter now");
  }

  /**
   * Checks a reading before it is stored.
   *
   * @param reading of any origin; a logger's record passes unchanged.
   * @param findings gets the findings; called on this thread.
   * @return the reading to store, in which counters in doubt have no value.
   */
  public synchronized Reading check(Reading reading, Consumer<Finding> findings) {
    if (reading.origin() == Origin.HISTORY) {
      return reading;
    }
    MeterRef ref = reading.meter();
    boolean other = isOther(ref.identifier());
    if (other) {
      findings.accept(
          CounterFindings.METER_CHANGED.with(
              "name", meter, "before", currentMeter.get().orElse(""), "meter", ref.identifier()));
    }
    if (other && !withholdCounters(ref)) {
      return CounterState.withoutCounters(reading);
    }
    CounterState state = state(ref);
    if (reading.origin() == Origin.LATE) {
      Reading checked = state.checkLate(reading, rule(ref));
      openScale(state, checked);
      return checked;
    }
    Reading checked = state.check(reading, rule(ref), findings);
    openScale(state, checked);
    if (state.hasOpenScale()) {
      watchScale(state, checked, findings);
    }
    return checked;
  }

  /** Whether another meter sends than before; a reading without a number is of the same one. */
  private boolean isOther(String identifier) {
    Optional<String> known = currentMeter.get().filter(text -> !text.isEmpty());
    if (known.isEmpty() && !identifier.isEmpty()) {
      currentMeter.put(identifier);
    }
    return known.isPresent() && !identifier.isEmpty() && !known.get().equals(identifier);
  }

  /** Makes sure that no counter of another meter is published; returns whether that is stored. */
  private boolean withholdCounters(MeterRef ref) {
    CounterRule last = rule(ref);
    if (last.held()) {
      return true;
    }
    CounterRule held =
        new CounterRule(journal.readings().nextId(), last.exponent(), true, Map.of());
    return putRule(ref, held, 0);
  }

  /** Lets a meter wait for its scale from its first reading without one. */
  private void openScale(CounterState state, Reading checked) {
    boolean first = !state.hasOpenScale() && CounterState.waitsForScale(checked);
    CounterRule last = rule(state.ref());
    boolean begun = last.exponent() != null || last.held() || last.from() > 0;
    if (first && (begun || putRule(state.ref(), CounterRule.open(nextId(), false), 0))) {
      state.foundOpenScale();
    }
  }

  private void watchScale(CounterState state, Reading checked, Consumer<Finding> findings) {
    CounterRule last = rule(state.ref());
    state.scaleEstimator().observe(time.nanos(), checked);
    if (last.exponent() != null) {
      state
          .scaleEstimator()
          .contradiction(last.exponent())
          .ifPresent(evidence -> reopenScale(state.ref(), last));
    } else if (!isDoubted(state.ref())) {
      state
          .scaleEstimator()
          .decide()
          .ifPresent(evidence -> settleScale(state.ref(), last, evidence, findings));
    }
    CounterRule now = rule(state.ref());
    if (now.exponent() == null) {
      findings.accept(
          isDoubted(state.ref())
              ? CounterFindings.SCALE_DOUBTED.with(
                  "meter", state.name(), "scale", wattHours(previousExponent(state.ref())))
              : CounterFindings.SCALE_OPEN.with("meter", state.name()));
    }
  }

  private void settleScale(
      MeterRef ref,
      CounterRule last,
      ScaleEstimator.Evidence evidence,
      Consumer<Finding> findings) {
    String energy = BigDecimal.valueOf(Math.round(evidence.wattHours())).toPlainString();
    if (evidence.exponent() == null) {
      findings.accept(
          CounterFindings.SCALE_UNCLEAR.with(
              "meter", name(ref), "counts", evidence.counts(), "energy", energy));
    } else if (putRule(ref, last.scaled(evidence.exponent()), last.held() ? 0 : last.from())) {
      findings.accept(
          CounterFindings.SCALE_FOUND.with(
              "meter",
              name(ref),
              "scale",
              wattHours(evidence.exponent()),
              "counts",
              evidence.counts(),
              "energy",
              energy));
    }
  }

  private void reopenScale(MeterRef ref, CounterRule last) {
    putRule(ref, new CounterRule(nextId(), null, last.held(), last.offsets()), 0);
  }

  /** Whether a scale was decided once and is open again, so that a person must decide it. */
  private boolean isDoubted(MeterRef ref) {
    return rule(ref).exponent() == null && previousExponent(ref) != null;
  }

  private Integer previousExponent(MeterRef ref) {
    Integer before = null;
    for (CounterRule counterRule : journal.rules().of(ref).counterRules()) {
      before = counterRule.exponent() == null ? before : counterRule.exponent();
    }
    return before;
  }

  synchronized Finding scale(BigDecimal display) throws DecisionRefused {
    MeterRef ref = newest().reading().meter();
    int exponent = new ScaleFromDisplay(journal, ref, meter).exponent(display);
    CounterRule last = rule(ref);
    if (last.exponent() == null || last.exponent() != exponent) {
      require(putRule(ref, last.scaled(exponent), last.held() ? 0 : Math.max(1, last.from())));
    }
    return CounterFindings.SCALE_FROM_DISPLAY.with(
        "meter", name(ref), "scale", wattHours(exponent), "display", display.toPlainString());
  }

  synchronized Finding meterChange(boolean continued) throws DecisionRefused {
    MeterRef ref = newest().reading().meter();
    CounterRule last = rule(ref);
    OffsetCalculator offsetCalculator = new OffsetCalculator(journal, meter);
    if (isOther(ref.identifier())) {
      MeterRef old = new MeterRef(ref.name(), ref.subMeter(), currentMeter.get().orElse(""));
      Map<String, BigDecimal> offsets =
          continued ? offsetCalculator.between(old, ref, last) : Map.of();
      long fromId = last.exponent() == null && state(ref).hasOpenScale() ? 0 : last.from();
      require(putRule(ref, last.released(offsets), fromId));
      currentMeter.put(ref.identifier());
    } else {
      Map<String, BigDecimal> offsets = continued ? offsetCalculator.within(ref, last) : Map.of();
      state(ref).forget();
      if (!offsets.equals(last.offsets())) {
        require(putRule(ref, new CounterRule(nextId(), last.exponent(), false, offsets), 0));
      }
    }
    return CounterFindings.METER_CHANGE_SETTLED.with("name", meter, "meter", name(ref));
  }

  /** Accepts the next reading as it is: a total was set to what the meter's display shows. */
  synchronized void forget() {
    try {
      journal
          .readings()
          .newestOf(meter)
          .ifPresent(stored -> state(stored.reading().meter()).forget());
    } catch (JournalException e) {
      states.values().forEach(CounterState::forget); // those of this run, at least
    }
  }

  private StoredReading newest() throws DecisionRefused {
    try {
      return journal
          .readings()
          .newestOf(meter)
          .orElseThrow(
              () -> new DecisionRefused("The journal has no reading of '" + meter + "' yet."));
    } catch (JournalException e) {
      throw new DecisionRefused(e.getMessage());
    }
  }

  private CounterState state(MeterRef ref) {
    CounterState state = states.get(ref);
    if (state == null) {
      if (states.size() == MAX_STATES) {
        states.remove(states.keySet().iterator().next());
      }
      state = new CounterState(ref, journal, time);
      states.put(ref, state);
    }
    return state;
  }

  private CounterRule rule(MeterRef ref) {
    return journal.rules().of(ref).last();
  }

  private long nextId() {
    return journal.readings().nextId();
  }

  /**
   * Returns whether the rule is in the file; the next reading that cannot be stored reports why.
   */
  private boolean putRule(MeterRef ref, CounterRule counterRule, long fromId) {
    CounterRules counterRules = journal.rules().of(ref).with(counterRule);
    try {
      journal.rules().put(ref, counterRules, fromId);
      return true;
    } catch (JournalException e) {
      return false;
    }
  }

  private void require(boolean stored) throws DecisionRefused {
    if (!stored) {
      throw new DecisionRefused("The journal cannot be written now; try again later.");
    }
  }

  private String name(MeterRef ref) {
    return ref.identifier().isEmpty() ? meter : ref.identifier();
  }

  private static String wattHours(int exponent) {
    return exponent == 0 ? "1" : "10";
  }
}
