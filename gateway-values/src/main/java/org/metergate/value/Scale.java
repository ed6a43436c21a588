// SPDX-License-Identifier: Apache-2.0
package org.metergate.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.metergate.spi.reading.Unit;

/**
 * How large a unit is among those of its kind.
 *
 * @param kind units of one kind measure the same; a watt-hour and a var-hour do not.
 * @param size in the kind's own base, exact.
 */
record Scale(String kind, BigDecimal size) {
  private static final Map<String, Scale> KNOWN = new HashMap<>();

  static {
    thousands("joules", "3600", "Wh", "kWh", "MWh", "GWh");
    thousands("joules", "1", "J", "kJ", "MJ", "GJ");
    thousands("joules", "4.1868", "cal", "kcal", "Mcal", "Gcal"); // ISO 31-4, IT calorie
    thousands("var-hours", "1", "varh", "kvarh", "Mvarh", "Gvarh");
    thousands("volt-ampere-hours", "1", "VAh", "kVAh", "MVAh", "GVAh");
    thousands("watts", "0.001", "mW", "W", "kW", "MW", "GW");
    thousands("vars", "1", "var", "kvar", "Mvar", "Gvar");
    thousands("volt-amperes", "1", "VA", "kVA", "MVA", "GVA");
    thousands("volts", "0.001", "mV", "V", "kV");
    thousands("amperes", "0.001", "mA", "A", "kA");
    thousands("litres", "1", "l", "m3");
    put("litres an hour", "1", "l/h");
    put("litres an hour", "60", "l/min");
    put("litres an hour", "3600", "l/s");
    put("litres an hour", "1000", "m3/h");
    put("degrees", "1", "degC"); // of a difference: a point on one scale is none on the other
    put("degrees", "1", "K");
    put("seconds", "1", "s");
    put("seconds", "0.001", "ms");
    put("seconds", "60", "min");
    put("seconds", "3600", "h");
    put("seconds", "86400", "d");
  }

  private static void thousands(String kind, String first, String... units) {
    BigDecimal size = new BigDecimal(first);
    for (String unit : units) {
      KNOWN.put(unit, new Scale(kind, size));
      size = size.movePointRight(3);
    }
  }

  private static void put(String kind, String size, String unit) {
    KNOWN.put(unit, new Scale(kind, new BigDecimal(size)));
  }

  /** Finds the size of a unit; nothing for one that is null or in no table. */
  static Optional<Scale> of(Unit unit) {
    return Optional.ofNullable(unit).map(known -> KNOWN.get(known.ascii()));
  }

  /** How many of the other unit make one of this; 20 digits, so that a power of ten is exact. */
  BigDecimal in(Scale other) {
    return size.divide(other.size, new MathContext(20));
  }
}
