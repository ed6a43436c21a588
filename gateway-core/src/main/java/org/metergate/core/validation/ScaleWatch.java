// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.validation;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Consumer;
import org.metergate.counter.CounterFindings;
import org.metergate.counter.CounterRule;
import org.metergate.counter.ScaleEstimator;
import org.metergate.counter.ScaleSwitch;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.time.TimeSource;

/**
 * Watches what a count of a meter is: finds it once from power and time, and stops the counters
 * when it no longer fits or was switched. Under the lock of its {@link CounterValidator}.
 */
final class ScaleWatch {
  private final MeterRules rules;
  private final TimeSource time;

  ScaleWatch(MeterRules rules, TimeSource time) {
    this.rules = rules;
    this.time = time;
  }

  /**
   * Looks for a switch of the scale before a reading is checked.
   *
   * @return the reading to check; without counters if their new state cannot be stored, or if the
   *     configuration has the scale of before.
   */
  Reading beforeCheck(CounterState state, Reading reading, Consumer<Finding> findings) {
    CounterRule last = rules.last(state.ref());
    Optional<ScaleSwitch> found = state.scaleSwitch(reading, last);
    if (found.isEmpty()) {
      return reading;
    }
    if (!CounterState.waitsForScale(reading)) {
      if (!found.get().certain() && found.get().shift() < 0) {
        return reading; // it fell, in any case
      }
      findings.accept(outdated(state.ref(), found.get()));
      return state.withholdEnergies(reading);
    }
    int shift = found.get().shift();
    int before = last.comparing() == null ? (shift + 1) / 2 : last.comparing();
    boolean possible = ScaleEstimator.EXPONENTS.contains(before - shift);
    if (!possible || !found.get().certain() && shift < 0) {
      return reading;
    }
    Integer continuing = found.get().certain() ? Integer.valueOf(before - shift) : null;
    if (!rules.add(state.ref(), last.switched(rules.nextId(), continuing), 0)) {
      return CounterState.withoutCounters(reading);
    }
    state.scaleSwitched(before, continuing != null);
    return reading;
  }

  private Finding outdated(MeterRef ref, ScaleSwitch found) {
    return CounterFindings.SCALE_OUTDATED.with(
        "name",
        rules.meter(),
        "meter",
        rules.name(ref),
        "factor",
        found.shift() > 0 ? "10" : "0.1");
  }

  /** Lets a meter wait for its scale from its first reading without one. */
  void open(CounterState state, Reading checked) {
    if (state.hasOpenScale() || !CounterState.waitsForScale(checked)) {
      return;
    }
    CounterRule last = rules.last(state.ref());
    boolean begun = last.exponent() != null || last.held() || last.from() > 0;
    if (begun || rules.add(state.ref(), CounterRule.open(rules.nextId(), false), 0)) {
      state.foundOpenScale();
    }
  }

  /**
   * Compares power and counters of a checked reading, and says what waits.
   *
   * @return the reading; without powers if they contradict counters, voltages and currents.
   */
  Reading afterCheck(CounterState state, Reading checked, Consumer<Finding> findings) {
    MeterRef ref = state.ref();
    CounterRule last = rules.last(ref);
    ScaleEstimator estimator = state.scaleEstimator();
    estimator.observe(time.nanos(), checked);
    if (last.exponent() != null) {
      estimator.contradiction(last.exponent()).ifPresent(evidence -> doubt(state, last, evidence));
    } else if (!rules.isDoubted(ref)) {
      estimator.decide().ifPresent(evidence -> settle(ref, last, evidence, findings));
    }
    CounterRule now = rules.last(ref);
    if (now.exponent() == null) {
      findings.accept(waiting(state, now));
    }
    Optional<String> factor = state.powerDoubt(checked);
    factor.ifPresent(
        by ->
            findings.accept(
                CounterFindings.POWER_DOUBTED.with("name", rules.meter(), "factor", by)));
    return factor.isPresent() ? CounterState.withoutPowers(checked) : checked;
  }

  private void doubt(CounterState state, CounterRule last, ScaleEstimator.Evidence evidence) {
    if (evidence.powerDoubted()) {
      state.doubtPower(evidence.exponent() > last.exponent() ? "0.1" : "10");
    } else {
      CounterRule open = new CounterRule(rules.nextId(), null, last.held(), last.offsets());
      rules.add(state.ref(), open, 0);
    }
  }

  private Finding waiting(CounterState state, CounterRule now) {
    MeterRef ref = state.ref();
    if (now.isSwitchOpen()) {
      return CounterFindings.SCALE_SWITCHED.with(
          "name", rules.meter(),
          "meter", rules.name(ref),
          "scale", MeterRules.wattHours(now.continuing()),
          "before", MeterRules.wattHours(1 - now.continuing()));
    }
    if (rules.isDoubted(ref)) {
      String before = MeterRules.wattHours(rules.previousExponent(ref));
      return CounterFindings.SCALE_DOUBTED.with(
          "name", rules.meter(), "meter", rules.name(ref), "scale", before);
    }
    boolean comes = state.scaleCanBeFound();
    return (comes ? CounterFindings.SCALE_OPEN : CounterFindings.SCALE_NEEDED)
        .with("name", rules.meter(), "meter", rules.name(ref));
  }

  private void settle(
      MeterRef ref,
      CounterRule last,
      ScaleEstimator.Evidence evidence,
      Consumer<Finding> findings) {
    String energy = BigDecimal.valueOf(Math.round(evidence.wattHours())).toPlainString();
    Integer found = evidence.exponent();
    boolean contradicts = last.continuing() != null && !last.continuing().equals(found);
    if (found == null || contradicts) {
      findings.accept(
          CounterFindings.SCALE_UNCLEAR.with(
              "name",
              rules.meter(),
              "meter",
              rules.name(ref),
              "counts",
              evidence.counts(),
              "energy",
              energy));
    } else if (rules.decide(ref, found, false)) {
      findings.accept(
          CounterFindings.SCALE_FOUND.with(
              "name",
              rules.meter(),
              "meter",
              rules.name(ref),
              "scale",
              MeterRules.wattHours(found),
              "counts",
              evidence.counts(),
              "energy",
              energy));
    }
  }
}
