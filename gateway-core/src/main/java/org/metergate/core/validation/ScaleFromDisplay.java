// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.validation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.metergate.counter.CounterRule;
import org.metergate.counter.DecisionRefused;
import org.metergate.counter.ScaleEstimator;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalException;
import org.metergate.spi.reading.MeterRef;

/** Finds the scale of a meter by comparing its display with its newest count. */
final class ScaleFromDisplay {
  /**
   * Allowed relative difference: time may pass between the reading of the display and the command.
   */
  private static final double TOLERANCE = 0.02;

  private final Journal journal;
  private final MeterRef ref;
  private final String meter;

  ScaleFromDisplay(Journal journal, MeterRef ref, String meter) {
    this.journal = journal;
    this.ref = ref;
    this.meter = meter;
  }

  /**
   * Finds the power of ten of a count in Wh.
   *
   * @param display in kWh.
   * @throws DecisionRefused if no scale or more than one fits.
   */
  int exponent(BigDecimal display) throws DecisionRefused {
    BigDecimal count = count();
    List<Integer> fitting = new ArrayList<>();
    List<String> possible = new ArrayList<>();
    for (int exponent : ScaleEstimator.EXPONENTS) {
      BigDecimal shown = count.scaleByPowerOfTen(exponent - 3);
      possible.add(shown.toPlainString());
      double distance = Math.abs(shown.doubleValue() - display.doubleValue());
      if (distance <= Math.max(1, TOLERANCE * display.doubleValue())) {
        fitting.add(exponent);
      }
    }
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    String kWh = String.join(" or ", possible) + " kWh";
    throw new DecisionRefused(
        fitting.isEmpty()
            ? "The display of '"
                + meter
                + "' should show "
                + kWh
                + " of imported energy, not "
                + display.toPlainString()
                + "; check that it is this meter, and its reading in kWh."
            : "The meter '"
                + meter
                + "' has counted too little to tell "
                + kWh
                + " apart; wait some days, or until the scale is found from its power.");
  }

  private BigDecimal count() throws DecisionRefused {
    BigDecimal[] count = new BigDecimal[1];
    try {
      RecentReadings.stored(
          journal.readings(),
          ref,
          stored ->
              stored
                  .reading()
                  .measurement("energy_import")
                  .filter(CounterRule::waitsForScale)
                  .ifPresent(m -> count[0] = m.raw()));
    } catch (JournalException e) {
      throw new DecisionRefused(e.getMessage());
    }
    if (count[0] != null) {
      return count[0];
    }
    throw new DecisionRefused(
        "The energies of '"
            + meter
            + "' do not wait for a scale: the meter sends it, or the configuration has a fixed"
            + " energy-scale, or no energy was received recently.");
  }
}
