// SPDX-License-Identifier: Apache-2.0
package org.metergate.counter;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Map;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;

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
  private static final Map<String, BigDecimal> UNITS =
      Map.ofEntries(
          Map.entry("Wh", new BigDecimal("1")),
          Map.entry("varh", new BigDecimal("1")),
          Map.entry("VAh", new BigDecimal("1")),
          Map.entry("kWh", new BigDecimal("1000")),
          Map.entry("kvarh", new BigDecimal("1000")),
          Map.entry("kVAh", new BigDecimal("1000")),
          Map.entry("MWh", new BigDecimal("1000000")),
          Map.entry("GWh", new BigDecimal("1000000000")),
          Map.entry("kJ", joules(1)),
          Map.entry("MJ", joules(1_000)),
          Map.entry("GJ", joules(1_000_000)),
          Map.entry("kcal", new BigDecimal("1.163")),
          Map.entry("Mcal", new BigDecimal("1163")),
          Map.entry("Gcal", new BigDecimal("1163000")),
          Map.entry("l", new BigDecimal("0.001")),
          Map.entry("m3", new BigDecimal("1")));

  /** A display of six digits in kWh or m³ is full after this many hours at the limit. */
  private static final double FULL_DISPLAY = 1000;

  private GrowthLimits() {}

  private static BigDecimal joules(long thousands) {
    return BigDecimal.valueOf(thousands * 10).divide(BigDecimal.valueOf(36), MathContext.DECIMAL64);
  }

  /** Returns one unit of a measurement in the dimension's base unit; 1 for an unknown unit. */
  static BigDecimal unit(Measurement m) {
    return m.unit() == null ? BigDecimal.ONE : UNITS.getOrDefault(m.unit().ascii(), BigDecimal.ONE);
  }

  /**
   * Returns whether a counter can have grown this much.
   *
   * @param m of the counter, for its dimension and unit.
   * @param growth in the base unit of the dimension.
   * @param time in which it grew.
   */
  static boolean possible(Measurement m, double growth, Duration time) {
    Double hourly = hourly(m);
    return hourly == null || growth <= hourly * time.toMillis() / 3.6e6;
  }

  /**
   * Returns whether a meter in use can show this much.
   *
   * @param m of the counter, for its dimension and unit.
   * @param total in the base unit of the dimension.
   */
  static boolean fitsDisplay(Measurement m, double total) {
    Double hourly = hourly(m);
    return hourly == null || total <= hourly * FULL_DISPLAY;
  }

  private static Double hourly(Measurement m) {
    boolean known = m.unit() != null && UNITS.containsKey(m.unit().ascii());
    return known ? LIMIT_PER_HOUR.get(m.quantity().dimension()) : null;
  }
}
