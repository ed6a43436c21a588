// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.validation;

import org.metergate.counter.CounterRule;
import org.metergate.counter.CounterRules;
import org.metergate.counter.DecisionRefused;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalException;
import org.metergate.spi.reading.MeterRef;

/** Reads and sets the counter rules of one name's meters in the journal. Any thread. */
record MeterRules(String meter, Journal journal) {

  CounterRules all(MeterRef ref) {
    return journal.rules().of(ref);
  }

  CounterRule last(MeterRef ref) {
    return all(ref).last();
  }

  long nextId() {
    return journal.readings().nextId();
  }

  /** Returns the number that the meter sends, or its configured name if it sends none. */
  String name(MeterRef ref) {
    return ref.identifier().isEmpty() ? meter : ref.identifier();
  }

  /** Whether a scale was decided once and is open again, so that a person must decide it. */
  boolean isDoubted(MeterRef ref) {
    return last(ref).exponent() == null && previousExponent(ref) != null;
  }

  /** The scale that was decided last, whether or not it still holds; null if there was none. */
  Integer previousExponent(MeterRef ref) {
    Integer before = null;
    for (CounterRule counterRule : all(ref).counterRules()) {
      before = counterRule.exponent() == null ? before : counterRule.exponent();
    }
    return before;
  }

  /**
   * Sets the rules of a meter.
   *
   * @param late the first reading whose values become known by this; 0 for none.
   * @return whether they are in the file; the next reading that cannot be stored reports why.
   */
  boolean put(MeterRef ref, CounterRules counterRules, long late) {
    try {
      journal.rules().put(ref, counterRules, late);
      return true;
    } catch (JournalException e) {
      return false;
    }
  }

  /** Adds a rule as {@link #put} sets all. */
  boolean add(MeterRef ref, CounterRule counterRule, long late) {
    return put(ref, all(ref).with(counterRule), late);
  }

  /** Decides the scale of the newest readings, and of those before that wait for the same. */
  boolean decide(MeterRef ref, int exponent, boolean beginsSeries) {
    CounterRules before = all(ref);
    CounterRules decided = before.decided(exponent);
    if (beginsSeries) {
      decided = decided.with(decided.last().beginning());
    }
    return put(ref, decided, before.last().held() ? 0 : Math.max(1, before.openFrom()));
  }

  static void require(boolean stored) throws DecisionRefused {
    if (!stored) {
      throw new DecisionRefused("The journal cannot be written now; try again later.");
    }
  }

  static String wattHours(int exponent) {
    return exponent == 0 ? "1" : "10";
  }
}
