// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.api;

import java.math.BigDecimal;
import java.util.Optional;
import org.metergate.journal.rollup.Series;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Unit;
import org.metergate.value.HeatUnit;
import org.metergate.value.Units;

/**
 * How a history is written.
 *
 * @param units of the values.
 * @param derived whether quantities that follow from others are among the rows; where they are
 *     asked for by name they are in any case.
 */
public record HistoryView(Units units, boolean derived) {
  /** As the meter sends it. */
  public static final HistoryView METER = new HistoryView(Units.METER, false);

  /** The name of the meter's own units. */
  public static final String METER_UNITS = "meter";

  /**
   * Creates a view from its names in a request.
   *
   * @param units {@code meter} or {@code home}.
   * @param heat the unit of energy that water carries, with {@code home} alone; null for
   *     kilowatt-hours.
   * @return the view; nothing for other names, and for a unit of heat without {@code home}.
   */
  public static Optional<HistoryView> of(String units, String heat) {
    if (units.equals("home")) {
      return HeatUnit.named(heat == null ? HeatUnit.KWH.unit().ascii() : heat)
          .map(unit -> new HistoryView(Units.home(unit), true));
    }
    return units.equals(METER_UNITS) && heat == null ? Optional.of(METER) : Optional.empty();
  }

  /**
   * Returns what is wrong with names for which {@link #of} returns nothing.
   *
   * @param units how the request calls the units.
   * @param heat how it calls the unit of heat.
   * @return a sentence.
   */
  public static String mistake(String units, String heat) {
    return units
        + " must be meter or home, and "
        + heat
        + ", which is only of use with home, must be kWh, MWh or GJ.";
  }

  /**
   * Returns the numbers of a series in the units of this view.
   *
   * @param series one of the journal.
   * @return how its numbers are converted.
   */
  public Converted of(Series series) {
    Unit own = series.unit().isEmpty() ? Unit.NONE : new Unit(series.unit(), series.unit());
    Quantity quantity =
        new Quantity(series.quantity(), series.kind(), series.dimension(), series.label());
    return new Converted(own, units.unitOf(quantity, own));
  }

  /**
   * How numbers are converted.
   *
   * @param from the meter's own unit.
   * @param to the unit in which they are written.
   */
  public record Converted(Unit from, Unit to) {
    /**
     * Converts a number.
     *
     * @param number in the meter's own unit, or null.
     * @return in the unit of the view; null stays null.
     */
    public BigDecimal number(BigDecimal number) {
      return number == null || from.ascii().equals(to.ascii())
          ? number
          : Units.convert(number, from, to);
    }
  }
}
