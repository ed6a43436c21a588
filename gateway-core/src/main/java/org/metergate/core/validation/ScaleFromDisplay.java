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
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;

/** Finds the scale of a meter by comparing its display with its newest count. */
final class ScaleFromDisplay {
  /**
   * Allowed relative difference: time may pass between the reading of the display and the command.
   */
  private static final double TOLERANCE = 0.02;

  private ScaleFromDisplay() {}

  /**
   * The newest count of imported energy.
   *
   * @param count as it came.
   * @param trusted whether it was in the order of the counts before.
   */
  record Count(String meter, BigDecimal count, boolean trusted) {

    /** What the display shows in kWh if a count is ten to this power Wh. */
    BigDecimal shown(int exponent) {
      return count.scaleByPowerOfTen(exponent - 3);
    }

    /**
     * Finds the power of ten of a count in Wh.
     *
     * @param display in kWh.
     * @throws DecisionRefused if no scale or more than one fits.
     */
    int exponent(BigDecimal display) throws DecisionRefused {
      List<Integer> fitting = new ArrayList<>();
      List<String> possible = new ArrayList<>();
      for (int exponent : ScaleEstimator.EXPONENTS) {
        possible.add(shown(exponent).toPlainString());
        double distance = Math.abs(shown(exponent).doubleValue() - display.doubleValue());
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
  }

  /**
   * Finds the count that came last.
   *
   * @param waits whether counts wait for a scale; then one that was withheld is no evidence.
   * @throws DecisionRefused if none came, or none without a scale.
   */
  static Count newest(Journal journal, MeterRef ref, String meter, boolean waits)
      throws DecisionRefused {
    Measurement[] newest = new Measurement[1];
    boolean[] hasOpen = new boolean[1];
    try {
      RecentReadings.stored(
          journal.readings(),
          ref,
          stored ->
              stored
                  .reading()
                  .measurement("energy_import")
                  .filter(m -> m.value() == null && m.raw() != null)
                  .filter(m -> CounterRule.waitsForScale(m) || !waits && hasOpen[0])
                  .ifPresent(
                      m -> {
                        newest[0] = m;
                        hasOpen[0] |= CounterRule.waitsForScale(m);
                      }));
    } catch (JournalException e) {
      throw new DecisionRefused(e.getMessage());
    }
    if (newest[0] != null) {
      return new Count(meter, newest[0].raw(), newest[0].unit() != null);
    }
    throw new DecisionRefused(
        "The energies of '"
            + meter
            + "' do not wait for a scale: the meter sends it, or the configuration has a fixed"
            + " energy-scale, or no energy was received recently.");
  }
}
