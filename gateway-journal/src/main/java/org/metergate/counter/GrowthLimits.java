// SPDX-License-Identifier: Apache-2.0
package org.metergate.counter;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Value;

/**
 * How much a counter can grow in an hour. Generous, since a limit that is too low would withhold a
 * correct counter: a megawatt, ten for heat, a thousand cubic metres.
 */
final class GrowthLimits {
  private static final double MEGA = 1_000_000;

  /** The limit for one hour, in the dimension's base unit: Wh, varh, VAh or m³. */
  private static final Map<Dimension, Double> LIMIT_PER_HOUR =
      Map.of(
          Dimension.ENERGY,
          MEGA,
          Dimension.REACTIVE_ENERGY,
          MEGA,
          Dimension.APPARENT_ENERGY,
          MEGA,
          Dimension.HEAT_ENERGY,
          10 * MEGA,
          Dimension.VOLUME,
          1000.0,
          Dimension.GAS_VOLUME,
          1000.0,
          Dimension.WATER_VOLUME,
          1000.0);

  /** Units by their ASCII spelling, in the base unit; a unit that is not listed has no limit. */
  private static final Map<String, Double> UNITS =
      Map.ofEntries(
          Map.entry("Wh", 1.0),
          Map.entry("varh", 1.0),
          Map.entry("VAh", 1.0),
          Map.entry("kWh", 1e3),
          Map.entry("kvarh", 1e3),
          Map.entry("kVAh", 1e3),
          Map.entry("MWh", 1e6),
          Map.entry("GWh", 1e9),
          Map.entry("kJ", 1 / 3.6),
          Map.entry("MJ", 1e3 / 3.6),
          Map.entry("GJ", 1e6 / 3.6),
          Map.entry("kcal", 1.163),
          Map.entry("Mcal", 1.163e3),
          Map.entry("Gcal", 1.163e6),
          Map.entry("l", 0.001),
          Map.entry("m3", 1.0));

  private GrowthLimits() {}

  /**
   * Returns whether a counter can have grown this much.
   *
   * @param m of the counter, for its dimension and unit.
   * @param growth in counts if the wire has an integer, else in the unit of its value.
   * @param exponent one count is ten to this power if there is no value.
   * @param time in which it grew.
   */
  static boolean possible(Measurement m, BigDecimal growth, int exponent, Duration time) {
    Double hourly = LIMIT_PER_HOUR.get(m.quantity().dimension());
    Double unit = m.unit() == null ? null : UNITS.get(m.unit().ascii());
    if (hourly == null || unit == null) {
      return true;
    }
    return growth.doubleValue() * countIn(m, exponent) * unit <= hourly * time.toMillis() / 3.6e6;
  }

  /** What one count is, in the unit. */
  private static double countIn(Measurement m, int exponent) {
    if (m.raw() == null) {
      return 1;
    }
    if (m.value() instanceof Value.Decimal decimal && m.raw().signum() != 0) {
      return decimal.number().doubleValue() / m.raw().doubleValue();
    }
    return Math.pow(10, exponent);
  }
}
