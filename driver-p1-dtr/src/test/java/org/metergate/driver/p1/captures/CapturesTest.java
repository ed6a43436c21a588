// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.captures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.driver.p1.P1DriverProvider;
import org.metergate.driver.p1.Rig;
import org.metergate.kit.KitSession;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.discovery.Arrival;
import org.metergate.spi.discovery.Match;
import org.metergate.spi.reading.Reading;

@Tag("captures")
class CapturesTest {
  private static final String SMARTY = "D491470F47126332B07D1923B3504188";
  private static final String DUMMY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

  private Path folder;

  @BeforeEach
  void findTheFolder() {
    Optional<Path> found = find();
    Assumptions.assumeTrue(
        found.isPresent(),
        "captured telegrams are not there: no ../shared/captures/p1 next to the repository, and"
            + " -Dmetergate.captures is not set");
    folder = found.get();
  }

  /** A stream from the field gives what the index of that folder says. */
  @ParameterizedTest
  @CsvSource({
    "ebz-dd3, '', register_1_0_96_5_0_255, 001C0104",
    "ebz-dd3, '', register_0_0_96_8_0_255, 00104443",
    "ebz-dd3, '', energy_import, 125.25688570 kWh",
    "ebz-dd3, '', power_net, 259.20 W",
    "ebz-dd3, '', power_net_l3, 91.68 W",
    "eon-hu-two-numbers, '', meter_number, 890000000000001",
    "eon-hu-two-numbers, '', register_0_0_42_0_0, SAG3000000000000",
    "valve-twice, gas, valve, 1",
    "valve-twice, gas, breaker, 0",
    "message-filled-with-ff, '', energy_import, 3563.020 kWh",
    "message-filled-with-ff, '', energy_import_t1, 1829.180 kWh",
    "message-filled-with-ff, '', energy_import_t2, 1733.840 kWh",
    "message-filled-with-ff, '', energy_export, 48.367 kWh",
    "message-filled-with-ff-wrong-crc@ignore, '', energy_import, 3563.020 kWh",
    "gas-stamp-000101, gas, gas_volume, 1269.375 m3",
    "gas-stamp-632525, gas, gas_volume, 1269.375 m3",
    "units-without-asterisk, '', energy_import, 3816.208 kWh",
    "units-without-asterisk, '', reactive_energy_export_t1, 705.577 kvarh",
    "units-without-asterisk, '', current_l1, 2.1 A",
    "history-over-lines, '', energy_import, 173.640 kWh",
    "history-over-lines, '', meter_number, E0000000000",
    "tariff-and-breaker-as-words, '', tariff, 1",
    "tariff-and-breaker-as-words, '', breaker, 1",
    "tariff-and-breaker-as-words, '', power_limit, 24000 W",
  })
  void readsWhatTheFieldSends(String file, String sub, String quantity, String value)
      throws IOException {
    KitSession session = hearFromTheField(file);
    Reading reading =
        session.readings().stream()
            .filter(r -> r.meter().subMeter().equals(sub))
            .findFirst()
            .orElseThrow(() -> new AssertionError(session.readings() + " " + session.findings()));
    assertEquals(value, Rig.value(reading, quantity));
  }

  @ParameterizedTest
  @CsvSource({
    "checksum-and-ff-byte, 0, p1-checksum",
    "ebz-dd3, 1, ''",
    "eon-hu-two-numbers, 1, ''",
    "valve-twice, 2, ''",
    "message-filled-with-ff, 1, ''",
    "message-filled-with-ff-wrong-crc, 0, p1-checksum",
    "message-filled-with-ff-wrong-crc@ignore, 1, p1-checksum-ignored",
    "gas-stamp-000101, 2, p1-sub-meter-time",
    "gas-stamp-632525, 2, p1-sub-meter-time",
    "units-without-asterisk, 1, ''",
    "history-over-lines, 1, ''",
    "tariff-and-breaker-as-words, 1, ''",
    "no-checksum-register-digit-hit, 8, p1-form-changed",
  })
  void saysWhatIsWrongWithAStreamFromTheField(String file, int readings, String findings)
      throws IOException {
    KitSession session = hearFromTheField(file);
    assertEquals(readings, session.readings().size());
    assertEquals(findings, String.join(", ", Rig.findingIds(session)));
    for (Reading reading : session.readings()) {
      List<String> names = reading.measurements().stream().map(m -> m.quantity().name()).toList();
      assertEquals(names.size(), Set.copyOf(names).size(), names.toString());
    }
  }

