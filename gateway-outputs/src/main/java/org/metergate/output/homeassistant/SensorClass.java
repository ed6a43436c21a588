// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.homeassistant;

import static org.metergate.output.homeassistant.KnownQuantity.Form.NUMBER;
import static org.metergate.output.homeassistant.KnownQuantity.Form.ZONED_TIME;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.metergate.spi.reading.Dimension;

/**
 * How Home Assistant classifies a sensor. The classes, the units that each allows and the state
 * classes that go with them are those of its developers' page on sensors (August 2026): a sensor
 * whose unit its class does not allow loses the class and keeps the unit. A difference of
 * temperatures has no class: versions that do not know {@code temperature_delta} refuse the sensor,
 * and {@code temperature} would add an offset for users of °F.
 *
 * @param device the device class, or null.
 * @param state the state class, or null.
 * @param unit as Home Assistant spells it, or null.
 */
record SensorClass(String device, String state, String unit) {
  private static final String TOTAL = "total_increasing";
  private static final String MEASUREMENT = "measurement";
  private static final SensorClass NONE = new SensorClass(null, null, null);
  private static final String ENERGIES = "J kJ MJ GJ Wh kWh MWh GWh TWh mWh cal kcal Mcal Gcal";
  private static final Map<Dimension, Allowed> CLASSES = new EnumMap<>(Dimension.class);

  /** Units that meters and Home Assistant spell differently. */
  private static final Map<String, String> SPELLINGS =
      Map.of(
          "l", "L", "l/h", "L/h", "l/min", "L/min", "l/s", "L/s", "m^3", "m³", "m3", "m³", "m3/h",
          "m³/h", "degC", "°C");

  static {
    put(Dimension.ENERGY, "energy", ENERGIES, true);
    put(Dimension.HEAT_ENERGY, "energy", ENERGIES, true);
    put(Dimension.REACTIVE_ENERGY, "reactive_energy", "varh kvarh", true);
    put(Dimension.POWER, "power", "mW W kW MW GW TW", false);
    put(Dimension.HEAT_POWER, "power", "mW W kW MW GW TW", false);
    put(Dimension.REACTIVE_POWER, "reactive_power", "mvar var kvar", false);
    put(Dimension.APPARENT_POWER, "apparent_power", "mVA VA kVA", false);
    put(Dimension.VOLTAGE, "voltage", "mV V kV MV", false);
    put(Dimension.CURRENT, "current", "mA A", false);
    put(Dimension.FREQUENCY, "frequency", "mHz Hz kHz MHz GHz", false);
    put(Dimension.POWER_FACTOR, "power_factor", "%", false);
    put(Dimension.TEMPERATURE, "temperature", "°C °F K", false);
    put(Dimension.VOLUME, "volume", "mL L m³ ft³ CCF MCF gal", true);
    put(Dimension.GAS_VOLUME, "gas", "L m³ ft³ CCF MCF", true);
    put(Dimension.WATER_VOLUME, "water", "L m³ ft³ CCF MCF gal", true);
    put(Dimension.FLOW, "volume_flow_rate", "m³/h m³/min m³/s L/h L/min L/s mL/s", false);
    put(Dimension.MASS, "weight", "kg g mg", null);
    put(Dimension.DURATION, "duration", "d h min s ms", null);
  }

  /**
   * A device class.
   *
   * @param total whether it goes with totals only, or with measurements only; null where it goes
   *     with both.
   */
  private record Allowed(String name, Set<String> units, Boolean total) {
    boolean totals() {
      return total == null || total;
    }

    boolean measurements() {
      return total == null || !total;
    }
  }

  private static void put(Dimension dimension, String name, String units, Boolean total) {
    CLASSES.put(dimension, new Allowed(name, Set.of(units.split(" ")), total));
  }

  /** Returns the class of a quantity from its kind, dimension, unit and form. */
  static SensorClass of(KnownQuantity known) {
    if (known.form() == ZONED_TIME) {
      return new SensorClass("timestamp", null, null);
    } else if (known.form() != NUMBER) {
      return NONE;
    }
    String unit = spelled(unit(known));
    Dimension dimension = known.quantity().dimension();
    Optional<Allowed> allowed =
        Optional.ofNullable(CLASSES.get(dimension))
            .filter(one -> one.units().contains(unit) || isBareFactor(dimension, unit));
    String shown = unit.isEmpty() ? null : unit;
    return switch (known.quantity().kind()) {
      case COUNTER ->
          new SensorClass(
              allowed.filter(Allowed::totals).map(Allowed::name).orElse(null), TOTAL, shown);
      case GAUGE ->
          new SensorClass(
              allowed.map(Allowed::name).orElse(null),
              !known.dated() && allowed.map(Allowed::measurements).orElse(true)
                  ? MEASUREMENT
                  : null,
              shown);
      case STATE -> new SensorClass(allowed.map(Allowed::name).orElse(null), null, shown);
    };
  }

  /** Some meters send hours and days as plain numbers; then their names say which it is. */
  private static String unit(KnownQuantity known) {
    String unit = known.unit().display();
    if (!unit.isEmpty() || known.quantity().dimension() != Dimension.DURATION) {
      return unit;
    }
    String name = known.quantity().name();
    return name.endsWith("_hours") ? "h" : name.startsWith("battery_days") ? "d" : "";
  }

  private static String spelled(String display) {
    return SPELLINGS.getOrDefault(display, display);
  }

  private static boolean isBareFactor(Dimension dimension, String unit) {
    return dimension == Dimension.POWER_FACTOR && unit.isEmpty();
  }

  /** Returns whether Home Assistant requires a number as the state. */
  boolean isNumeric() {
    return state != null || unit != null || device != null && !device.equals("timestamp");
  }
}
