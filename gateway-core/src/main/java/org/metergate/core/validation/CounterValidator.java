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
 * The gate of one meter or sub-meter. Its memories of what was decided are the journal's; it says
 * itself only where counters stand and how much power went by. Any thread.
 */
final class CounterValidator {
  /** The old meter, the new one, and one without a number. */
  private static final int MOST_HEARD = 3;

  private final String meter;
  private final Journal journal;
  private final TimeSource time;
  private final DurableState current;
  private final Map<MeterRef, CounterState> heard = new LinkedHashMap<>();

  CounterValidator(String meter, Journal journal, TimeSource time) {
    this.meter = meter;
    this.journal = journal;
    this.time = time;
    this.current = journal.state(meter, "meter now");
  }

  synchronized Reading check(Reading reading, Consumer<Finding> told) {
    if (reading.origin() == Origin.HISTORY) {
      return reading;
    }
    MeterRef ref = reading.meter();
    boolean other = isOther(ref.identifier());
    if (other) {
      told.accept(
          CounterFindings.METER_CHANGED.with(
              "name", meter, "before", current.get().orElse(""), "meter", ref.identifier()));
    }
    if (other && !hold(ref)) {
      return CounterState.withoutCounters(reading);
    }
    CounterState one = heard(ref);
    if (reading.origin() == Origin.LATE) {
      Reading checked = one.checkLate(reading, chapter(ref));
      openScale(one, checked);
      return checked;
    }
    Reading checked = one.check(reading, chapter(ref), told);
    openScale(one, checked);
    if (one.hasOpenScale()) {
      watchScale(one, checked, told);
    }
    return checked;
  }

  /** Whether it is not the meter whose counters are given away. A meter without a number is any. */
  private boolean isOther(String identifier) {
    Optional<String> known = current.get().filter(text -> !text.isEmpty());
    if (known.isEmpty() && !identifier.isEmpty()) {
      current.put(identifier);
    }
    return known.isPresent() && !identifier.isEmpty() && !known.get().equals(identifier);
  }

  /** Sees to it that nothing of another meter's counters is given away. */
  private boolean hold(MeterRef ref) {
    CounterRule last = chapter(ref);
    if (last.held()) {
      return true;
    }
    CounterRule held =
        new CounterRule(journal.decisions().nextId(), last.exponent(), true, Map.of());
    return mean(ref, held, 0);
  }

  /** From its first such reading on, a meter waits for its scale. */
  private void openScale(CounterState one, Reading checked) {
    boolean first = !one.hasOpenScale() && CounterState.waitsForScale(checked);
    CounterRule last = chapter(one.ref());
    boolean begun = last.exponent() != null || last.held() || last.from() > 0;
    if (first && (begun || mean(one.ref(), CounterRule.open(nextId(), false), 0))) {
      one.foundOpenScale();
    }
  }

  private void watchScale(CounterState one, Reading checked, Consumer<Finding> told) {
    CounterRule last = chapter(one.ref());
    one.watch().observe(time.nanos(), checked);
    if (last.exponent() != null) {
      one.watch().contradiction(last.exponent()).ifPresent(evidence -> doubt(one.ref(), last));
    } else if (!isDoubted(one.ref())) {
      one.watch().decide().ifPresent(evidence -> settle(one.ref(), last, evidence, told));
    }
    CounterRule now = chapter(one.ref());
    if (now.exponent() == null) {
      told.accept(
          isDoubted(one.ref())
              ? CounterFindings.SCALE_DOUBTED.with(
                  "meter", one.name(), "scale", wattHours(before(one.ref())))
              : CounterFindings.SCALE_OPEN.with("meter", one.name()));
    }
  }

