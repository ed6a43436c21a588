// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.driver.mbus.register.Readout;
import org.metergate.driver.mbus.register.Readout.InfoCode;
import org.metergate.driver.mbus.telegram.Header;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.reading.Nameplate;

class InfoCodesTest {

  private static List<String> found(InfoCode.Table table, long bits, int status) {
    return ids(Optional.of(new InfoCode(table, bits)), status);
  }

  private static List<String> ids(Optional<InfoCode> code, int status) {
    Header header = new Header("67211183", 0x2C2D, 0x35, 4, 42, status, 0);
    Readout readout =
        new Readout(
            header,
            "67211183",
            Nameplate.NONE,
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            code);
    return InfoCodes.of(readout).stream().map(Object::toString).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "HEAT, 0, info-no-supply",
    "HEAT, 1, info-battery",
    "HEAT, 2, info-alarm",
    "HEAT, 3, info-t1-high",
    "HEAT, 4, info-t2-high",
    "HEAT, 5, info-t1-low",
    "HEAT, 6, info-t2-low",
    "HEAT, 7, info-difference",
    "HEAT, 8, info-air",
    "HEAT, 9, info-flow-reverse",
    "HEAT, 10, info-flow-weak",
    "HEAT, 11, info-flow-high",
    "HEAT, 12, info-leak-a",
    "HEAT, 13, info-leak-b",
    "HEAT, 14, info-alarm-a",
    "HEAT, 15, info-alarm-b",
    "HEAT, 16, info-v1-silent",
    "HEAT, 17, info-v1-pulses",
    "HEAT, 18, info-leak-a2",
    "HEAT, 19, info-leak-b2",
    "HEAT, 20, info-t3-high",
    "HEAT, 21, info-t3-low",
    "HEAT, 22, info-v2-silent",
    "HEAT, 23, info-v2-pulses",
    "HEAT, 24, info-v2-air",
    "HEAT, 25, info-v2-reverse",
    "HEAT, 26, info-v2-weak",
    "HEAT, 27, info-v2-high",
    "HEAT, 28, info-burst-out",
    "HEAT, 29, info-burst-in",
    "HEAT, 30, info-leak-out",
    "HEAT, 31, info-leak-in",
    "OLDER_HEAT, 0, info-no-supply",
    "OLDER_HEAT, 2, info-t2",
    "OLDER_HEAT, 3, info-t1",
    "OLDER_HEAT, 4, info-v1-silent",
    "OLDER_HEAT, 5, info-t3",
    "OLDER_HEAT, 6, info-leak-cold",
    "OLDER_HEAT, 7, info-v2-pulses",
    "OLDER_HEAT, 8, info-leak-heat",
    "OLDER_HEAT, 9, info-burst-heat",
    "OLDER_HEAT, 10, info-v2-silent",
    "OLDER_HEAT, 11, info-v1-pulses",
    "OLDER_HEAT, 12, info-air",
    "OLDER_HEAT, 13, info-v2-air",
    "OLDER_HEAT, 14, info-flow-reverse",
    "OLDER_HEAT, 15, info-v2-reverse",
    "MULTICAL_302, 0, info-no-supply",
    "MULTICAL_302, 1, info-flow-reverse",
    "MULTICAL_302, 2, info-t2",
    "MULTICAL_302, 3, info-t1",
    "MULTICAL_302, 4, info-flow-weak",
    "MULTICAL_302, 5, info-difference",
    "MULTICAL_302, 7, info-battery",
    "WATER, 0, info-dry",
    "WATER, 1, info-reverse",
    "WATER, 2, info-leak",
    "WATER, 3, info-burst",
    "WATER, 4, info-tamper",
    "WATER, 5, info-battery",
    "WATER, 6, info-ambient-low",
    "WATER, 7, info-ambient-high",
  })
  void eachBitHasItsFinding(InfoCode.Table table, int bit, String id) {
    assertEquals(List.of(id), found(table, 1L << bit, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "HEAT, 32",
    "OLDER_HEAT, 1",
    "OLDER_HEAT, 16",
    "MULTICAL_302, 6",
    "MULTICAL_302, 8",
    "WATER, 8"
  })
  void anUnknownBitIsReportedWithTheWholeNumber(InfoCode.Table table, int bit) {
    assertEquals(List.of("info-code {code=" + (1L << bit) + "}"), found(table, 1L << bit, 0));
  }

  @Test
  void severalBitsAreSeveralFindings() {
    assertEquals(
        List.of("info-t1-high", "info-air", "info-code {code=4294967560}"),
        found(InfoCode.Table.HEAT, 1L << 32 | 8 | 256, 0));
    assertEquals(List.of(), found(InfoCode.Table.HEAT, 0, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "0x00, ''",
    "0x04, status-battery-low",
    "0x08, status-permanent-error",
    "0x10, status-temporary-error",
    "0x14, status-battery-low status-temporary-error",
    "0x01, ''",
    "0x03, ''",
    "0xE0, ''",
  })
  void theStatusByteOfAnyMeterIsReported(String status, String ids) {
    assertEquals(ids, String.join(" ", ids(Optional.empty(), Integer.decode(status))));
  }

  @Test
  void aTelegramWithoutStatusReportsNothing() {
    assertEquals(List.of(), ids(Optional.empty(), -1));
  }

  @Test
  void whatTheInfoCodeSaysIsNotSaidTwice() {
    assertEquals(List.of("info-air"), found(InfoCode.Table.HEAT, 256, 0x10));
    assertEquals(List.of("info-battery"), found(InfoCode.Table.HEAT, 2, 0x04));
    assertEquals(List.of("info-air", "status-battery-low"), found(InfoCode.Table.HEAT, 256, 0x14));
    assertEquals(
        List.of("status-temporary-error"), found(InfoCode.Table.HEAT, 0, 0x10), "no bit explains");
  }

  @Test
  void everyCodeHasASentenceAndANextStep() {
    ResourceBundle bundle = ResourceBundle.getBundle(MbusFindings.MESSAGES, Locale.ROOT);
    for (FindingCode code : InfoCodes.all()) {
      assertTrue(bundle.getString(code.id()).endsWith("."), code.id());
      assertTrue(bundle.getString(code.id() + ".next").endsWith("."), code.id());
    }
    Set<String> ids = InfoCodes.all().stream().map(FindingCode::id).collect(Collectors.toSet());
    assertEquals(InfoCodes.all().size(), ids.size());
    Set<String> sentences =
        bundle.keySet().stream()
            .filter(key -> key.matches("(info|status)-[a-z0-9-]+"))
            .collect(Collectors.toSet());
    assertEquals(ids, sentences);
  }
}
