// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.validation;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.metergate.counter.DecisionRefused;
import org.metergate.journal.Journal;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.time.TimeSource;

/**
 * What the counters of all meters must pass before they are stored, and what people decide about
 * them. Any thread.
 */
public final class CounterValidators {
  private final Journal journal;
  private final TimeSource time;
  private final Map<String, CounterValidator> validators = new TreeMap<>();

  /**
   * Knows no meter yet.
   *
   * @param journal keeps what was decided.
   * @param time its steady clock measures power over time.
   */
  public CounterValidators(Journal journal, TimeSource time) {
    this.journal = journal;
    this.time = time;
  }

  /**
   * Looks at a reading before it is stored.
   *
   * @param reading of any origin; a logger's record passes as it is.
   * @param told hears what is found; called on this thread.
   * @return the reading to store, in which counters in doubt have no value.
   */
  public Reading check(Reading reading, Consumer<Finding> told) {
    return validator(reading.meter().displayName()).check(reading, told);
  }

  private synchronized CounterValidator validator(String meter) {
    return validators.computeIfAbsent(meter, name -> new CounterValidator(name, journal, time));
  }

  /**
   * Decides the scale of a meter by what its display shows.
   *
   * @param meter the name by which pages speak of it.
   * @param display imported energy, in kWh.
   * @return what was decided.
   * @throws DecisionRefused with a sentence.
   */
  public Finding scale(String meter, BigDecimal display) throws DecisionRefused {
    return validator(meter).scale(display);
  }

  /**
   * Decides how the counters of a meter go on that was replaced or set back.
   *
   * @param meter the name by which pages speak of it.
   * @param continued whether they go on where the old ones ended, else they begin anew.
   * @return what was decided.
   * @throws DecisionRefused with a sentence.
   */
  public Finding meterChange(String meter, boolean continued) throws DecisionRefused {
    return validator(meter).meterChange(continued);
  }

  /**
   * Takes a meter's next reading as it comes, since somebody has set its total to its display.
   *
   * @param meter the name by which pages speak of it.
   */
  public void forget(String meter) {
    validator(meter).forget();
  }
}
