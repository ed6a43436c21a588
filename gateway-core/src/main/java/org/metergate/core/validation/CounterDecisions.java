// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.validation;

import java.math.BigDecimal;
import java.util.Map;
import org.metergate.counter.CounterFindings;
import org.metergate.counter.CounterRule;
import org.metergate.counter.CounterRules;
import org.metergate.counter.DecisionRefused;
import org.metergate.spi.driver.DurableState;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.MeterRef;

/**
 * Carries out what a person decides about the counters of one meter. Each decision begins with the
 * readings that wait for it; what was delivered stays as it is, unless its scale was wrong. Under
 * the lock of its {@link CounterValidator}.
 */
final class CounterDecisions {
  private final MeterRules rules;
  private final DurableState currentMeter;

  CounterDecisions(MeterRules rules, DurableState currentMeter) {
    this.rules = rules;
    this.currentMeter = currentMeter;
  }

  /** Decides the scale by what the display shows, in kWh. */
  Finding scale(CounterState state, BigDecimal display) throws DecisionRefused {
    MeterRef ref = state.ref();
    CounterRule last = rules.last(ref);
    boolean waits = last.exponent() == null;
    ScaleFromDisplay.Count count =
        ScaleFromDisplay.newest(rules.journal(), ref, rules.meter(), waits);
    int exponent = count.exponent(display);
    boolean known = waits || count.trusted();
    if (known && last.continuing() != null && exponent != last.continuing()) {
      throw new DecisionRefused(
          "The counters of '"
              + rules.meter()
              + "' continue only if its display shows "
              + count.shown(last.continuing()).toPlainString()
              + " kWh, not "
              + display.toPlainString()
              + "; check the decimal point, and that it is this meter.");
    }
    if (waits) {
      MeterRules.require(rules.decide(ref, exponent, false));
    } else if (last.exponent() != exponent) {
      correct(state, last, exponent, known);
    }
    return CounterFindings.SCALE_FROM_DISPLAY.with(
        "name",
        rules.meter(),
        "meter",
        rules.name(ref),
        "scale",
        MeterRules.wattHours(exponent),
        "display",
        display.toPlainString());
  }

  /** Decides another scale: for all readings of the rule, or from the next one on. */
  private void correct(CounterState state, CounterRule last, int exponent, boolean all)
      throws DecisionRefused {
    MeterRef ref = state.ref();
    if (all) {
      long late = last.held() ? 0 : Math.max(1, last.from());
      MeterRules.require(rules.add(ref, last.scaled(exponent), late));
      state.reinterpret();
    } else {
      MeterRules.require(rules.add(ref, last.switched(rules.nextId(), null).scaled(exponent), 0));
    }
  }

  /** Decides how the counters continue of a meter with another number than the one before. */
  Finding replaced(CounterState state, boolean continued) throws DecisionRefused {
    MeterRef ref = state.ref();
    CounterRules all = rules.all(ref);
    MeterRef old = new MeterRef(ref.name(), ref.subMeter(), currentMeter.get().orElse(""));
    OffsetCalculator offsetCalculator = new OffsetCalculator(rules.journal(), rules.meter());
    Map<String, BigDecimal> offsets =
        continued ? offsetCalculator.between(old, ref, all) : Map.of();
    long from = all.heldFrom();
    boolean waits = all.at(from).exponent() == null && state.hasOpenScale();
    MeterRules.require(rules.put(ref, all.released(offsets), waits ? 0 : from));
    currentMeter.put(ref.identifier());
    return settled(ref);
  }

  /** Decides how the counters continue of a meter that was set back, or leapt. */
  Finding reset(CounterState state, boolean continued) throws DecisionRefused {
    MeterRef ref = state.ref();
    CounterRule last = rules.last(ref);
    if (last.isSwitchOpen()) {
      MeterRules.require(rules.decide(ref, last.continuing(), !continued));
      return continues(ref, last.continuing());
    }
    OffsetCalculator.Withheld withheld =
        new OffsetCalculator(rules.journal(), rules.meter()).withheld(ref, rules.all(ref));
    if (withheld.isEmpty()) {
      throw new DecisionRefused(
          rules.isDoubted(ref)
              ? "The energies of '"
                  + rules.meter()
                  + "' wait for their scale; read the meter's display and run 'metergate scale "
                  + rules.meter()
                  + " DISPLAY-READING' first."
              : "The counters of '"
                  + rules.meter()
                  + "' continue without a change; nothing was withheld.");
    }
    int shift = withheld.scaleShift();
    if (shift != 0) {
      return continueInScale(state, last, shift, !continued);
    }
    Map<String, BigDecimal> offsets = continued ? withheld.offsets(last) : Map.of();
    state.forget();
    CounterRule next =
        new CounterRule(
            rules.nextId(), last.exponent(), last.continuing(), false, !continued, offsets);
    MeterRules.require(rules.add(ref, next, 0));
    return settled(ref);
  }

  /** All energies that were withheld are ten times what they were, or a tenth of it. */
  private Finding continueInScale(
      CounterState state, CounterRule last, int shift, boolean beginsSeries)
      throws DecisionRefused {
    Integer now = last.comparing() == null ? null : Integer.valueOf(last.comparing() - shift);
    if (now == null || now < 0 || now > 1) {
      throw new DecisionRefused(
          "The energies of '"
              + rules.meter()
              + "' are "
              + (shift > 0 ? "ten times" : "a tenth of")
              + " what they were, so a count is another amount now: set the meter's energy-scale"
              + " in the configuration to what its display confirms.");
    }
    CounterRule next = last.switched(rules.nextId(), now).scaled(now);
    MeterRules.require(rules.add(state.ref(), beginsSeries ? next.beginning() : next, 0));
    return continues(state.ref(), now);
  }

  private Finding continues(MeterRef ref, int exponent) {
    return CounterFindings.SCALE_CONTINUES.with(
        "name", rules.meter(), "meter", rules.name(ref), "scale", MeterRules.wattHours(exponent));
  }

  private Finding settled(MeterRef ref) {
    return CounterFindings.METER_CHANGE_SETTLED.with(
        "name", rules.meter(), "meter", rules.name(ref));
  }
}
