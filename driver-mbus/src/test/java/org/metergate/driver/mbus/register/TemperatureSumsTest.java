// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Value;

/** E8 and E9 have no step of their own: it is a hundred times that of the volume beside them. */
class TemperatureSumsTest {

  @ParameterizedTest
  @CsvSource({
    "04 13 64000000, 4187.2",
    "04 14 64000000, 41872",
    "04 15 64000000, 418720",
    "04 16 64000000, 4187200",
    "04 12 64000000, 418.72"
  })
  void theStepFollowsTheVolume(String volume, String sum) {
    List<String> lines =
        Telegrams.lines(
            Telegrams.kamstrup("3504", "04 FF07 90A30000", "04 FF08 90A30000", volume)
                .measurements());
    assertEquals("04-FF07 volume_times_flow_temperature=" + sum + " m3*degC", lines.get(0));
    assertEquals("04-FF08 volume_times_return_temperature=" + sum + " m3*degC", lines.get(1));
  }

  /**
   * Numbers of real meters, from the tests of wmbusmeters. A cubic metre of water carries 1.13 to
   * 1.18 kWh for each kelvin, and no heating is hotter than 90 °C on average.
   */
  @ParameterizedTest
  @CsvSource({
    // model, energy, volume (VIF and number), E8, E9
    "603, 06, 165, 14, 545, 299, 156",
    "603, 06, 7173, 14, 26871, 15673, 9390",
    "603, FB00, 33632, 16, 85656, 67136, 37929",
    "603, FB08, 1219, 15, 10750, 7410, 4429",
    "403, 06, 34510, 14, 223249, 148532, 118520",
    "403 for cooling, 0E, 2605, 13, 364752, 65528, 71744",
    "402, 0F, 16172, 14, 1323962, 894171, 854918",
    "602, 06, 68457, 14, 271785, 179393, 119952",
    "402 as 602, 07, 43228, 15, 1554347, 1219943, 1182319",
  })
  void sumsFitTheEnergyOfRealMeters(
      String model, String energyVif, int energy, String volumeVif, int volume, int e8, int e9) {
    List<Measurement> all =
        Telegrams.kamstrup(
                "3504",
                "04" + energyVif + hex(energy),
                "04" + volumeVif + hex(volume),
                model.endsWith("602") ? "04 EE FF07" + hex(e8) : "04 FF07" + hex(e8),
                model.endsWith("602") ? "04 EE FF08" + hex(e9) : "04 FF08" + hex(e9))
            .measurements();
    assertEquals("volume_times_return_temperature", all.get(3).quantity().name());
    double cubicMetres = number(all.get(1));
    double flow = number(all.get(2)) / cubicMetres;
    double back = number(all.get(3)) / cubicMetres;
    assertTrue(flow > 10 && flow < 90, model + ": " + flow);
    double carried = kilowattHours(all.get(0)) / Math.abs(flow - back) / cubicMetres;
    assertTrue(carried > 1.13 && carried < 1.18, model + ": " + carried);
  }

  private static String hex(int number) {
    return String.format("%08x", Integer.reverseBytes(number));
  }

  private static double number(Measurement one) {
    return ((Value.Decimal) one.value()).number().doubleValue();
  }

  private static double kilowattHours(Measurement one) {
    return number(one)
        * switch (one.unit().ascii()) {
          case "kWh" -> 1;
          case "MWh" -> 1000;
          case "MJ" -> 1 / 3.6;
          case "GJ" -> 1000 / 3.6;
          default -> throw new AssertionError(one.unit());
        };
  }

  @Test
  void aVolumeInAnotherTelegramOfTheAnswerWillDo() {
    Readout readout =
        Readout.of(
            List.of(
                Telegrams.telegram("2D2C3504", "04 FF07 90A30000", "1F"),
                Telegrams.telegram("2D2C3504", "04 14 64000000")));
    assertEquals(
        "04-FF07 volume_times_flow_temperature=41872 m3*degC",
        Telegrams.lines(readout.measurements()).get(0));
  }

  @ParameterizedTest
  @CsvSource({
    "no volume, 04 06 64000000",
    "the volume of an input, 84 40 14 64000000",
    "the volume of another time, 44 14 64000000",
    "the highest volume, 14 14 64000000",
    "the volume that ran backward, 04 943C 64000000",
    "the volume of a tariff, 84 10 14 64000000",
    "a volume in cubic feet, 04 FB20 64000000",
    "two volumes of different steps, 04 14 64000000 04 15 64000000",
  })
  void withoutTheVolumeNoStepIsGuessed(String what, String other) {
    List<String> lines =
        Telegrams.lines(Telegrams.kamstrup("3504", "04 FF07 90A30000", other).measurements());
    assertEquals("04-FF07 register_04_ff07=41872 ?", lines.get(0), what);
  }

  @Test
  void aStoredSumFollowsTheVolumeOfItsOwnStorage() {
    Readout readout =
        Telegrams.kamstrup(
            "3504",
            "04 14 64000000",
            "04 FF07 90A30000",
            "44 15 0A000000",
            "44 FF07 10270000",
            "42 6C 9F2C");
    assertEquals(
        List.of("44-15 volume=1.0 m3", "44-FF07 volume_times_flow_temperature=100000 m3*degC"),
        Telegrams.lines(readout.stored().get(0).measurements()));
  }

  @Test
  void aStoredSumWithoutItsVolumeHasNoStep() {
    Readout readout =
        Telegrams.kamstrup("3504", "04 14 64000000", "44 FF07 10270000", "42 6C 9F2C");
    assertEquals(
        List.of("44-FF07 register_44_ff07=10000 ?"),
        Telegrams.lines(readout.stored().get(0).measurements()));
  }
}
