// SPDX-License-Identifier: Apache-2.0
package org.metergate.value;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;

/**
 * In which units values are read: those of the meter, or those of a home, which are the same for
 * all meters.
 *
 * <table>
 * <caption>The units of a home</caption>
 * <tr><th>what</th><th>unit</th></tr>
 * <tr><td>active, reactive, apparent energy</td><td>kWh, kvarh, kVAh</td></tr>
 * <tr><td>energy that water carries</td><td>kWh, or {@code heat}</td></tr>
 * <tr><td>active, reactive, apparent power, heat flow</td><td>W, var, VA, W</td></tr>
 * <tr><td>voltage, current</td><td>V, A</td></tr>
 * <tr><td>volumes, flow</td><td>m³, l/h</td></tr>
 * <tr><td>temperature, difference of temperatures</td><td>°C, K</td></tr>
 * <tr><td>duration, where it is counted</td><td>h</td></tr>
 * </table>
 *
 * <p>Everything else keeps its unit, and so does a unit that is in no table: none is guessed. A
 * duration that is not counted keeps the meter's too: a power failure of 240 s is read as 240 s.
 *
 * <p>A conversion invents no digit and drops none. By a power of ten, the decimal point moves:
 * 16532620 Wh is 16532.620 kWh. Otherwise (GJ, Gcal, l/min) the result has the fewest decimals with
 * which neighbouring values of the meter stay apart, half rounded up; converted back and rounded to
 * the meter's decimals it is the meter's value again. Larger values of one register stay larger, as
 * long as the meter keeps its number of decimals.
 *
 * @param home whether the units are those of a home.
 * @param heat the unit of energy that water carries; without effect where {@code home} is false.
 */
public record Units(boolean home, HeatUnit heat) {
  /** The meter's own, digit for digit. */
  public static final Units METER = new Units(false, HeatUnit.KWH);

  private static final Unit KVAH = new Unit("kVAh", "kVAh");
  private static final Unit LITRES_AN_HOUR = new Unit("l/h", "l/h");

  /** Numbers with more digits on either side of the point are no measurements. */
  private static final int MOST_DIGITS = 100;

  /** Requires a unit of heat. */
  public Units {
    Objects.requireNonNull(heat, "heat");
  }

  /**
   * The units of a home.
   *
   * @param heat the unit of energy that water carries.
   * @return the units.
   */
  public static Units home(HeatUnit heat) {
    return new Units(true, heat);
  }

  /**
   * Returns a reading in these units.
   *
   * @param reading in any units.
   * @return the reading, the same in everything but values and units; itself where nothing changes.
   */
  public Reading of(Reading reading) {
    if (!home) {
      return reading;
    }
    List<Measurement> converted = new ArrayList<>(reading.measurements().size());
    boolean changed = false;
    for (Measurement measurement : reading.measurements()) {
      Measurement one = of(measurement);
      changed |= one != measurement;
      converted.add(one);
    }
    return changed ? reading.withMeasurements(converted) : reading;
  }

  /**
   * Returns a measurement in these units.
   *
   * @param measurement in any unit.
   * @return with the same quantity, register, time and raw integer, which stays as on the wire;
   *     itself where it has no number, since its scale is unknown or it is a text or a time, and
   *     where it has the unit already.
   */
  public Measurement of(Measurement measurement) {
    if (!(measurement.value() instanceof Value.Decimal decimal)) {
      return measurement;
    }
    Unit unit = unitOf(measurement.quantity(), measurement.unit());
    if (Objects.equals(unit, measurement.unit()) || isEndless(decimal.number())) {
      return measurement;
    }
    return new Measurement(
        measurement.quantity(),
        new Value.Decimal(convert(decimal.number(), measurement.unit(), unit)),
        unit,
        measurement.register(),
        measurement.raw(),
        measurement.at());
  }

  /**
   * Returns the unit in which a quantity is read.
   *
   * @param quantity what is measured.
   * @param own the meter's unit, or null.
   * @return one into which {@link #convert} can convert; the meter's own where these units have
   *     none for it, null only where that is null.
   */
  public Unit unitOf(Quantity quantity, Unit own) {
    if (!home || own == null) {
      return own;
    }
    Unit wanted = wanted(quantity, own);
    return UnitConversion.isPossible(own, wanted) ? wanted : own;
  }

  private Unit wanted(Quantity quantity, Unit own) {
    return switch (quantity.dimension()) {
      case ENERGY -> Unit.KWH;
      case REACTIVE_ENERGY -> Unit.KVARH;
      case APPARENT_ENERGY -> KVAH;
      case HEAT_ENERGY -> heat.unit();
      case POWER, HEAT_POWER -> Unit.W;
      case REACTIVE_POWER -> Unit.VAR;
      case APPARENT_POWER -> Unit.VA;
      case VOLTAGE -> Unit.V;
      case CURRENT -> Unit.A;
      case VOLUME, GAS_VOLUME, WATER_VOLUME -> Unit.M3;
      case FLOW -> LITRES_AN_HOUR;
      case TEMPERATURE_DIFFERENCE -> Unit.KELVIN; // one of them is as large as a degree Celsius
      case DURATION -> quantity.kind() == Quantity.Kind.COUNTER ? Unit.HOUR : own;
      default -> own; // a point on the Celsius scale is converted to nothing else
    };
  }

  /**
   * Converts a number from one unit to another, by the rule above.
   *
   * @param number its decimals are those of the meter, trailing zeros included.
   * @param from its unit.
   * @param to the unit of the result, of the same kind, such as {@link #unitOf} returns.
   * @return with no exponent.
   * @throws IllegalArgumentException where the units do not measure the same.
   */
  public static BigDecimal convert(BigDecimal number, Unit from, Unit to) {
    return UnitConversion.of(number, from, to);
  }

  /**
   * Returns whether numbers of one unit can be written in another.
   *
   * @param from a unit.
   * @param to another, or the same.
   * @return false where the units measure different things, or one of them is not known.
   */
  public static boolean isPossible(Unit from, Unit to) {
    return UnitConversion.isPossible(from, to);
  }

  /** A dropped-in driver's 1E+999999999 would fill the memory when it is written without one. */
  static boolean isEndless(BigDecimal number) {
    return Math.abs((long) number.scale()) + number.precision() > MOST_DIGITS;
  }
}