  private KitSession hearFromTheField(String file) throws IOException {
    String[] parts = file.split("@");
    Path path = folder.resolveSibling("field").resolve("p1-" + parts[0] + ".p1");
    Assumptions.assumeTrue(Files.exists(path), path + " is not there");
    Map<String, String> options = parts.length > 1 ? Map.of("crc", parts[1]) : Map.of();
    return Rig.with(options).hear(Files.readAllBytes(path));
  }

  private static Optional<Path> find() {
    String set = System.getProperty("metergate.captures");
    if (set != null) {
      return Optional.of(Path.of(set, "p1"));
    }
    for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
      Path captures = p.resolve("shared/captures/p1");
      if (Files.isDirectory(captures)) {
        return Optional.of(captures);
      }
    }
    return Optional.empty();
  }

  @ParameterizedTest
  @CsvSource({
    "01, energy_import_t1, 5080.475 kWh",
    "01, energy_import_t2, 5008.385 kWh",
    "01, tariff, 1",
    "01, power_import, 0.68 kW",
    "01, gas:gas_volume, 2025.003 m3 at 2016-01-17T12:00:00+01:00",
    "02, energy_export_t2, 7729.108 kWh",
    "02, gas:gas_volume, 4083.631 m3 at 2016-03-15T21:00:00+01:00",
    "03, energy_import_t1, 185.000 kWh",
    "03, current_limit, 999 A",
    "03, breaker, 1",
    "03, gas:gas_volume, 124.477 m3 at 2012-05-17T02:00:00+02:00",
    "03, gas:valve, 1",
    "11, power_limit, 999.00 kW",
    "11, gas:gas_volume, 1.001 m3 at 2016-11-07T19:00:00+01:00",
    "12, current_limit, 16 A",
    "12, message_code, 012345678",
    "12, gas:gas_volume, 1.001 m3 at 2009-02-12T16:00:00+01:00",
    "13, energy_import_t1, 1581.123 kWh",
    "13, power_failure_2, 2317482647 s at 2000-01-02T00:00:03+01:00",
    "13, gas:gas_volume, 981.443 m3 at 2016-11-29T20:00:00+01:00",
    "14, energy_import_t1, 4.426 kWh",
    "14, voltage_l1, 230.0 V",
    "14, current_l1, 0.48 A",
    "14, gas:gas_volume, 0.107 m3 at 2017-01-02T16:10:05+01:00",
    "16, heat:heat_energy, 240.860 GJ at 2026-02-15T20:05:23+01:00",
    "17, power_import_average, 2.351 kW",
    "17, power_import_peak, 2.589 kW at 2020-05-09T13:45:58+02:00",
    "17, power_import_peak_month_1, 3.695 kW at 2020-04-23T19:25:38+02:00",
    "17, power_import_peak_month_2, 5.980 kW at 2020-03-05T12:21:39+02:00",
    "17, power_import_peak_month_3, 4.318 kW at 2020-02-10T03:54:21+01:00",
    "17, gas:gas_volume, 112.384 m3 at 2020-05-12T13:45:58+02:00",
    "17, water:water_volume, 872.234 m3 at 2020-05-12T13:45:58+02:00",
    "19, energy_import, 6545766 Wh",
    "19, reactive_power_export, 166 var",
    "22, energy_import, 52185.7825309 kWh",
    "22, power_import, 2124.86 W",
    "36, gas:gas_volume, 1091.352 m3 at 2019-09-05T21:00:00+02:00",
    "39, energy_import_t1, 3432.829 kWh",
    "40, gas:gas_volume, 16.713 m3 at 2017-11-05T20:10:00+01:00",
    "42, power_export, 2.857 kW",
    "43, gas:gas_volume, 13368.864 m3 at 2021-11-22T21:00:00+01:00",
    "45, energy_import, 12345.074 kWh",
    "45, power_absolute, 123 W",
    "45, gas:gas_volume, 1240.690 m3 at 2019-01-01T13:00:00",
    "46, energy_import_t1, 7654.321 kWh",
    "47, gas:gas_volume, 66.405 m3 at 2016-11-16T20:00:00+01:00",
    "50, energy_import, 6.695 kWh",
    "50, reactive_power_import, 0.000 ?",
    "62, energy_import_t1, 32.159 kWh",
    "70, energy_import, 6.695 kWh",
    "71, energy_import, 6545766 Wh",
    "80, energy_import_t1, 7041.882 kWh",
    "81, energy_import_t1, 7041.882 kWh",
  })
  void readsWhatTheIndexSays(String file, String quantity, String value) throws IOException {
    String[] where = ("meter:" + quantity).split(":(?=[^:]+$)");
    String sub = where[0].replace("meter:", "").replace("meter", "");
    KitSession session = hear(file);
    Reading reading =
        session.readings().stream()
            .filter(r -> r.meter().subMeter().equals(sub))
            .findFirst()
            .orElseThrow(() -> new AssertionError(session.readings() + " " + session.findings()));
    assertEquals(value, Rig.value(reading, where[1]));
  }

  @ParameterizedTest
  @CsvSource({
    "36, 2019-09-05T21:40:03+02:00",
    "39, 2019-03-24T15:05:41+01:00",
    "50, 2018-01-30T10:21:22+01:00",
  })
  void readsTheClockBySeasonOfItsLetter(String file, String time) throws IOException {
    assertEquals(time, hear(file).readings().get(0).meterTime().orElseThrow().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "42, 1, p1-cut",
    "82, 0, p1-cut",
    "87, 4, ''",
    "88, 0, p1-checksum",
    "89, 2, 'p1-cut, p1-repeated'",
    "37, 1, p1-clock-not-set",
    "63, 566, p1-line-ends-restored",
  })
  void saysWhatIsWrongWithAStream(String file, int readings, String findings) throws IOException {
    KitSession session = hear(file);
    assertEquals(readings, session.readings().size());
    assertEquals(findings, String.join(", ", Rig.findingIds(session)));
  }

  @Test
  void aTelegramWithParityBitsIsTheOneWithout() throws IOException {
    List<Reading> plain = hear("02").readings();
    List<Reading> parity = hear("80").readings();
    assertEquals(plain.size(), parity.size());
    for (int i = 0; i < plain.size(); i++) {
      assertEquals(plain.get(i).measurements(), parity.get(i).measurements());
      assertEquals(plain.get(i).meter(), parity.get(i).meter());
    }
  }

  @Test
  void anEncryptedTelegramIsTheOneInClearText() throws IOException {
    assertEquals(
        hear("50").readings().get(0).measurements(), hear("70").readings().get(0).measurements());
    assertEquals(
        hear("19").readings().get(0).measurements(), hear("71").readings().get(0).measurements());
  }

  @Test
  void aChannelWithoutAMeterGivesNoReading() throws IOException {
    assertTrue(hear("37").readings().stream().allMatch(r -> r.meter().subMeter().isEmpty()));
    assertEquals(
        List.of("", "gas"), hear("14").readings().stream().map(r -> r.meter().subMeter()).toList());
  }

  @TestFactory
  Stream<DynamicTest> recognisesEveryCaptureWithAWholeTelegram() throws IOException {
    return files(folder).stream()
        .filter(file -> file.getFileName().toString().matches("\\d\\d-.*"))
        .filter(file -> !file.getFileName().toString().startsWith("82-")) // cut
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> requireRecognised(Files.readAllBytes(file))));
  }

  private static void requireRecognised(byte[] stream) {
    Match match = recognised(stream).orElseThrow();
    KitSession session = Rig.with(Map.of()).hear(stream);
    if (match.missing().isEmpty()) {
      assertEquals(session.readings().get(0).meter().identifier(), match.identifier());
    } else {
      assertEquals(List.of("encryption-key"), match.missing());
      assertTrue(session.undecoded().size() > 0);
    }
  }

  @Test
  void recognisesNothingInCapturesOfDlmsPorts() throws Exception {
    for (String name : List.of("dlms", "mbus")) {
      for (Path file : files(folder.resolveSibling(name))) {
        if (file.toString().endsWith(".hex")) {
          String digits = Files.readString(file).replaceAll("(?m)#.*$", "");
          assertEquals(Optional.empty(), recognised(Hex.parse(digits)), file.toString());
        }
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static Optional<Match> recognised(byte[] bytes) {
    P1DriverProvider provider = new P1DriverProvider();
    return provider.recognise(provider.trials().get(0), List.of(new Arrival(1, bytes)));
  }

  private KitSession hear(String number) throws IOException {
    Map<String, String> options =
        switch (number) {
          case "70" -> Map.of("encryption-key", SMARTY);
          case "71", "88", "89" -> Map.of("encryption-key", DUMMY);
          default -> Map.of();
        };
    try (var files = Files.list(folder)) {
      Path file =
          files.filter(f -> f.getFileName().toString().startsWith(number + "-")).findFirst().get();
      return Rig.with(options).hear(Files.readAllBytes(file));
    }
  }
}
