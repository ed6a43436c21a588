// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.register;

import static org.metergate.driver.mbus.register.Named.counter;
import static org.metergate.driver.mbus.register.Named.gauge;
import static org.metergate.driver.mbus.register.Named.state;

import java.util.EnumMap;
import java.util.Map;
import org.metergate.driver.mbus.register.MeterKind.Medium;
import org.metergate.driver.mbus.register.Variant.Direction;
import org.metergate.driver.mbus.telegram.Subject;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;

/**
 * The quantity of a subject, by what the meter measures. A subject whose values could both rise and
 * fall there, such as the volume in a tank, is in no table, nor is one of which it is not sure what
 * it means.
 */
final class SubjectNames {
  static final Quantity HEAT_ENERGY =
      counter("heat_energy", Dimension.HEAT_ENERGY, "Heat energy E1");
  static final Quantity COOLING_ENERGY =
      counter("cooling_energy", Dimension.HEAT_ENERGY, "Cooling energy E3");
  static final Quantity OPERATING_HOURS =
      counter("operating_hours", Dimension.DURATION, "Operating hours");
  static final Quantity ERROR_HOURS = counter("error_hours", Dimension.DURATION, "Error hours");

  private static final Quantity WATER_VOLUME_REVERSE =
      counter("water_volume_reverse", Dimension.WATER_VOLUME, "Water volume, reverse");
  private static final Quantity METER_TEMPERATURE =
      gauge("meter_temperature", Dimension.TEMPERATURE, "Meter temperature");

  private static final Map<Subject, Quantity> EVERYWHERE = new EnumMap<>(Subject.class);
  private static final Map<Subject, Quantity> THERMAL = new EnumMap<>(Subject.class);
  private static final Map<Subject, Quantity> WATER = new EnumMap<>(Subject.class);
  private static final Map<Subject, Quantity> GAS = new EnumMap<>(Subject.class);
  private static final Map<Subject, Quantity> IMPORT = new EnumMap<>(Subject.class);
  private static final Map<Subject, Quantity> EXPORT = new EnumMap<>(Subject.class);

  static {
    THERMAL.put(Subject.ENERGY, HEAT_ENERGY);
    THERMAL.put(Subject.VOLUME, counter("volume", Dimension.VOLUME, "Volume V1"));
    THERMAL.put(Subject.MASS, counter("mass", Dimension.MASS, "Mass M1"));
    THERMAL.put(Subject.POWER, gauge("heat_power", Dimension.HEAT_POWER, "Heat power"));
    THERMAL.put(Subject.VOLUME_FLOW, gauge("flow", Dimension.FLOW, "Flow V1"));
    THERMAL.put(Subject.MASS_FLOW, gauge("mass_flow", Dimension.NUMBER, "Mass flow"));
    THERMAL.put(
        Subject.FLOW_TEMPERATURE,
        gauge("temperature_flow", Dimension.TEMPERATURE, "Flow temperature T1"));
    THERMAL.put(
        Subject.RETURN_TEMPERATURE,
        gauge("temperature_return", Dimension.TEMPERATURE, "Return temperature T2"));
    THERMAL.put(
        Subject.TEMPERATURE_DIFFERENCE,
        gauge(
            "temperature_difference",
            Dimension.TEMPERATURE_DIFFERENCE,
            "Temperature difference T1-T2"));

    WATER.put(Subject.VOLUME, counter("water_volume", Dimension.WATER_VOLUME, "Water volume"));
    WATER.put(Subject.VOLUME_FLOW, THERMAL.get(Subject.VOLUME_FLOW));
    WATER.put(
        Subject.FLOW_TEMPERATURE,
        gauge("water_temperature", Dimension.TEMPERATURE, "Water temperature"));

    GAS.put(Subject.VOLUME, counter("gas_volume", Dimension.GAS_VOLUME, "Gas volume"));
    GAS.put(Subject.VOLUME_FLOW, gauge("gas_flow", Dimension.FLOW, "Gas flow"));

    IMPORT.put(Subject.ENERGY, Quantities.ENERGY_IMPORT);
    IMPORT.put(Subject.REACTIVE_ENERGY, Quantities.REACTIVE_ENERGY_IMPORT);
    IMPORT.put(
        Subject.APPARENT_ENERGY,
        counter("apparent_energy_import", Dimension.APPARENT_ENERGY, "Apparent import"));
    IMPORT.put(Subject.POWER, Quantities.POWER_IMPORT);
    IMPORT.put(Subject.REACTIVE_POWER, Quantities.REACTIVE_POWER_IMPORT);
    IMPORT.put(
        Subject.APPARENT_POWER,
        gauge("apparent_power_import", Dimension.APPARENT_POWER, "Apparent power import"));
    IMPORT.put(Subject.VOLTAGE, Quantities.VOLTAGE);
    IMPORT.put(Subject.CURRENT, Quantities.CURRENT);
    IMPORT.put(Subject.FREQUENCY, Quantities.FREQUENCY);

    EXPORT.put(Subject.ENERGY, Quantities.ENERGY_EXPORT);
    EXPORT.put(Subject.REACTIVE_ENERGY, Quantities.REACTIVE_ENERGY_EXPORT);
    EXPORT.put(
        Subject.APPARENT_ENERGY,
        counter("apparent_energy_export", Dimension.APPARENT_ENERGY, "Apparent export"));
    EXPORT.put(Subject.POWER, Quantities.POWER_EXPORT);
    EXPORT.put(Subject.REACTIVE_POWER, Quantities.REACTIVE_POWER_EXPORT);
    EXPORT.put(
        Subject.APPARENT_POWER,
        gauge("apparent_power_export", Dimension.APPARENT_POWER, "Apparent power export"));

    EVERYWHERE.put(
        Subject.EXTERNAL_TEMPERATURE,
        gauge("external_temperature", Dimension.TEMPERATURE, "External temperature"));
    EVERYWHERE.put(Subject.PRESSURE, gauge("pressure", Dimension.NUMBER, "Pressure"));
    EVERYWHERE.put(
        Subject.RELATIVE_HUMIDITY, gauge("humidity", Dimension.NUMBER, "Relative humidity"));
    EVERYWHERE.put(
        Subject.ALLOCATOR_UNITS,
        gauge("allocator_units", Dimension.NUMBER, "Units of the heat cost allocator"));
    EVERYWHERE.put(Subject.ON_TIME, OPERATING_HOURS);
    EVERYWHERE.put(
        Subject.OPERATING_TIME, counter("operating_time", Dimension.DURATION, "Time of operation"));
    EVERYWHERE.put(Subject.DATE_AND_TIME, Quantities.METER_CLOCK);
    EVERYWHERE.put(Subject.FABRICATION_NUMBER, Quantities.METER_NUMBER);
    EVERYWHERE.put(Subject.IDENTIFICATION, Named.text("identification", "Identification"));
    EVERYWHERE.put(Subject.BUS_ADDRESS, state("mbus_address", "M-Bus primary address"));
    EVERYWHERE.put(Subject.MODEL_VERSION, Named.text("model_version", "Model and version"));
    EVERYWHERE.put(Subject.HARDWARE_VERSION, Named.text("hardware_version", "Hardware version"));
    EVERYWHERE.put(Subject.FIRMWARE_VERSION, Named.text("firmware_version", "Firmware version"));
    EVERYWHERE.put(Subject.SOFTWARE_VERSION, Named.text("software_version", "Software version"));
    EVERYWHERE.put(Subject.ERROR_FLAGS, state("error_flags", "Error flags"));
    EVERYWHERE.put(
        Subject.BATTERY_DAYS,
        Named.as(state("battery_days", "Battery days left"), Dimension.DURATION));
  }

