// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.validation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.metergate.counter.CounterRule;
import org.metergate.counter.CounterRules;
import org.metergate.counter.DecisionRefused;
import org.metergate.counter.ScaleSwitch;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalException;
import org.metergate.journal.Readings;
import org.metergate.journal.StoredReading;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Value;

/** Computes the offsets that let counters continue from their old value after a new start. */
final class OffsetCalculator {
  /** How many readings of the new meter to search for first values; some counters come hourly. */
  private static final int FIRST_READINGS = 1000;

  private final Readings readings;
  private final String meter;

  OffsetCalculator(Journal journal, String meter) {
    this.readings = journal.readings();
    this.meter = meter;
  }

  /**
   * Computes the offsets between the last readings of one meter and the first ones of the next.
   *
   * @param newRules the counter rules of the new meter, which hold its counters.
   * @return offsets by the quantity's name.
   */
  Map<String, BigDecimal> between(MeterRef old, MeterRef now, CounterRules newRules)
      throws DecisionRefused {
    try {
      long from = newRules.heldFrom();
      Map<String, BigDecimal> last = last(old, from);
      Map<String, BigDecimal> first = new HashMap<>();
      for (StoredReading stored : readings.readUninterpreted(now, from - 1, FIRST_READINGS)) {
        CounterRule newRule = newRules.at(stored.id());
        for (Measurement m : stored.reading().measurements()) {
          if (isCounter(m)) {
            BigDecimal number = newRule.number(m);
            if (number == null) {
              throw new DecisionRefused(
                  "The scale of the new meter is not known yet, so that '"
                      + meter
                      + "' cannot continue from the old one; run 'metergate scale' first, or wait"
                      + " until the scale is found from its power.");
            }
            first.putIfAbsent(m.quantity().name(), number);
          }
        }
      }
      return difference(last, first);
    } catch (JournalException e) {
      throw new DecisionRefused(e.getMessage());
    }
  }

  /**
   * Finds the counters of a meter that are withheld now.
   *
   * @param rules the counter rules of the meter.
   */
  Withheld withheld(MeterRef ref, CounterRules rules) throws DecisionRefused {
    Map<String, Counter> counters = new HashMap<>();
    try {
      RecentReadings.stored(
          readings,
          ref,
          stored ->
              stored.reading().measurements().stream()
                  .filter(m -> m.quantity().kind() == Quantity.Kind.COUNTER)
                  .forEach(
                      m ->
                          counters
                              .computeIfAbsent(m.quantity().name(), name -> new Counter())
                              .note(m, rules.at(stored.id()))));
      Map<String, BigDecimal> published = last(ref, readings.nextId());
      counters.values().removeIf(counter -> !counter.isWithheld());
      return new Withheld(counters, published);
    } catch (JournalException e) {
      throw new DecisionRefused(e.getMessage());
    }
  }

  /** The newest numbers of one counter. */
  private static final class Counter {
    private boolean energy;
    private boolean open;
    private BigDecimal lastCount;
    private BigDecimal last;
    private BigDecimal ratio;
    private BigDecimal count;

    void note(Measurement m, CounterRule rule) {
      if (m.unit() != null) {
        count = null;
        open = CounterRule.waitsForScale(m);
        lastCount = m.raw();
        last = rule.number(m);
        ratio = ratio(m, rule);
        Dimension dimension = m.quantity().dimension();
        energy = dimension == Dimension.ENERGY || dimension == Dimension.REACTIVE_ENERGY;
      } else {
        count = m.raw();
        boolean scaled = open && rule.exponent() != null;
        ratio = scaled ? BigDecimal.ONE.scaleByPowerOfTen(rule.exponent()) : ratio;
      }
    }

    /** A counter that lacks less than one count to where it was counts in coarser steps now. */
    boolean isWithheld() {
      if (count == null || ratio == null || last == null) {
        return false;
      }
      BigDecimal lacks = last.subtract(number());
      boolean coarse = lastCount != null && ratio.compareTo(BigDecimal.ONE) > 0;
      return !coarse || lacks.signum() <= 0 || lacks.compareTo(ratio) >= 0;
    }

    BigDecimal number() {
      BigDecimal number = count.multiply(ratio);
      return number.scale() < 0 ? number.setScale(0) : number;
    }
  }

  /** The counters of a meter that are withheld now, by name, and what was published of them. */
  final class Withheld {
    private final Map<String, Counter> counters;
    private final Map<String, BigDecimal> published;

    private Withheld(Map<String, Counter> counters, Map<String, BigDecimal> published) {
      this.counters = counters;
      this.published = published;
    }

    boolean isEmpty() {
      return counters.isEmpty();
    }

    /** 1 if all energies are ten times what they were, -1 for a tenth, 0 for anything else. */
    int scaleShift() {
      List<ScaleSwitch.Step> steps = new ArrayList<>();
      for (Counter counter : counters.values()) {
        if (!counter.energy || counter.lastCount == null) {
          return 0;
        }
        double before = counter.lastCount.doubleValue();
        steps.add(new ScaleSwitch.Step(before, counter.count.doubleValue(), null, Duration.ZERO));
      }
      return ScaleSwitch.of(steps, null).map(ScaleSwitch::shift).orElse(0);
    }

    /** The offsets with which they continue, and those of the other counters. */
    Map<String, BigDecimal> offsets(CounterRule rule) throws DecisionRefused {
      Map<String, BigDecimal> now = new HashMap<>();
      counters.forEach((name, counter) -> now.put(name, counter.number()));
      Map<String, BigDecimal> offsets = new TreeMap<>(rule.offsets());
      offsets.putAll(difference(published, now));
      return offsets;
    }
  }

  /** Returns how much of the unit one count is; 1 if the number itself is the count. */
  private static BigDecimal ratio(Measurement m, CounterRule counterRule) {
    BigDecimal number = counterRule.number(m);
    if (m.raw() == null || number == null) {
      return m.raw() == null ? BigDecimal.ONE : null;
    }
    return m.raw().signum() == 0 ? null : number.divide(m.raw(), MathContext.DECIMAL64);
  }

  /** Returns the last values that were published before a reading, offsets added. */
  private Map<String, BigDecimal> last(MeterRef ref, long before) throws JournalException {
    Map<String, BigDecimal> last = new HashMap<>();
    RecentReadings.read(
        readings,
        ref,
        before,
        stored -> {
          for (Measurement m : stored.reading().measurements()) {
            if (isCounter(m) && m.value() instanceof Value.Decimal decimal) {
              last.put(m.quantity().name(), decimal.number());
            }
          }
        });
    return last;
  }

  private static boolean isCounter(Measurement m) {
    return m.quantity().kind() == Quantity.Kind.COUNTER && m.unit() != null;
  }

  private Map<String, BigDecimal> difference(
      Map<String, BigDecimal> last, Map<String, BigDecimal> first) throws DecisionRefused {
    Map<String, BigDecimal> offsets = new TreeMap<>();
    first.forEach(
        (name, number) -> {
          if (last.containsKey(name)) {
            offsets.put(name, plain(last.get(name).subtract(number)));
          }
        });
    if (offsets.isEmpty()) {
      throw new DecisionRefused(
          "The journal has no counters of '"
              + meter
              + "' before the change that new ones could continue; use --new-series.");
    }
    return offsets;
  }

  private static BigDecimal plain(BigDecimal number) {
    return number.scale() < 0 ? number.setScale(0) : number;
  }
}
