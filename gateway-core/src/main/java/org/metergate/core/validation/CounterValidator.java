// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.validation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.metergate.counter.CounterFindings;
import org.metergate.counter.CounterRule;
import org.metergate.counter.DecisionRefused;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalException;
import org.metergate.journal.RestoredJournal;
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
  private final DurableState restoredTotals;
  private final MeterRules rules;
  private final ScaleWatch scaleWatch;
  private final CounterDecisions decisions;
  private final Map<MeterRef, CounterState> states = new LinkedHashMap<>();

  CounterValidator(String meter, Journal journal, TimeSource time) {
    this.meter = meter;
    this.journal = journal;
    this.time = time;
    this.currentMeter = journal.states().of(meter, "meter now");
    this.restoredTotals = journal.states().of(meter, RestoredJournal.TOTALS);
    this.rules = new MeterRules(meter, journal);
    this.scaleWatch = new ScaleWatch(rules, time);
    this.decisions = new CounterDecisions(rules, currentMeter);
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
    restoredTotals
        .get()
        .filter(totals -> !totals.isEmpty())
        .ifPresent(
            totals ->
                findings.accept(
                    CounterFindings.TOTAL_RESTORED.with(
                        "name", meter, "totals", totals.replace(" ", ", "))));
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
      Reading checked = state.checkLate(reading, rules.all(ref));
      scaleWatch.open(state, checked);
      return checked;
    }
    Reading judged = scaleWatch.beforeCheck(state, reading, findings);
    Reading checked = state.check(judged, rules.last(ref), findings);
    scaleWatch.open(state, checked);
    return state.hasOpenScale() ? scaleWatch.afterCheck(state, checked, findings) : checked;
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
    CounterRule last = rules.last(ref);
    return last.held()
        || rules.add(ref, new CounterRule(rules.nextId(), last.exponent(), true, Map.of()), 0);
  }

  synchronized Finding scale(BigDecimal display) throws DecisionRefused {
    return decisions.scale(state(newest().reading().meter()), display);
  }

  synchronized Finding meterChange(boolean continued) throws DecisionRefused {
    if (!restoredTotals.get().orElse("").isEmpty()) {
      throw new DecisionRefused(
          "The totals of '"
              + meter
              + "' come from a backup; read the meter's display and run 'metergate adjust "
              + meter
              + " DISPLAY-READING'.");
    }
    MeterRef ref = newest().reading().meter();
    return isOther(ref.identifier())
        ? decisions.replaced(state(ref), continued)
        : decisions.reset(state(ref), continued);
  }

  /**
   * Accepts the next reading as it is: a total was set to what the meter's display shows.
   *
   * @return takes this back, on any thread, except for counters of which a value has come since.
   */
  synchronized Runnable forget() {
    List<Runnable> forgotten = new ArrayList<>();
    try {
      journal
          .readings()
          .newestOf(meter)
          .ifPresent(stored -> forgotten.add(state(stored.reading().meter()).forget()));
    } catch (JournalException e) {
      states.values().forEach(state -> forgotten.add(state.forget())); // of this run, at least
    }
    return () -> takeBack(forgotten);
  }

  private synchronized void takeBack(List<Runnable> forgotten) {
    forgotten.forEach(Runnable::run);
  }

  /**
   * A total that comes from a backup was set to what the meter's display shows. When that is so for
   * all of them, they are published again, from the next reading on.
   *
   * @param quantity which total.
   * @return whether that is stored.
   */
  synchronized boolean confirm(String quantity) {
    String before = restoredTotals.get().orElse("");
    List<String> left = new ArrayList<>(List.of(before.split(" ")));
    if (before.isEmpty() || !left.remove(quantity)) {
      return true;
    }
    if (left.isEmpty()) {
      try {
        Optional<StoredReading> newest = journal.readings().newestOf(meter);
        if (newest.isPresent() && !publish(newest.get().reading().meter())) {
          return false;
        }
      } catch (JournalException e) {
        return false;
      }
    }
    restoredTotals.put(String.join(" ", left));
    return true;
  }

  private boolean publish(MeterRef ref) {
    CounterRule last = rules.last(ref);
    return !last.held()
        || rules.add(ref, new CounterRule(rules.nextId(), last.exponent(), false, Map.of()), 0);
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
}
