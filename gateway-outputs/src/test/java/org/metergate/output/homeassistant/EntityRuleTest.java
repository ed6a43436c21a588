// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.homeassistant;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.output.homeassistant.KnownQuantity.Form;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Quantity.Kind;
import org.metergate.spi.reading.Unit;

/** How a quantity is classified, and whether it is shown at first. */
class EntityRuleTest {
  @ParameterizedTest
  @CsvSource({
    "COUNTER, ENERGY, kWh, energy, total_increasing, kWh",
    "COUNTER, HEAT_ENERGY, GJ, energy, total_increasing, GJ",
    "COUNTER, HEAT_ENERGY, Gcal, energy, total_increasing, Gcal",
    "COUNTER, REACTIVE_ENERGY, kvarh, reactive_energy, total_increasing, kvarh",
    "COUNTER, APPARENT_ENERGY, VAh, , total_increasing, VAh",
    "COUNTER, VOLUME, m³, volume, total_increasing, m³",
    "COUNTER, GAS_VOLUME, m³, gas, total_increasing, m³",
    "COUNTER, WATER_VOLUME, l, water, total_increasing, L",
    "COUNTER, DURATION, h, duration, total_increasing, h",
    "COUNTER, VOLUME, m³×10, , total_increasing, m³×10",
    "COUNTER, MASS, t, , total_increasing, t",
    "GAUGE, POWER, W, power, measurement, W",
    "GAUGE, HEAT_POWER, kW, power, measurement, kW",
    "GAUGE, REACTIVE_POWER, var, reactive_power, measurement, var",
    "GAUGE, APPARENT_POWER, VA, apparent_power, measurement, VA",
    "GAUGE, VOLTAGE, V, voltage, measurement, V",
    "GAUGE, CURRENT, A, current, measurement, A",
    "GAUGE, FREQUENCY, Hz, frequency, measurement, Hz",
    "GAUGE, POWER_FACTOR, '', power_factor, measurement,",
    "GAUGE, TEMPERATURE, °C, temperature, measurement, °C",
    "GAUGE, TEMPERATURE_DIFFERENCE, K, , measurement, K",
    "GAUGE, FLOW, l/h, volume_flow_rate, measurement, L/h",
    "GAUGE, ENERGY, kWh, energy, , kWh",
    "GAUGE, NUMBER, '', , measurement,",
    "STATE, CURRENT, A, current, , A",
    "STATE, NUMBER, '', , ,",
  })
  void choosesTheClassesOfANumberFromKindDimensionAndUnit(
      Kind kind, Dimension dimension, String unit, String device, String state, String shown) {
    KnownQuantity known =
        new KnownQuantity(
            new Quantity("q", kind, dimension, "Q"), new Unit(unit, unit), "1", Form.NUMBER, 3);
    assertEquals(new SensorClass(device, state, shown), SensorClass.of(known));
  }

  @Test
  void takesATimeForATimestampOnlyWithItsOffset() {
    Quantity clock = Quantities.METER_CLOCK;
    assertEquals(
        new SensorClass("timestamp", null, null),
        SensorClass.of(new KnownQuantity(clock, Unit.NONE, "1", Form.ZONED_TIME, 0)));
    assertEquals(
        new SensorClass(null, null, null),
        SensorClass.of(new KnownQuantity(clock, Unit.NONE, "1", Form.LOCAL_TIME, 0)));
  }

  @ParameterizedTest
  @CsvSource({
    "COUNTER, ENERGY, energy_import, false, true",
    "COUNTER, ENERGY, energy_import_t2, false, true",
    "COUNTER, ENERGY, energy_import_l2, false, false",
    "COUNTER, ENERGY, energy_import_high_resolution, false, false",
    "COUNTER, REACTIVE_ENERGY, reactive_energy_import, false, false",
    "COUNTER, HEAT_ENERGY, heat_energy, false, true",
    "COUNTER, WATER_VOLUME, water_volume, false, true",
    "COUNTER, DURATION, operating_hours, true, true",
    "COUNTER, NUMBER, power_failures, true, true",
    "COUNTER, NUMBER, voltage_sags_l1, true, false",
    "GAUGE, POWER, power, false, true",
    "GAUGE, POWER, power_import_l1, false, false",
    "GAUGE, VOLTAGE, voltage_l1, false, true",
    "GAUGE, CURRENT, current_l3, false, true",
    "GAUGE, POWER_FACTOR, power_factor, false, true",
    "GAUGE, POWER_FACTOR, power_factor_l1, false, false",
    "GAUGE, TEMPERATURE_DIFFERENCE, temperature_difference, false, true",
    "GAUGE, TEMPERATURE, temperature_flow_month, false, false",
    "STATE, TEXT, meter_number, true, false",
    "STATE, TEXT, meter_type, true, false",
    "STATE, TEXT, list_id, true, false",
    "STATE, TEXT, software_revision, true, false",
    "STATE, NUMBER, info_code, true, false",
    "STATE, TIME, meter_clock, true, false",
    "STATE, NUMBER, tariff, true, true",
    "STATE, TEXT, message_text_2, true, false",
    "STATE, POWER, power_limit, true, false",
    "STATE, CURRENT, fuse_current_l1, true, false",
    "STATE, TEXT, meter_time, true, false",
    "STATE, NUMBER, valve, true, true",
    "STATE, NUMBER, register_1_2, true, false",
  })
  void showsWhatPeopleLookAtAndHasTheRestAtHand(
      Kind kind, Dimension dimension, String name, boolean diagnostic, boolean enabled) {
    KnownQuantity known =
        new KnownQuantity(new Quantity(name, kind, dimension, "Q"), Unit.NONE, "1", Form.NUMBER, 0);
    assertEquals(new EntityRule(diagnostic, enabled), EntityRule.of(known));
  }

  @ParameterizedTest
  @CsvSource({
    "operating_hours, '', h",
    "error_hours, '', h",
    "battery_days, '', d",
    "operating_hours, min, min",
    "radio_interval, '',"
  })
  void takesTheUnitOfADurationFromItsNameWhereTheMeterSendsNone(
      String name, String sent, String shown) {
    KnownQuantity known =
        new KnownQuantity(
            new Quantity(name, Kind.COUNTER, Dimension.DURATION, "Q"),
            new Unit(sent, sent),
            "1",
            Form.NUMBER,
            0);
    assertEquals(shown, SensorClass.of(known).unit());
  }
}
