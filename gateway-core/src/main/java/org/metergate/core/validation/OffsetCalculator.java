// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.validation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.metergate.counter.CounterRule;
import org.metergate.counter.DecisionRefused;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalException;
import org.metergate.journal.Readings;
import org.metergate.journal.StoredReading;
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
   * @param newRule the counter rule of the new meter.
   * @return offsets by the quantity's name.
   */
  Map<String, BigDecimal> between(MeterRef old, MeterRef now, CounterRule newRule)
      throws DecisionRefused {
    try {
      Map<String, BigDecimal> last = last(old, newRule.from());
      Map<String, BigDecimal> first = new HashMap<>();
      for (StoredReading stored :
          readings.readUninterpreted(now, newRule.from() - 1, FIRST_READINGS)) {
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
   * Computes the offsets between the last good readings of a meter and the newest withheld ones.
   *
   * @param rule the present counter rule of the meter.
   * @return offsets by the quantity's name, including those of counters that went on.
   */
  Map<String, BigDecimal> within(MeterRef ref, CounterRule rule) throws DecisionRefused {
    try {
      Map<String, BigDecimal> last = last(ref, readings.nextId());
      Map<String, BigDecimal> ratio = new HashMap<>();
      Map<String, BigDecimal> now = new HashMap<>();
      RecentReadings.stored(
          readings,
          ref,
          stored ->
              stored.reading().measurements().stream()
                  .filter(m -> m.quantity().kind() == Quantity.Kind.COUNTER)
                  .forEach(m -> note(m, rule, ratio, now)));
      if (now.isEmpty()) {
        throw new DecisionRefused(
            "The counters of '" + meter + "' continue without a change; nothing was withheld.");
      }
      Map<String, BigDecimal> offsets = new TreeMap<>(rule.offsets());
      offsets.putAll(difference(last, now));
      return offsets;
    } catch (JournalException e) {
      throw new DecisionRefused(e.getMessage());
    }
  }

  /** Notes how much a count is, and the newest number of each counter that is in doubt. */
  private static void note(
      Measurement m, CounterRule rule, Map<String, BigDecimal> ratio, Map<String, BigDecimal> now) {
    String name = m.quantity().name();
    if (m.unit() != null) {
      now.remove(name);
      ratio.put(name, ratio(m, rule));
    } else if (m.raw() != null && ratio.get(name) != null) {
      now.put(name, m.raw().multiply(ratio.get(name)));
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
