// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.spi.reading.Measurement;

class TelegramDecoderTest {
  private final TelegramDecoder decoder = new TelegramDecoder(ZoneOffset.ofHours(1));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1-0:1.8.0(00006678.394*kWh)       | energy_import 6678.394 kWh",
        "1-0:1.8.4(000001.000*kWh)         | energy_import_t4 1.000 kWh",
        "1-0:4.8.0(000002.745*kVArh)       | reactive_energy_export 2.745 kvarh",
        "1-0:15.8.0(000002.745*kWh)        | energy_absolute 2.745 kWh",
        "1-0:23.7.0(0000.040*kVAr)         | reactive_power_import_l1 0.040 kvar",
        "1-0:9.7.0(00.040*kVA)             | apparent_power_import 0.040 kVA",
        "1-0:72.7.0(00234.6*V)             | voltage_l3 234.6 V",
        "1-0:14.7.0(49.98*Hz)              | frequency 49.98 Hz",
        "1-0:53.7.0(0.987)                 | power_factor_l2 0.987",
        "1-0:31.4.0(100*A)(-063*A)         | fuse_current_l1 100 A; fuse_current_l1_export -63 A",
        "0-0:17.0.0(016*A)                 | current_limit 16 A",
        "0-0:17.0.0(999.9*kW)              | power_limit 999.9 kW",
        "0-0:17.0.0(10.0*kVA)              | apparent_power_limit 10.0 kVA",
        "0-0:96.14.0(0002)                 | tariff 2",
        "0-0:96.13.0(48616C6C6F)           | message_text Hallo",
        "0-0:96.1.1(204B4136)              | meter_number KA6",
        "0-0:96.1.1(ADC31000)              | meter_number ADC31000",
        "0-0:96.1.0(9681539)               | meter_number 9681539",
        "1-0:1.6.0(08.796*kW)(260102010000)| power_import_peak 8.796 kW at 2026-01-02T01:00:00",
        "1-0:1.8.0*255(5.0*kWh)            | energy_import 5.0 kWh",
        "1-0:1.8.0*01(5.0*kWh)             | register_1_0_1_8_0_01 5.0 kWh",
        "1-0:99.1.0(abc)(def)              | register_1_0_99_1_0 abc def",
        "1-0:0.2.0((ER11))                 | register_1_0_0_2_0 (ER11)",
        "1-0:72:32.0(00002)                | voltage_sags_l3 2",
        "1-0:1.8.1(000123.456kWh)          | energy_import_t1 123.456 kWh",
        "1-0:1.8.1()                       | ",
        "1-0:1.8.1(abc)                    | register_1_0_1_8_1 abc",
        "1-0:3.7.0(00.000)                 | reactive_power_import 0.000 ?",
        "0-1:96.3.10(1)                    | relay_1 1",
        "1-0:99.97.0()                     | ",
        "1-0:99.97.0(0)(0-0:96.7.19)       | ",
        "1-0:99.97.0(1)()()()              | ",
        "0-0:98.1.0(0)(1-0:1.6.0)(1-0:1.6.0)() | ",
      })
  void readsARecord(String record, String expected) {
    String said =
        decode(record).measurements().stream()
            .map(TelegramDecoderTest::text)
            .reduce((a, b) -> a + "; " + b)
            .orElse("");
    assertEquals(expected == null ? "" : expected, said);
  }

  @Test
  void countsFailuresFromTheNewestAndLeavesOutWhatNeverWas() {
    Decoded decoded =
        decode(
            "1-0:99.97.0(3)(0-0:96.7.19)(190101120000W)(0000000010*s)"
                + "(000101000001W)(2147483647*s)(190601120000S)(0000000020*s)");
    assertEquals(
        List.of(
            "power_failure_1 20 s at 2019-06-01T12:00:00+02:00",
            "power_failure_2 10 s at 2019-01-01T12:00:00+01:00"),
        decoded.measurements().stream().map(TelegramDecoderTest::text).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "0-0:1.0.0(190324150541W), 2019-03-24T15:05:41+01:00",
    "0-0:1.0.0(190724150541s), 2019-07-24T15:05:41+02:00",
    "0-0:1.0.0(20240111 09:35:00), 2024-01-11T09:35:00",
  })
  void readsTheClock(String record, String time) {
    assertEquals(time, decode(record).time().orElseThrow().toString());
  }

  @Test
  void putsDateAndTimeOfDayTogether() {
    Decoded decoded = decode("1-0:0.9.1(120305)", "1-0:0.9.2(260111)");
    assertEquals("2026-01-11T12:03:05", decoded.time().orElseThrow().toString());
  }

  @ParameterizedTest
  @CsvSource({"632525252525W", "700101010000W", "000101010000W", "000101000001W"})
  void aClockThatWasNeverSetIsNoTime(String stamp) {
    Decoded decoded = decode("0-0:1.0.0(" + stamp + ")", "1-0:1.7.0(0.1*kW)");
    assertTrue(decoded.time().isEmpty());
    assertEquals(Set.of(Note.CLOCK_NOT_SET), decoded.notes());
  }

  @Test
  void aRegisterThatStandsTwiceCountsOnce() {
    assertEquals(
        List.of("power_limit 1 kW"),
        decode("0-0:17.0.0(1*kW)", "0-0:17.0.0(2*kW)", "0-0:17.0.0(3*kW)").measurements().stream()
            .map(TelegramDecoderTest::text)
            .toList());
  }

  @Test
  void aLineThatIsNoRecordCostsNoOther() {
    Decoded decoded = decode("1-0:1.7.0(0.1*kW)", "?#garbage", "1-0:2.7.0(0.2*kW)", "1-0:1.8.0(5");
    assertEquals(2, decoded.measurements().size());
    assertEquals(Set.of(Note.LINES_UNREADABLE), decoded.notes());
  }

  @ParameterizedTest
  @CsvSource({
    "00, 2016-03-15T21:00:00+01:00",
    "08, 2016-03-15T21:00:00+02:00",
    "28, 2016-03-15T21:00:00+02:00",
  })
  void theStatusByteOfAProfileTellsTheSeason(String status, String time) {
    Decoded decoded =
        decode(
            "0-1:24.1.0(3)",
            "0-1:24.3.0(160315210000)(" + status + ")(60)(1)(0-1:24.2.1)(m3)\r\n(04083.631)");
    assertEquals(
        "gas_volume 4083.631 m3 at " + time,
        text(decoded.subMeters().get(0).measurements().get(0)));
  }

  @ParameterizedTest
  @CsvSource({"2C", "04", "0C"})
  void aValueThatTheMeterCallsNotValidIsLeftOut(String status) {
    Decoded decoded =
        decode(
            "0-1:24.1.0(3)",
            "0-1:24.3.0(160315210000)(" + status + ")(60)(1)(0-1:24.2.1)(m3)\r\n(04083.631)");
    assertEquals(List.of(), decoded.subMeters());
    assertEquals(Set.of(Note.SUB_METER_NOT_VALID), decoded.notes());
  }

  @Test
  void ofSeveralValuesOfAProfileTheLastIsThePresentOne() {
    Decoded decoded =
        decode(
            "0-1:24.1.0(3)",
            "0-1:24.3.0(160315210000)(00)(60)(2)(0-1:24.2.1)(m3)(00001.0)(00002.0)");
    assertEquals(
        "gas_volume 2.0 m3 at 2016-03-15T22:00:00+01:00",
        text(decoded.subMeters().get(0).measurements().get(0)));
  }

  @ParameterizedTest
  @CsvSource({
    "003, m3, gas, gas_volume", "007, m3, water, water_volume", "022, m3, water, water_volume",
    "004, GJ, heat, heat_energy", "012, m3, heat, volume", "011, GJ, cooling, cooling_energy",
    "002, kWh, electricity, energy_import", "099, m3, meter, volume",
  })
  void theDeviceTypeNamesTheSubMeter(String type, String unit, String word, String quantity) {
    SubMeter sub =
        decode("0-1:24.1.0(" + type + ")", "0-1:24.2.1(190324150000W)(00001.000*" + unit + ")")
            .subMeters()
            .get(0);
    assertEquals(word, sub.kind().word());
    assertEquals(quantity, sub.measurements().get(0).quantity().name());
  }

  @ParameterizedTest
  @CsvSource({
    "700101010000W, 00000000",
    "632525252525W, 00000.000",
    "000101010000W, 0000000000",
  })
  void aDeadChannelIsNoMeter(String stamp, String value) {
    assertEquals(
        List.of(),
        decode("0-1:24.1.0(003)", "0-1:96.1.0()", "0-1:24.2.1(" + stamp + ")(" + value + ")")
            .subMeters());
  }

  @Test
  void givesTheSameListWhereNothingOfTheSubMetersChanged() {
    String[] gas = {"0-1:24.1.0(003)", "0-1:24.2.1(190324150000W)(00001.000*m3)"};
    Decoded first = decode("1-0:1.7.0(0.1*kW)", gas[0], gas[1]);
    Decoded second = decode("1-0:1.7.0(0.2*kW)", gas[0], gas[1]);
    assertSame(first.subMeters(), second.subMeters());
  }

  @Test
  void saysTheSameInWhateverCompanyATelegramComes() {
    List<String> lines =
        List.of(
            "0-0:1.0.0(190324150541W)",
            "0-0:96.1.1(204B4136)",
            "1-0:1.8.1(000001.000*kWh)",
            "1-0:1.8.1*255(000002.000*kWh)",
            "1-0:1.7.0(00.433*kW)",
            "1-0:1.7.0(00.434*kW)",
            "0-1:24.1.0(003)",
            "0-1:24.1.0(007)",
            "0-1:24.3.0(160315210000)(00)(60)(1)(0-1:24.2.1)(m3)\r\n(04083.631)",
            "0-1:24.2.1(190324150000W)(00001.000*m3)",
            "0-1:24.4.0(1)",
            "1-0:99.97.0(1)(0-0:96.7.19)(180417201458S)(0000000236*s)",
            "no record");
    Random random = new Random(5);
    for (int i = 0; i < 2000; i++) {
      List<String> some = new ArrayList<>();
      for (String line : lines) {
        if (random.nextInt(3) > 0) {
          some.add(line);
        }
      }
      String[] telegram = some.toArray(new String[0]);
      Decoded alone = new TelegramDecoder(ZoneOffset.ofHours(1)).decode(bytes(telegram));
      assertEquals(alone, decode(telegram), () -> String.join(" ", telegram));
    }
  }

  @Test
  void randomTextIsDecodedToSomethingAndNeverFails() {
    Random random = new Random(6);
    String letters = "0123456789.-:*()\r\nkWhSW/ ";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder("/XYZ5\r\n\r\n");
      for (int length = random.nextInt(80); length > 0; length--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      decoder.decode((text + "!").getBytes(StandardCharsets.US_ASCII));
    }
  }

  private Decoded decode(String... records) {
    return decoder.decode(bytes(records));
  }

  private static byte[] bytes(String... records) {
    String text = "/XYZ5 test\r\n\r\n" + String.join("\r\n", records) + "\r\n!";
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String text(Measurement m) {
    String unit =
        m.unit() == null ? " ?" : m.unit().ascii().isEmpty() ? "" : " " + m.unit().ascii();
    return m.quantity().name() + " " + m.value() + unit + (m.at() == null ? "" : " at " + m.at());
  }
}
