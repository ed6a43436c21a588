// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.spi.reading.Quantity;

class RegistersTest {
  @ParameterizedTest
  @CsvSource({
    "1.1.1.8.0.255, energy_import",
    "1.0.1.8.0.255, energy_import", // channel of other manufacturers
    "1.1.2.8.0.255, energy_export",
    "1.1.3.8.0.255, reactive_energy_import",
    "1.1.4.8.0.255, reactive_energy_export",
    "1.0.1.8.1.255, energy_import_t1",
    "1.0.4.8.2.255, reactive_energy_export_t2",
    "1.1.1.7.0.255, power_import",
    "1.1.2.7.0.255, power_export",
    "1.1.3.7.0.255, reactive_power_import",
    "1.1.4.7.0.255, reactive_power_export",
    "1.1.21.7.0.255, power_import_l1",
    "1.1.41.7.0.255, power_import_l2",
    "1.1.61.7.0.255, power_import_l3",
    "1.1.22.8.0.255, energy_export_l1",
    "1.1.61.8.0.255, energy_import_l3",
    "1.0.43.7.0.255, reactive_power_import_l2",
    "1.0.64.7.0.255, reactive_power_export_l3",
    "1.1.31.7.0.255, current_l1",
    "1.1.52.7.0.255, voltage_l2",
    "1.1.73.7.0.255, power_factor_l3",
    "1.1.13.7.0.255, power_factor",
    "1.0.14.7.0.255, frequency",
    "0.1.1.0.0.255, meter_clock",
    "0.0.1.0.0.255, meter_clock",
    "1.1.0.0.1.255, meter_number",
    "1.1.0.0.5.255, meter_number",
    "0.0.96.1.0.255, meter_number",
    "1.1.96.1.1.255, meter_type",
    "0.0.96.1.7.255, meter_type",
    "1.1.0.2.129.255, list_id",
  })
  void namesWhatItKnows(String register, String quantity) {
    Name name = Name.of(obis(register));
    assertEquals(quantity, name.quantity().name());
    assertEquals(register, name.register());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.99.7.0.255",
        "1.1.1.8.0.1", // a billing period
        "1.1.1.7.1.255", // power by tariff
        "1.1.31.8.0.255", // a counted current
        "1.1.13.8.0.255", // a counted power factor
        "1.1.34.7.0.255", // a frequency of a phase
        "1.1.81.7.0.255", // an angle
        "1.1.5.8.0.255", // a quadrant
        "1.1.1.6.0.255", // a maximum
        "7.0.1.8.0.255", // gas
      })
  void keepsWhatItDoesNotKnowUnderItsNumber(String register) {
    Quantity quantity = Name.of(obis(register)).quantity();
    assertEquals("register_" + register.replace('.', '_'), quantity.name());
  }

  @Test
  void countsWhatIsCounted() {
    assertEquals(Quantity.Kind.COUNTER, Name.of(obis("1.0.1.8.1.255")).quantity().kind());
    assertEquals(Quantity.Kind.GAUGE, Name.of(obis("1.0.1.7.0.255")).quantity().kind());
    assertEquals("Energy import, tariff 1", Name.of(obis("1.0.1.8.1.255")).quantity().label());
  }

  @Test
  void spellsUnitsAsTheStandardNumbersThem() {
    int[] numbers = {27, 28, 29, 30, 31, 32, 33, 35, 44, 255};
    String[] spelled = {"W", "VA", "var", "Wh", "VAh", "varh", "A", "V", "Hz", ""};
    for (int i = 0; i < numbers.length; i++) {
      assertEquals(spelled[i], Units.of(numbers[i]).ascii());
    }
    assertNotEquals(Units.of(36), Units.of(37), "even a unit without a name is not another one");
    assertTrue(Units.of(36).ascii().contains("36"));
  }

  static Obis obis(String register) {
    String[] groups = register.split("\\.");
    byte[] bytes = new byte[6];
    for (int i = 0; i < 6; i++) {
      bytes[i] = (byte) Integer.parseInt(groups[i]);
    }
    return Obis.at(bytes, 0);
  }
}
