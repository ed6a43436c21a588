// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.dashboards;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** In which unit a panel shows, and what each unit that a meter may send is in it. */
enum Measure {
  POWER("watt", "watts", "1", "W", "1", "kW", "1000"),
  ENERGY("kwatth", "kwh", "1", "kWh", "1", "Wh", "0.001", "MWh", "1000"),
  HEAT(
      "kwatth",
      "kwh",
      "1",
      "kWh",
      "1",
      "Wh",
      "0.001",
      "MWh",
      "1000",
      "MJ",
      "0.27777777777777778",
      "GJ",
      "277.77777777777778",
      "Mcal",
      "1.163",
      "Gcal",
      "1163"),
  VOLTAGE("volt", "volts", "1", "V", "1"),
  CURRENT("amp", "amperes", "1", "A", "1", "mA", "0.001"),
  VOLUME("m3", "cubic_meters", "1", "m3", "1", "l", "0.001"),
  FLOW(
      "suffix: l/h",
      "cubic_meters_per_second",
      "3600000",
      "l/h",
      "1",
      "m3/h",
      "1000",
      "l/min",
      "60"),
  TEMPERATURE("celsius", "celsius", "1", "degC", "1"),
  DIFFERENCE("kelvin", "(kelvin|celsius)", "1", "K", "1", "degC", "1");

  private final String shownUnit;
  private final String metricUnit;
  private final BigDecimal metricFactor;
  private final Map<String, BigDecimal> units = new LinkedHashMap<>();

  Measure(String shownUnit, String metricUnit, String metricFactor, String... units) {
    this.shownUnit = shownUnit;
    this.metricUnit = metricUnit;
    this.metricFactor = new BigDecimal(metricFactor);
    for (int i = 0; i < units.length; i += 2) {
      this.units.put(units[i], new BigDecimal(units[i + 1]));
    }
  }

  /** Grafana's name of the unit. */
  String shownUnit() {
    return shownUnit;
  }

  /** The unit at the end of a metric's name; a pattern where meters differ. */
  String metricUnit() {
    return metricUnit;
  }

  /** By what a metric is multiplied to be in the unit that is shown. */
  BigDecimal metricFactor() {
    return metricFactor;
  }

  /** By what a value is multiplied, for each unit of a meter. */
  Map<String, BigDecimal> units() {
    return units;
  }
}