  private SubjectNames() {}

  /**
   * Returns the quantity of a value of all phases and tariffs.
   *
   * @param kind of the meter.
   * @param subject what the VIF says.
   * @param direction in which it was counted.
   * @return the quantity, or null if there is no name for it.
   */
  static Quantity of(MeterKind kind, Subject subject, Direction direction) {
    Medium medium = kind.medium();
    if (direction != Direction.BOTH) {
      return directed(medium, subject, direction);
    }
    Quantity named = table(medium).get(subject);
    if (subject == Subject.ENERGY
        && medium == Medium.COOLING
        && kind.maker() != MeterKind.Maker.MULTICAL_302) { // it sends E1 and E3 in any case
      return COOLING_ENERGY;
    }
    if (subject == Subject.EXTERNAL_TEMPERATURE && medium == Medium.WATER && kind.isKamstrup()) {
      return METER_TEMPERATURE;
    }
    return named != null ? named : EVERYWHERE.get(subject);
  }

  /** Returns whether a subject is one of electricity, which has phases and tariffs. */
  static boolean isElectric(Subject subject) {
    return IMPORT.containsKey(subject);
  }

  private static Map<Subject, Quantity> table(Medium medium) {
    return switch (medium) {
      case HEAT, HEAT_AND_COOLING, COOLING -> THERMAL;
      case WATER -> WATER;
      case GAS -> GAS;
      case ELECTRICITY -> IMPORT;
      default -> Map.of();
    };
  }

  private static Quantity directed(Medium medium, Subject subject, Direction direction) {
    if (medium == Medium.ELECTRICITY) {
      // what has no direction, such as a voltage, is not named by one
      Quantity export = EXPORT.get(subject);
      return direction == Direction.BACKWARD || export == null ? export : IMPORT.get(subject);
    }
    if (direction == Direction.BACKWARD) {
      if (medium == Medium.WATER && subject == Subject.VOLUME) {
        return WATER_VOLUME_REVERSE;
      }
      if (medium == Medium.HEAT_AND_COOLING && subject == Subject.ENERGY) {
        return COOLING_ENERGY;
      }
    }
    return null;
  }
}