  private void settle(
      MeterRef ref, CounterRule last, ScaleEstimator.Evidence evidence, Consumer<Finding> told) {
    String energy = BigDecimal.valueOf(Math.round(evidence.wattHours())).toPlainString();
    if (evidence.exponent() == null) {
      told.accept(
          CounterFindings.SCALE_UNCLEAR.with(
              "meter", name(ref), "counts", evidence.counts(), "energy", energy));
    } else if (mean(ref, last.scaled(evidence.exponent()), last.held() ? 0 : last.from())) {
      told.accept(
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

  private void doubt(MeterRef ref, CounterRule last) {
    mean(ref, new CounterRule(nextId(), null, last.held(), last.offsets()), 0);
  }

  /** A scale that was decided once and is open again waits for a word of somebody. */
  private boolean isDoubted(MeterRef ref) {
    return chapter(ref).exponent() == null && before(ref) != null;
  }

  private Integer before(MeterRef ref) {
    Integer before = null;
    for (CounterRule counterRule : journal.decisions().meaning(ref).counterRules()) {
      before = counterRule.exponent() == null ? before : counterRule.exponent();
    }
    return before;
  }

  synchronized Finding scale(BigDecimal display) throws DecisionRefused {
    MeterRef ref = newest().reading().meter();
    int exponent = new ScaleFromDisplay(journal, ref, meter).exponent(display);
    CounterRule last = chapter(ref);
    if (last.exponent() == null || last.exponent() != exponent) {
      require(mean(ref, last.scaled(exponent), last.held() ? 0 : Math.max(1, last.from())));
    }
    return CounterFindings.SCALE_TOLD.with(
        "meter", name(ref), "scale", wattHours(exponent), "display", display.toPlainString());
  }

  synchronized Finding meterChange(boolean continued) throws DecisionRefused {
    MeterRef ref = newest().reading().meter();
    CounterRule last = chapter(ref);
    OffsetCalculator offsetCalculator = new OffsetCalculator(journal, meter);
    if (isOther(ref.identifier())) {
      MeterRef old = new MeterRef(ref.name(), ref.subMeter(), current.get().orElse(""));
      Map<String, BigDecimal> offsets =
          continued ? offsetCalculator.between(old, ref, last) : Map.of();
      long late = last.exponent() == null && heard(ref).hasOpenScale() ? 0 : last.from();
      require(mean(ref, last.released(offsets), late));
      current.put(ref.identifier());
    } else {
      Map<String, BigDecimal> offsets = continued ? offsetCalculator.within(ref, last) : Map.of();
      heard(ref).forget();
      if (!offsets.equals(last.offsets())) {
        require(mean(ref, new CounterRule(nextId(), last.exponent(), false, offsets), 0));
      }
    }
    return CounterFindings.METER_CHANGE_SETTLED.with("name", meter, "meter", name(ref));
  }

  /** Takes the next reading as it comes: somebody has set a total to the meter's display. */
  synchronized void forget() {
    try {
      journal.newestOf(meter).ifPresent(stored -> heard(stored.reading().meter()).forget());
    } catch (JournalException e) {
      heard.values().forEach(CounterState::forget); // those of this run, at least
    }
  }

  private StoredReading newest() throws DecisionRefused {
    try {
      return journal
          .newestOf(meter)
          .orElseThrow(
              () -> new DecisionRefused("The journal has no reading of '" + meter + "' yet."));
    } catch (JournalException e) {
      throw new DecisionRefused(e.getMessage());
    }
  }

  private CounterState heard(MeterRef ref) {
    CounterState one = heard.get(ref);
    if (one == null) {
      if (heard.size() == MOST_HEARD) {
        heard.remove(heard.keySet().iterator().next());
      }
      one = new CounterState(ref, journal, time);
      heard.put(ref, one);
    }
    return one;
  }

  private CounterRule chapter(MeterRef ref) {
    return journal.decisions().meaning(ref).last();
  }

  private long nextId() {
    return journal.decisions().nextId();
  }

  /** Whether it is in the file; the trouble itself is told by what cannot be stored next. */
  private boolean mean(MeterRef ref, CounterRule counterRule, long late) {
    CounterRules counterRules = journal.decisions().meaning(ref).with(counterRule);
    try {
      journal.decisions().putRules(ref, counterRules, late);
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
