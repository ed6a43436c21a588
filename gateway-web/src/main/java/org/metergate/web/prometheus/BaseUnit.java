// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.prometheus;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;

/**
 * Converts a meter's unit to the base unit recommended by Prometheus (Prometheus documentation,
 * "Metric and label naming": joules, celsius, volts, ratio), as exactly as decimals allow.
 *
 * @param suffix of the metric's name; empty for a number without a unit.
 * @param factor by which a value is multiplied.
 * @param divisor by which it is then divided.
 */
record BaseUnit(String suffix, BigDecimal factor, BigDecimal divisor) {
  private static final BigDecimal JOULES_IN_A_KILOWATT_HOUR = new BigDecimal("3600000");
  private static final Map<String, BaseUnit> KNOWN = new HashMap<>();

  static {
    multiples("joules", "3600", "Wh", "kWh", "MWh", "GWh");
    multiples("joules", "1", "J", "kJ", "MJ", "GJ");
    multiples("joules", "4.1868", "cal", "kcal", "Mcal", "Gcal"); // ISO 31-4, IT calorie
    multiples("var_seconds", "3600", "varh", "kvarh", "Mvarh");
    multiples("volt_ampere_seconds", "3600", "VAh", "kVAh", "MVAh");
    multiples("watts", "1", "W", "kW", "MW");
    multiples("vars", "1", "var", "kvar", "Mvar");
    multiples("volt_amperes", "1", "VA", "kVA", "MVA");
    multiples("volts", "1", "V", "kV");
    multiples("amperes", "1", "A");
    multiples("amperes", "0.001", "mA");
    multiples("hertz", "1", "Hz");
    multiples("cubic_meters", "1", "m3");
    multiples("cubic_meters", "0.001", "l");
    put("m3/h", "cubic_meters_per_second", "1", "3600");
    put("l/h", "cubic_meters_per_second", "0.001", "3600");
    put("l/min", "cubic_meters_per_second", "0.001", "60");
    multiples("celsius", "1", "degC");
    multiples("kelvin", "1", "K");
    put("s", "seconds", "1", "1");
    put("min", "seconds", "60", "1");
    put("h", "seconds", "3600", "1");
    put("d", "seconds", "86400", "1");
    multiples("grams", "1000", "kg", "t");
    multiples("pascals", "100000", "bar");
    put("%", "ratio", "1", "100");
  }

  private static void multiples(String suffix, String first, String... units) {
    BigDecimal factor = new BigDecimal(first);
    for (String unit : units) {
      KNOWN.put(unit, new BaseUnit(suffix, factor, BigDecimal.ONE));
      factor = factor.movePointRight(3);
    }
  }

  private static void put(String unit, String suffix, String factor, String divisor) {
    KNOWN.put(unit, new BaseUnit(suffix, new BigDecimal(factor), new BigDecimal(divisor)));
  }

  /** Returns the base unit; an unknown unit keeps its name and its scale. */
  static BaseUnit of(Measurement measurement) {
    String unit = measurement.unit() == null ? "" : measurement.unit().ascii();
    BaseUnit known = KNOWN.get(unit);
    if (known != null) {
      return known;
    }
    boolean ratio = measurement.quantity().dimension() == Dimension.POWER_FACTOR;
    String suffix = ratio ? "ratio" : unit.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    return new BaseUnit(suffix.replaceAll("^_+|_+$", ""), BigDecimal.ONE, BigDecimal.ONE);
  }

  double convert(BigDecimal value) {
    return value.multiply(factor).divide(divisor, MathContext.DECIMAL64).doubleValue();
  }

  /** Whether the base unit is the joule, so that there are kilowatt-hours too. */
  boolean isEnergy() {
    return suffix.equals("joules");
  }

  /** Converts an energy to kilowatt-hours; the meter's digits where it sends Wh or multiples. */
  double kilowattHours(BigDecimal value) {
    return value
        .multiply(factor)
        .divide(JOULES_IN_A_KILOWATT_HOUR, MathContext.DECIMAL64)
        .doubleValue();
  }
}
