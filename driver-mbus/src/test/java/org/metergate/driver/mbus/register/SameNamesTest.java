// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.register;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.driver.multical.register.RegisterTable;
import org.metergate.spi.reading.Measurement;

/**
 * A register that a meter has at its optical head too has the same name, kind, dimension and unit
 * there and here: a household that changes from one to the other keeps its curves.
 */
class SameNamesTest {

  @ParameterizedTest
  @CsvSource({
    // version and medium, record, register of the optical head and its name, then unit and value
    "3504, 04 06 E7910000, 60, heat_energy, kWh, 37351",
    "3504, 04 FB00 60830000, 60, heat_energy, MWh, 3363.2",
    "350C, 04 FB08 C3040000, 60, heat_energy, GJ, 121.9",
    "3004, 04 86FF02 3D010000, 63, cooling_energy, kWh, 317",
    "400D, 04 863C 1D080000, 63, cooling_energy, kWh, 2077",
    "400A, 04 06 1D080000, 63, cooling_energy, kWh, 2077",
    "0804, 84 10 06 07000000, 64, tariff_energy_2, kWh, 7",
    "0804, 84 20 06 08000000, 65, tariff_energy_3, kWh, 8",
    "3504, 04 14 2CDB0000, 68, volume, m3, 561.08",
    "3504, 04 16 984E0100, 68, volume, m3, 85656",
    "3504, 84 40 14 B0040000, 84, input_a, m3, 12.00",
    "3504, 84 80 40 14 59010000, 85, input_b, m3, 3.45",
    "3504, 04 22 50430000, 1004, operating_hours, h, 17232",
    "3504, 34 22 1C000000, 175, error_hours, h, 28",
    "3404, 04 A5FF21 C7D02700, 1004, operating_hours, min, 2609351",
    "3504, 04 FF22 08000000, 99, info_code, , 8",
    "3004, 02 FD17 0800, 99, info_code, , 8",
    "3504, 02 59 C91F, 86, temperature_flow, degC, 81.37",
    "4004, 02 5D E5FF, 87, temperature_return, degC, -0.27",
    "3504, 02 61 7A0E, 89, temperature_difference, K, 37.06",
    "3504, 04 3B 24050000, 74, flow, l/h, 1316",
    "3504, 04 3C 24050000, 74, flow, l/h, 13160",
    "3504, 04 3E 0D000000, 74, flow, m3/h, 13",
    "3504, 04 2D 30020000, 80, heat_power, kW, 56.0",
    "3504, 04 2E 30020000, 80, heat_power, kW, 560",
    "3504, 04 2B 30020000, 80, heat_power, W, 560",
    "3004, 14 2D 98000000, 143, power_max_month, kW, 15.2",
    "3004, 14 3B 80020000, 139, flow_max_month, l/h, 640",
    "3004, 04 FF11 B2AC0000, 153, config_1, , 44210",
    "3004, 04 FF12 70F9CA00, 168, config_2, , 13302128",
    "3504, 02 FF1A 011B, 404, meter_type, , 6913",
    "3004, 07 FF0F 5F5EBC0000000000, 1010, customer_number, , 12344927",
    "3504, 04 6D 0D2C4237, 348, meter_clock, , 2026-07-02T12:13:00",
    "3404, 02 6C 9228, 1003, meter_date, , 2020-08-18T00:00:00",
    "1F16, 04 13 720F0100, 68, water_volume, m3, 69.490",
    "1F16, 04 933C 13000000, 243, water_volume_reverse, m3, 0.019",
    "1F16, 02 3B 0500, 74, flow, l/h, 5",
    "1F16, 01 5B 08, 292, water_temperature, degC, 8",
    "1F16, 01 67 25, 299, meter_temperature, degC, 37",
    "1F16, 02 FF25 0200, 99, info_code, , 2",
    "1F16, 02 FD74 2C01, 582, battery_days, d, 300",
    "0102, 04 06 E7910000, 1, energy_import, kWh, 37351",
    "0102, 04 843C E7910000, 2, energy_export, kWh, 373.51",
    "0102, 04 2B E7910000, 1023, power_import, W, 37351",
    "0102, 04 AB3C 05000000, 1024, power_export, W, 5",
    "0102, 14 2B E7910000, 39, power_import_max, W, 37351",
    "0102, 84 10 06 07000000, 19, energy_import_t1, kWh, 7",
    "0102, 02 FDC9FC01 E600, 1054, voltage_l1, V, 230",
    "0102, 02 FDDAFC03 2100, 1078, current_l3, A, 0.33",
    "0102, 04 ABFC02 05000000, 1081, power_import_l2, W, 5",
  })
  void aRegisterIsTheSameByEitherWay(
      String model, String hex, int register, String name, String unit, String value) {
    boolean water = model.endsWith("16");
    RegisterTable optical = water ? RegisterTable.WATER : RegisterTable.STANDARD;
    Measurement one = Telegrams.kamstrup(model, hex).measurements().get(0);
    assertEquals(optical.of(register).quantity(), one.quantity());
    assertEquals(name, one.quantity().name());
    assertEquals(unit == null ? "" : unit, one.unit().ascii());
    assertEquals(value, one.value().toString());
  }

  @ParameterizedTest
  @CsvSource({
    // medium, record, then what it is
    "04, 04 06 0A000000, heat_energy=10 kWh",
    "0D, 04 863C 0A000000, cooling_energy=10 kWh",
    "0B, 04 06 0A000000, cooling_energy=10 kWh",
    "04, 04 26 0A000000, operating_time=10 h",
    "04, 02 FD17 0100, error_flags=1",
    "04, 12 59 C91F, temperature_flow_max=81.37 degC",
    "04, 22 5D C91F, temperature_return_min=81.37 degC",
    "04, 02 D912 C91F, temperature_flow_average=81.37 degC",
    "06, 04 13 0A000000, water_volume=0.010 m3",
    "07, 04 13 0A000000, water_volume=0.010 m3",
    "15, 04 13 0A000000, water_volume=0.010 m3",
    "07, 01 67 25, external_temperature=37 degC",
    "03, 0C 14 81608702, gas_volume=28760.81 m3",
    "03, 02 3B 0A00, gas_flow=10 l/h",
    "02, 0E 84 3B 334412000000, energy_import=1244.33 kWh",
    "02, 8E 8010 84 00 334412000000, energy_import_t4=1244.33 kWh",
    "02, 04 FB82 75 0A000000, reactive_energy_import=1.0 kvarh",
    "02, 04 FB94 3C 0A000000, reactive_power_export=10 var",
    "02, 02 FB2E 7D02, frequency=63.7 Hz",
    "1B, 02 FB1A 2902, humidity=55.3 %",
    "00, 02 65 D008, external_temperature=22.56 degC",
    "08, 02 6E 0A00, allocator_units=10",
  })
  void otherMakersMeterTheSameThings(String medium, String hex, String line) {
    assertEquals(line, Telegrams.line(Telegrams.other(medium, hex).measurements().get(0)));
  }
}
