// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.validation;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.metergate.counter.DecisionRefused;
import org.metergate.journal.Journal;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.time.TimeSource;

/**
 * Checks the counters of all meters before they are stored, and carries out what people decide
 * about them. Any thread.
 */
public final class CounterValidators {
  private final Journal journal;
  private final TimeSource time;
  private final Map<String, CounterValidator> validators = new TreeMap<>();

  /**
   * Creates the set without any meter.
   *
   * @param journal keeps what was decided.
   * @param time the steady clock, for power over time.
   */
  public CounterValidators(Journal journal, TimeSource time) {
    this.journal = journal;
    this.time = time;
  }

  /**
   * Returns the validator of a meter or sub-meter.
   *
   * @param meter any one.
   * @return always the same for meters of one display name.
   */
  public CounterValidator of(MeterRef meter) {
    return validator(meter.displayName());
  }

  private synchronized CounterValidator validator(String meter) {
    return validators.computeIfAbsent(meter, name -> new CounterValidator(name, journal, time));
  }

  /**
   * Decides the scale of a meter by what its display shows.
   *
   * @param meter its display name.
   * @param display imported energy, in kWh.
   * @return what was decided.
   * @throws DecisionRefused with a sentence.
   */
  public Finding scale(String meter, BigDecimal display) throws DecisionRefused {
    return validator(meter).scale(display);
  }

  /**
   * Decides how the counters of a meter continue that was replaced or reset.
   *
   * @param meter its display name.
   * @param continued whether they continue from the old ones; otherwise a new series begins.
   * @return what was decided.
   * @throws DecisionRefused with a sentence.
   */
  public Finding meterChange(String meter, boolean continued) throws DecisionRefused {
    return validator(meter).meterChange(continued);
  }

  /**
   * Accepts a meter's next reading as it is, since its total was set to what its display shows.
   *
   * @param meter its display name.
   * @return takes this back where the total was not set after all: what was known holds again,
   *     except of counters of which a value has come since.
   */
  public Runnable forget(String meter) {
    return validator(meter).forget();
  }

  /**
   * Publishes a total that comes from a backup again, since it was set to what the display shows;
   * nothing changes for others.
   *
   * @param meter its display name.
   * @param quantity which total.
   * @return whether that is stored.
   */
  public boolean confirm(String meter, String quantity) {
    return validator(meter).confirm(quantity);
  }
}
