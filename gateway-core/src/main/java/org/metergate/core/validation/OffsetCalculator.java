// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.validation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.metergate.counter.CounterRule;
import org.metergate.counter.DecisionRefused;
import org.metergate.journal.Decisions;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalException;
import org.metergate.journal.StoredReading;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Value;

/** Finds what must be added to counters that begin anew, so that they go on where they ended. */
final class OffsetCalculator {
  /** Of the new meter, to find the first value of each counter; some come once an hour. */
  private static final int FIRST = 1000;

  private final Decisions decisions;
  private final String meter;

  OffsetCalculator(Journal journal, String meter) {
    this.decisions = journal.decisions();
    this.meter = meter;
  }

  /**
   * Between the last readings of one meter and the first ones of the next.
   *
   * @param held the chapter of the new meter.
   * @return offsets by the quantity's name.
   */
  Map<String, BigDecimal> between(MeterRef old, MeterRef now, CounterRule held)
      throws DecisionRefused {
    try {
      Map<String, BigDecimal> last = last(old, held.from());
      Map<String, BigDecimal> first = new HashMap<>();
      for (StoredReading stored : decisions.asStored(now, held.from() - 1, FIRST)) {
        for (Measurement m : stored.reading().measurements()) {
          if (isCounter(m)) {
            BigDecimal number = held.number(m);
            if (number == null) {
              throw new DecisionRefused(
                  "The scale of the new meter is not known yet, so that '"
                      + meter
                      + "' cannot go on where the old one ended; give the command 'metergate"
                      + " scale' first, or wait until its power tells.");
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
   * Between the last good readings of a meter and the newest ones that were withheld.
   *
   * @param present its chapter.
   * @return offsets by the quantity's name, those of counters that went on among them.
   */
  Map<String, BigDecimal> within(MeterRef ref, CounterRule present) throws DecisionRefused {
    try {
      Map<String, BigDecimal> last = last(ref, decisions.nextId());
      Map<String, BigDecimal> ratio = new HashMap<>();
      Map<String, BigDecimal> now = new HashMap<>();
      RecentReadings.stored(
          decisions,
          ref,
          stored ->
              stored.reading().measurements().stream()
                  .filter(m -> m.quantity().kind() == Quantity.Kind.COUNTER)
                  .forEach(m -> note(m, present, ratio, now)));
      if (now.isEmpty()) {
        throw new DecisionRefused("The counters of '" + meter + "' go on without a change.");
      }
      Map<String, BigDecimal> offsets = new TreeMap<>(present.offsets());
      offsets.putAll(difference(last, now));
      return offsets;
    } catch (JournalException e) {
      throw new DecisionRefused(e.getMessage());
    }
  }

  /** Keeps what a count is, and the newest number of a counter that is in doubt. */
  private static void note(
      Measurement m,
      CounterRule present,
      Map<String, BigDecimal> ratio,
      Map<String, BigDecimal> now) {
    String name = m.quantity().name();
    if (m.unit() != null) {
      now.remove(name);
      ratio.put(name, ratio(m, present));
    } else if (m.raw() != null && ratio.get(name) != null) {
      now.put(name, m.raw().multiply(ratio.get(name)));
    }
  }

  /** How much of the unit a count is; 1 where the number itself stands for the count. */
  private static BigDecimal ratio(Measurement m, CounterRule counterRule) {
    BigDecimal number = counterRule.number(m);
    if (m.raw() == null || number == null) {
      return m.raw() == null ? BigDecimal.ONE : null;
    }
    return m.raw().signum() == 0 ? null : number.divide(m.raw(), MathContext.DECIMAL64);
  }

  /** The last values that were given away before a reading, offsets added. */
  private Map<String, BigDecimal> last(MeterRef ref, long before) throws JournalException {
    Map<String, BigDecimal> last = new HashMap<>();
    RecentReadings.read(
        decisions,
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
              + "' before the change, where new ones could go on; use --new-series.");
    }
    return offsets;
  }

  private static BigDecimal plain(BigDecimal number) {
    return number.scale() < 0 ? number.setScale(0) : number;
  }
}
