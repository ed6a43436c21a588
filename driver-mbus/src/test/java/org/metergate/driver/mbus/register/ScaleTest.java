// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.register;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Unit;

/** The unit is the one in which the meter shows a value, and the last digit is one step of it. */
class ScaleTest {

  @ParameterizedTest
  @CsvSource({
    // medium, VIF, then what the number 12345 is
    "04, 00, 12.345 Wh",
    "04, 01, 123.45 Wh",
    "04, 02, 1234.5 Wh",
    "04, 03, 12345 Wh",
    "04, 04, 123.45 kWh",
    "04, 05, 1234.5 kWh",
    "04, 06, 12345 kWh",
    "04, 07, 123.45 MWh",
    "04, 08, 12345 J",
    "04, 09, 123.45 kJ",
    "04, 0A, 1234.5 kJ",
    "04, 0B, 12345 kJ",
    "04, 0C, 123.45 MJ",
    "04, 0D, 1234.5 MJ",
    "04, 0E, 12345 MJ",
    "04, 0F, 123.45 GJ",
    "04, FB00, 1234.5 MWh",
    "04, FB01, 12345 MWh",
    "04, FB08, 1234.5 GJ",
    "04, FB09, 12345 GJ",
    "04, FB0C, 1234.5 Mcal",
    "04, FB0D, 12345 Mcal",
    "04, FB0E, 123.45 Gcal",
    "04, FB0F, 1234.5 Gcal",
    "04, 10, 0.012345 m3",
    "04, 13, 12.345 m3",
    "04, 16, 12345 m3",
    "04, 17, 123450 m3",
    "04, FB10, 1234500 m3",
    "04, FB11, 12345000 m3",
    "07, FB20, 12345 ft3",
    "07, FB21, 1234.5 ft3",
    "04, 18, 12.345 kg",
    "04, 1B, 12345 kg",
    "04, 1C, 123.45 t",
    "04, 1D, 1234.5 t",
    "04, 1E, 12345 t",
    "04, 1F, 123450 t",
    "04, FB18, 1234500 t",
    "04, 20, 12345 s",
    "04, 21, 12345 min",
    "04, 22, 12345 h",
    "04, 23, 12345 d",
    "04, 28, 12.345 W",
    "04, 2A, 1234.5 W",
    "04, 2B, 12345 W",
    "04, 2C, 123.45 kW",
    "04, 2D, 1234.5 kW",
    "04, 2E, 12345 kW",
    "04, 2F, 123450 kW",
    "04, FB28, 1234.5 MW",
    "04, FB29, 12345 MW",
    "04, 30, 12345 J/h",
    "04, 33, 12345 kJ/h",
    "04, 34, 123.45 MJ/h",
    "04, 37, 123.45 GJ/h",
    "04, FB30, 1234.5 GJ/h",
    "04, 38, 12.345 l/h",
    "04, 3B, 12345 l/h",
    "04, 3C, 123450 l/h",
    "04, 3D, 1234500 l/h",
    "04, 3E, 12345 m3/h",
    "04, 3F, 123450 m3/h",
    "04, 40, 1.2345 l/min",
    "04, 44, 12345 l/min",
    "04, 46, 1234500 l/min",
    "04, 47, 12345 m3/min",
    "04, 48, 0.012345 l/s",
    "04, 4E, 12345 l/s",
    "04, 50, 12.345 kg/h",
    "04, 53, 12345 kg/h",
    "04, 57, 123450000 kg/h",
    "04, 58, 12.345 degC",
    "04, 5B, 12345 degC",
    "04, 60, 12.345 K",
    "04, 67, 12345 degC",
    "04, 68, 12.345 bar",
    "04, 6B, 12345 bar",
    "04, FB58, 12.345 degF",
    "02, FB02, 12345 kvarh",
    "02, FB03, 123.45 Mvarh",
    "02, FB04, 12345 kVAh",
    "02, FB14, 12345 var",
    "02, FB15, 123.45 kvar",
    "02, FB17, 12345 kvar",
    "02, FB34, 12345 VA",
    "02, FB2C, 12.345 Hz",
    "02, FB2F, 12345 Hz",
    "02, FB2A, 1234.5 deg",
    "02, FD46, 12.345 V",
    "02, FD49, 12345 V",
    "02, FD59, 12.345 A",
    "02, FD5C, 12345 A",
  })
  void theUnitIsThatOfTheVif(String medium, String vif, String written) {
    Measurement one = Telegrams.other(medium, "04 " + vif + "39300000").measurements().get(0);
    assertEquals(written, one.value() + " " + one.unit().ascii());
  }

  @Test
  void aFloatingPointNumberKeepsTheDecimalsItHas() {
    // 21.5 with a VIF of whole kilowatts, 0.1 with one of whole watts
    assertEquals("heat_power=21.5 kW", only("05 2E 0000AC41"));
    assertEquals("heat_power=0.1 W", only("05 2B CDCCCC3D"));
    assertEquals("temperature_flow=41.737434 degC", only("05 5B 22F32642"));
  }

  @Test
  void aScaleAfterTheVifCountsTowardsTheStep() {
    assertEquals("volume=7 m3", only("04 937D 07000000"));
    assertEquals("heat_energy=0.07 kWh", only("04 8674 07000000"));
    assertEquals("heat_energy=7 MWh", only("04 867D 07000000"));
  }

  @Test
  void aNegativeNumberKeepsItsStep() {
    assertEquals("heat_power=-1.2 kW", only("02 2D F4FF"));
    assertEquals("flow=-20 l/h", only("02 3C FEFF"));
  }

  @Test
  void degreesAreShownAsPeopleWriteThem() {
    Unit unit = Telegrams.other("04", "02 59 0000").measurements().get(0).unit();
    assertEquals(Unit.CELSIUS, unit);
    assertEquals(
        "°F", Telegrams.other("04", "02 FB59 0000").measurements().get(0).unit().display());
  }

  @Test
  void aUnitInWordsIsAsciiWhereFilesNeedIt() {
    // "µS" backwards, in ISO 8859-1
    Unit unit = Telegrams.other("04", "02 7C 02 53 B5 0100").measurements().get(0).unit();
    assertEquals(new Unit("uS", "µS"), unit);
  }

  @Test
  void aUnitInWordsIsTheUsualOneIfThatHasTheseWords() {
    // "°C" and "m³" backwards
    Readout readout = Telegrams.other("04", "02 7C 02 43 B0 0100 02 7C 02 B3 6D 0100");
    assertEquals(Unit.CELSIUS, readout.measurements().get(0).unit());
    assertEquals(Unit.M3, readout.measurements().get(1).unit());
  }

  private static String only(String record) {
    return Telegrams.line(Telegrams.other("04", record).measurements().get(0));
  }
}
