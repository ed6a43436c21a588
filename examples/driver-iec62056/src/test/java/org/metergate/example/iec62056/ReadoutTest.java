// SPDX-License-Identifier: Apache-2.0
package org.metergate.example.iec62056;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metergate.example.iec62056.data.Readout;
import org.metergate.spi.reading.Measurement;

class ReadoutTest {
  private static String shown(Measurement m) {
    String unit = m.unit() == null ? "" : m.unit().ascii();
    return m.quantity().name() + "=" + m.value() + " " + unit + " @" + m.register();
  }

  private static List<String> shown(Readout readout) {
    return readout.measurements().stream().map(ReadoutTest::shown).toList();
  }

  @Test
  void keepsTheMetersDigitsAndItsRegister() {
    Readout readout = Readout.of("0.0.0(12345678)\r\n1-0:1.8.0(000913.000*kWh)\r\n!\r\n");
    assertEquals(Optional.of("12345678"), readout.number());
    assertEquals(
        List.of("meter_number=12345678  @0.0.0", "energy_import=913.000 kWh @1-0:1.8.0"),
        shown(readout));
  }

  @Test
  void readsTheReadoutOfAHeatMeterThatIsOneLine() {
    Readout readout =
        Readout.of("0.0(06789012)6.8(0117.62*GJ)6.26(04371.71*m3)6.31(0012345*h)!\r\n");
    assertEquals(
        List.of(
            "meter_number=06789012  @0.0",
            "heat_energy=117.62 GJ @6.8",
            "volume=4371.71 m3 @6.26",
            "operating_hours=12345 h @6.31"),
        shown(readout));
  }

  @Test
  void hasItsOwnQuantityForTheMaximumDemand() {
    Readout readout = Readout.of("1.6.0(03.210*kW)(26-11-03 07:45)\r\n");
    assertEquals(List.of("maximum_demand_import=3.210 kW @1.6.0"), shown(readout));
  }

  @Test
  void keepsUnknownRegistersUnderTheirNumber() {
    assertEquals(
        List.of("register_1_8_0_01=000900.000 kWh  @1.8.0*01"),
        shown(Readout.of("1.8.0*01(000900.000*kWh)\r\n")));
  }

  @Test
  void aCounterWithoutDigitsIsNoCounter() {
    assertEquals(
        List.of("register_1_8_0=------  @1.8.0"), shown(Readout.of("1.8.0(------*kWh)\r\n")));
  }

  @Test
  void returnsTheErrorThatTheMeterReports() {
    assertEquals(Optional.of("00000040"), Readout.of("F.F(00000040)\r\n").error());
    assertEquals(Optional.empty(), Readout.of("F.F(00000000)\r\n").error());
  }

  @Test
  void emptyBracketsAndBrokenOnesAreNoHarm() {
    assertTrue(Readout.of("1.8.0(\r\n((()))\r\n!").measurements().isEmpty());
    assertEquals(List.of("register_1_8_0=  @1.8.0"), shown(Readout.of("1.8.0()\r\n")));
  }
}
