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
import org.junit.jupiter.params.provider.ValueSource;
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
        "1-0:56.7.0(000092.34*W)           | power_net_l2 92.34 W",
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
  void aValueThatStandsTwiceCountsOnce() {
    assertEquals(
        List.of("power_limit 1 kW", "energy_import 5.0 kWh"),
        texts("0-0:17.0.0(1*kW)", "0-0:17.0.0(1*kW)", "1-0:1.8.0(5.0*kWh)", "1-1:1.8.0(5.00*kWh)"));
  }

  @Test
  void ofTwoValuesNoneIsDroppedAndNoNameStandsTwice() {
    Decoded decoded =
        decode(
            "0-0:17.0.0(1*kW)",
            "0-0:17.0.0(2*kW)",
            "0-0:17.0.0(2*kW)",
            "0-0:17.0.0(3*kW)",
            "1-0:1.8.0(5.0*kWh)",
            "1-1:1.8.0(6.0*kWh)",
            "1-0:1.8.0*255(7.0*kWh)",
            "0-0:96.13.0(a)",
            "0-0:96.13.0(b)",
            "0-0:96.13.2(c)");
    assertEquals(
        List.of(
            "power_limit 1 kW",
            "power_limit_2 2 kW",
            "power_limit_4 3 kW",
            "energy_import 5.0 kWh",
            "register_1_1_1_8_0 6.0 kWh",
            "register_1_0_1_8_0_255 7.0 kWh",
            "message_text a",
            "message_text_3 b",
            "message_text_2 c"),
        decoded.measurements().stream().map(TelegramDecoderTest::text).toList());
    List<String> registers = decoded.measurements().stream().map(Measurement::register).toList();
    assertEquals(registers.size(), Set.copyOf(registers).size(), "rules of counters need them");
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
    assertEquals(Set.of(Kind.GAS), decoded.notValid());
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
            "0-0:42.0.0(204B4136)",
            "0-0:42.0.0(5)",
            "1-0:1.8.1(000001.000*kWh)",
            "1-0:1.8.1*255(000002.000*kWh)",
            "1-0:1.7.0(00.433*kW)",
            "1-0:1.7.0(00.434*kW)",
            "0-1:24.1.0(003)",
            "0-1:24.1.0(007)",
            "0-1:24.3.0(160315210000)(00)(60)(1)(0-1:24.2.1)(m3)\r\n(04083.631)",
            "0-1:24.2.1(190324150000W)(00001.000*m3)",
            "0-1:24.2.1(220324150000W)(00001.000*m3)",
            "0-1:24.4.0(1)",
            "0-1:96.3.10(0)",
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
    String letters = "0123456789.-:*()\r\nkWhSW/ CFTO\u00b3\u00ff\u0000";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder("/XYZ5\r\n\r\n");
      for (int length = random.nextInt(80); length > 0; length--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      decoder.decode((text + "!").getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  /** A word without an asterisk is a unit only where that unit belongs. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1-0:96.5.0*255(001C0104)          | register_1_0_96_5_0_255 001C0104",
        "0-0:96.8.0*255(00104443)          | register_0_0_96_8_0_255 00104443",
        "1-0:96.5.0(1A)                    | register_1_0_96_5_0 1A",
        "1-0:96.5.0(1A)(2V)                | register_1_0_96_5_0 1A 2V",
        "0-0:97.97.9(00000010)             | register_0_0_97_97_9 00000010",
        "0-1:96.5.0(1E5)                   | register_0_1_96_5_0 1E5",
        "1-0:99.1.0(1E5)                   | register_1_0_99_1_0 1E5",
        "1-0:99.1.0(12kWh)                 | register_1_0_99_1_0 12kWh",
        "1-0:99.1.0(12*kWh)                | register_1_0_99_1_0 12 kWh",
        "0-0:96.7.10(00005)                | register_0_0_96_7_10 5",
        "0-0:96.9.0(21*C)                  | register_0_0_96_9_0 21 C",
        "1-0:1.8.0(1E5)                    | register_1_0_1_8_0 1E5",
        "1-0:1.8.0(5V)                     | register_1_0_1_8_0 5V",
        "1-0:1.8.0(5*V)                    | register_1_0_1_8_0 5 V",
        "1-0:1.8.0(5*kWg)                  | register_1_0_1_8_0 5 kWg",
        "1-0:1.7.0(5*kWh)                  | register_1_0_1_7_0 5 kWh",
        "1-0:1.8.0(5*kWh)                  | energy_import 5 kWh",
        "1-0:1.8.0(12 kWh)                 | energy_import 12 kWh",
        "1-0:1.8.0( 12 * kWh )             | energy_import 12 kWh",
        "1-0:1.8.0(123.456KWH)             | energy_import 123.456 kWh",
        "1-0:1.8.0(123456Wh)               | energy_import 123456 Wh",
        "1-0:1.8.0(00123 )                 | energy_import 123 ?",
        "1-0:3.8.0(00000020.448kvarh)      | reactive_energy_import 20.448 kvarh",
        "1-0:31.7.0(1A)                    | current_l1 1 A",
        "1-0:32.7.0(233.0V)                | voltage_l1 233.0 V",
        "1-0:14.7.0(50.01Hz)               | frequency 50.01 Hz",
        "1-0:31.4.0(100A)(-063A)           | fuse_current_l1 100 A; fuse_current_l1_export -63 A",
        "1-0:31.4.0(100V)                  | register_1_0_31_4_0 100V",
        "0-0:17.0.0(24000W)                | power_limit 24000 W",
        "0-0:17.0.0(24000*W)               | power_limit 24000 W",
        "0-0:17.0.0(16A)                   | current_limit 16 A",
        "0-0:17.0.0(16V)                   | register_0_0_17_0_0 16V",
        "0-0:96.14.0(1A)                   | register_0_0_96_14_0 1A",
        "1-0:13.7.0(0.9A)                  | register_1_0_13_7_0 0.9A",
      })
  void readsAUnitOnlyWhereItBelongs(String record, String expected) {
    assertEquals(expected, String.join("; ", texts(record)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0-0:96.14.0(TARIFF 1)    | tariff 1",
        "0-0:96.14.0(Tariff 0002) | tariff 2",
        "0-0:96.14.0(tarif2)      | tariff 2",
        "0-0:96.14.0(T3)          | tariff 3",
        "0-0:96.14.0(RATE 4)      | tariff 4",
        "0-0:96.14.0(HIGH)        | register_0_0_96_14_0 HIGH",
        "0-0:96.3.10(ON)          | breaker 1",
        "0-0:96.3.10(off)         | breaker 0",
        "0-0:96.3.10(Connected)   | breaker 1",
        "0-0:96.3.10(DISCONNECTED)| breaker 0",
        "0-0:96.3.10(READY)       | breaker 2",
        "0-0:96.3.10(2)           | breaker 2",
        "0-0:96.3.10(MAYBE)       | register_0_0_96_3_10 MAYBE",
        "0-1:96.3.10(ON)          | relay_1 1",
        "0-1:96.3.10(OPEN)        | register_0_1_96_3_10 OPEN",
        "0-0:96.50.68(ON)         | register_0_0_96_50_68 ON",
        "F.F(00000000)            | error_code 00000000",
        "F.F(00000010)            | error_code 00000010",
        "0-0:97.97.0(00000010)    | error_code 00000010",
        "C.1.0(12345678)          | meter_number 12345678",
        "1.8.0(000012.5*kWh)      | energy_import 12.5 kWh",
      })
  void aWordMeansWhatItSays(String record, String expected) {
    assertEquals(expected, String.join("; ", texts(record)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0-0:42.0.0(AUX1)     | 0-0:96.1.0(99001)    | 99001 | 0-0:42.0.0 AUX1",
        "0-0:96.1.0(99001)    | 0-0:42.0.0(AUX1)     | 99001 | 0-0:42.0.0 AUX1",
        "0-0:96.1.1(1)        | 0-0:96.1.0(2)        | 1     | 0-0:96.1.0 2",
        "0-0:96.1.0(2)        | 0-0:96.1.1(1)        | 1     | 0-0:96.1.0 2",
        "0-0:96.1.1(3030)     | 0-0:96.1.0(2)        | 2     | 0-0:96.1.1 00",
        "0-0:96.1.1()         | 0-0:42.0.0(LUX1)     | LUX1  | 0-0:96.1.1",
        "0-0:96.1.1(0000)     | 0-0:42.0.0(LUX1)     | LUX1  | 0-0:96.1.1 0000",
        "1-0:0.0.0*255(1EBZ1) | 1-0:96.1.0*255(1EBZ2)| 1EBZ2 | 1-0:0.0.0*255 1EBZ1",
        "1-0:0.0.0*255(1EBZ1) | 1-0:96.1.0*255(1EBZ1)| 1EBZ1 | ",
        "0-0:96.1.1(5)        | 0-0:96.1.1(6)        | 5     | 0-0:96.1.1 6",
        "0-0:96.1.1(0)        | 0-0:96.1.1(6)        | 6     | 0-0:96.1.1 0",
      })
  void ofTwoNumbersTheRankingDecidesAndNoneIsDropped(
      String one, String two, String identifier, String other) {
    Decoded decoded = decode(one, "1-0:1.7.0(0.1*kW)", two);
    assertEquals(identifier, decoded.identifier());
    List<Measurement> numbers =
        decoded.measurements().stream()
            .filter(m -> m.value() instanceof org.metergate.spi.reading.Value.Text)
            .toList();
    List<String> own = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (Measurement m : numbers) {
      boolean named = m.quantity().name().equals("meter_number");
      (named ? own : others).add(named ? m.value().toString() : m.register() + " " + m.value());
    }
    assertEquals(List.of(identifier), own);
    assertEquals(other == null ? List.of() : List.of(other), strip(others));
  }

  private static List<String> strip(List<String> texts) {
    return texts.stream().map(String::strip).toList();
  }

  @Test
  void aNumberOfZerosAloneIsNoIdentifier() {
    Decoded decoded = decode("0-0:42.0.0(0000000000000000)", "1-0:1.7.0(0.1*kW)");
    assertEquals("", decoded.identifier());
    assertEquals(
        List.of("meter_number 0000000000000000", "power_import 0.1 kW"),
        decoded.measurements().stream().map(TelegramDecoderTest::text).toList());
  }

  @Test
  void twoSwitchesOfAChannelHaveTwoNamesWhateverTheirStates() {
    for (String state : List.of("0", "1", "ON")) {
      SubMeter sub =
          gas("(200706103140S)(00000.006*m3)", "0-1:24.4.0(1)", "0-1:96.3.10(" + state + ")");
      assertEquals(
          List.of("gas_volume", "meter_number", "valve", "breaker"),
          sub.measurements().stream().map(m -> m.quantity().name()).toList());
    }
    assertEquals("valve", gas("(0*m3)", "0-1:96.3.10(0)").measurements().get(2).quantity().name());
  }

  @Test
  void twoValuesOfAChannelHaveTwoNames() {
    SubMeter other = gas("(200706103140S)(1.5*m3)", "0-1:24.2.3(200706103140S)(1.4*m3)");
    assertEquals(List.of("gas_volume 1.5 m3", "register_0_1_24_2_3 1.4 m3"), values(other));
    SubMeter twice = gas("(200706103140S)(1.5*m3)", "0-1:24.2.1(200706103140S)(1.4*m3)");
    assertEquals(List.of("gas_volume 1.5 m3", "gas_volume_2 1.4 m3"), values(twice));
    SubMeter hours = gas("(200706103140S)(1.5*m3)", "0-1:24.2.1(200706113140S)(1.6*m3)");
    assertEquals(List.of("gas_volume 1.6 m3"), values(hours));
  }

  private static List<String> values(SubMeter meter) {
    return meter.measurements().stream()
        .map(m -> text(m).replaceAll(" at .*", ""))
        .filter(text -> text.endsWith("m3"))
        .toList();
  }

  @Test
  void ofTwoNumbersOfAChannelNoneIsDropped() {
    SubMeter sub = gas("(0.5*m3)", "0-1:96.1.1(47303032)", "0-1:96.1.2(5)");
    assertEquals("G002", sub.identifier());
    assertEquals(
        List.of(
            "gas_volume 0.5 m3",
            "register_0_1_96_1_0 G001",
            "meter_number G002",
            "register_0_1_96_1_2 5"),
        sub.measurements().stream().map(TelegramDecoderTest::text).toList());
  }

  private SubMeter gas(String value, String... more) {
    List<String> records = new ArrayList<>(List.of("0-1:24.1.0(003)", "0-1:96.1.0(47303031)"));
    records.add("0-1:24.2.1" + value);
    records.addAll(List.of(more));
    return decode(records.toArray(new String[0])).subMeters().get(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "000101010000W",
        "700101010000W",
        "700101010000",
        "632525252525S",
        "201301010000W",
        "200230010000W",
        "200001250000W",
        "271129010000W",
        "991231235959W",
        "261129",
        "------------",
      })
  void aValueWhoseTimeIsNotPossibleIsReadWithoutIt(String stamp) {
    Decoded decoded =
        decode(
            "0-0:1.0.0(261129014000W)",
            "0-1:24.1.0(003)",
            "0-1:96.1.0(47303031)",
            "0-1:24.2.1(" + stamp + ")(01269.375*m3)");
    SubMeter gas = decoded.subMeters().get(0);
    assertEquals("gas_volume 1269.375 m3", text(gas.measurements().get(0)));
    assertTrue(gas.at().isEmpty());
    assertEquals(Set.of(Kind.GAS), decoded.withoutTime());
  }

  @ParameterizedTest
  @CsvSource({
    "700101000000, 00, 1",
    "632525252525, 08, 1",
    "161301000000, 00, 1",
    "160315210000, 00, 0",
  })
  void aProfileWhoseTimeIsNotPossibleIsReadWithoutIt(String stamp, String status, int remarks) {
    Decoded decoded =
        decode(
            "0-1:24.1.0(3)",
            "0-1:96.1.0(47303031)",
            "0-1:24.3.0(" + stamp + ")(" + status + ")(60)(1)(0-1:24.2.1)(m3)\r\n(04083.631)");
    assertEquals(1, decoded.subMeters().size());
    assertEquals(remarks, decoded.withoutTime().size());
    assertEquals(remarks == 0, decoded.subMeters().get(0).at().isPresent());
  }

  @ParameterizedTest
  @CsvSource({
    "0-1:96.1.0(), (700101010000W)(01269.375*m3)",
    "0-1:96.1.0(303030), (700101010000W)(01269.375*m3)",
    "0-1:96.1.0(47303031), (700101010000W)(00000.000*m3)",
    "0-1:96.1.0(47303031), (700101010000W)(01269.375)",
    "0-1:96.1.0(47303031), (632525252525W)()",
  })
  void aTimeThatMeansNeverNeedsANumberAUnitAndAValue(String number, String value) {
    assertEquals(List.of(), decode("0-1:24.1.0(003)", number, "0-1:24.2.1" + value).subMeters());
  }

  @Test
  void aTimeAheadOfTheClockDependsOnTheClockOfItsOwnTelegram() {
    String[] gas = {"0-1:24.1.0(003)", "0-1:24.2.1(261129010000W)(1.5*m3)"};
    for (String clock : List.of("261129014000W", "251129014000W", "261129014000W")) {
      Decoded decoded = decode("0-0:1.0.0(" + clock + ")", gas[0], gas[1]);
      assertEquals(clock.startsWith("25"), !decoded.withoutTime().isEmpty());
    }
    assertEquals(Set.of(), decode(gas).withoutTime(), "there is no clock to compare with");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(63252525252)(01269.375*m3)",
        "(01269.375*m3)(63252525252)",
        "(6325252525252)(01269.375*m3)",
      })
  void aDamagedTimeIsNeverTakenForTheValue(String groups) {
    assertEquals("gas_volume 1269.375 m3", text(gas(groups).measurements().get(0)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0-0:98.1.0\r\n(220201000000W)\r\n(000141.838*kWh)\r\n(000041.011*kWh)",
        "0-0:98.1.0(220201000000W)\r\n(000141.838*kWh)(000041.011*kWh)",
        "0-0:98.1.0\r\n(\r\n0-0:1.0.0(220201000000T)\r\n1-0:1.8.0(00003700.208kWh)\r\n)",
        "0-0:98.1.0(\r\n0-0:1.0.0(220201000000T)\r\n1-0:1.8.0(00003700.208kWh)\r\n)",
        "0-0:98.1.0()\r\n(220201000000W)\r\n(000141.838*kWh)(000041.011*kWh)",
        "0-0:98.2.0\r\n(220201000000W)\r\n(000141.838*kWh)",
        "1-0:98.1.0*101\r\n(220201000000W)\r\n(000141.838*kWh)",
        "0-0:98.1.0\n\n(220201000000W)\n(000141.838*kWh)",
      })
  void valuesOfPastMonthsAreNeitherPresentValuesNorUnreadable(String history) {
    Decoded decoded = decode("1-0:1.8.0(5.0*kWh)", history, "1-0:2.8.0(6.0*kWh)");
    assertEquals(Set.of(), decoded.notes());
    assertEquals(
        List.of("energy_import 5.0 kWh", "energy_export 6.0 kWh"),
        decoded.measurements().stream().map(TelegramDecoderTest::text).toList());
  }

  @Test
  void peaksOfPastMonthsAreReadOverSeveralLines() {
    assertEquals(
        List.of("power_import_peak_month_1 3.695 kW at 2020-04-23T19:25:38+02:00"),
        texts(
            "0-0:98.1.0(1)(1-0:1.6.0)(1-0:1.6.0)\r\n(200501000000S)\r\n(200423192538S)\r\n(03.695*kW)"));
  }

  @Test
  void aByteThatIsNoCharacterCostsOnlyItsOwnRecord() {
    for (int b = 0x80; b < 256; b++) {
      String hit = "1-0:1.8.0(00" + (char) b + "1.5*kWh)";
      List<String> all = texts(hit, "1-0:2.8.0(6.0*kWh)", "1-0:1.8.1(5.0*kW" + (char) b + ")");
      assertEquals(3, all.size());
      assertTrue(all.get(0).startsWith("register_1_0_1_8_0 "), all.get(0));
      assertEquals("energy_export 6.0 kWh", all.get(1));
      assertTrue(all.get(2).startsWith("register_1_0_1_8_1 "), all.get(2));
    }
    Decoded decoded = decode("1-0:1.\u00b8.0(1.5*kWh)", "1-0:2.8.0(6.0*kWh)");
    assertEquals(1, decoded.measurements().size());
    assertEquals(Set.of(Note.LINES_UNREADABLE), decoded.notes());
  }

  @ParameterizedTest
  @CsvSource({
    "G\u00e4\u00f6, Gäö",
    "G\u00c3\u00a4, Gä",
    "Hallo\u00ff\u00ff, Hallo",
    "\u00ff\u00ffHallo, Hallo",
    "\u00ff\u0000\u00ff, ''",
    "a\u0007b, 610762",
    "a\u009bb, 619B62",
    "48616C6C6FFFFFFF, Hallo",
    "FFFFFFFFFFFFFFFF, ''",
    "FF, FF",
  })
  void aTextInAnyBytesIsReadOrKeptAsDigits(String sent, String text) {
    Measurement message = decode("0-0:96.13.0(" + sent + ")").measurements().get(0);
    assertEquals(text, message.value().toString());
  }

  @Test
  void aMessageFilledWithFfIsNone() {
    for (int length : new int[] {1, 1024, 2048}) {
      String filled = "\u00ff".repeat(length);
      assertEquals(List.of("message_text "), texts("0-0:96.13.0(" + filled + ")"));
    }
  }

  private List<String> texts(String... records) {
    return decode(records).measurements().stream().map(TelegramDecoderTest::text).toList();
  }

  private Decoded decode(String... records) {
    return decoder.decode(bytes(records));
  }

  private static byte[] bytes(String... records) {
    String text = "/XYZ5 test\r\n\r\n" + String.join("\r\n", records) + "\r\n!";
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String text(Measurement m) {
    String unit =
        m.unit() == null ? " ?" : m.unit().ascii().isEmpty() ? "" : " " + m.unit().ascii();
    return m.quantity().name() + " " + m.value() + unit + (m.at() == null ? "" : " at " + m.at());
  }
}
