// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each code of the tables of EN 13757-3, written out: what the number 1 means with it. A line has
 * the first code, the subject, what is meant from this code on, and the unit.
 */
class VifTablesTest {
  private static void check(String before, String line) {
    String[] parts = line.split("\\|");
    int code = Integer.parseInt(parts[0].strip(), 16);
    for (String value : parts[2].strip().split(" +")) {
      String record = "01" + before + String.format(Locale.ROOT, "%02X", code++) + "01";
      String[] both = value.split("_");
      String unit = both.length > 1 ? both[1] : parts[3].strip();
      String means = both[0].replace("none", "none: not shown").replace("bytes", "bytes 01");
      assertEquals((parts[1].strip() + " " + means + " " + unit).strip(), Records.text(record));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00 | energy | 0.001 0.01 0.1 1 10 100 1000 10000 | Wh",
        "08 | energy | 1 10 100 1000 10000 100000 1000000 10000000 | J",
        "10 | volume | 0.000001 0.00001 0.0001 0.001 0.01 0.1 1 10 | m3",
        "18 | mass | 0.001 0.01 0.1 1 10 100 1000 10000 | kg",
        "20 | on time | 1_s 1_min 1_h 1_d | ",
        "24 | operating time | 1_s 1_min 1_h 1_d | ",
        "28 | power | 0.001 0.01 0.1 1 10 100 1000 10000 | W",
        "30 | power | 1 10 100 1000 10000 100000 1000000 10000000 | J/h",
        "38 | volume flow | 0.000001 0.00001 0.0001 0.001 0.01 0.1 1 10 | m3/h",
        "40 | volume flow | 0.0000001 0.000001 0.00001 0.0001 0.001 0.01 0.1 1 | m3/min",
        "48 | volume flow | 0.000000001 0.00000001 0.0000001 0.000001 | m3/s",
        "4C | volume flow | 0.00001 0.0001 0.001 0.01 | m3/s",
        "50 | mass flow | 0.001 0.01 0.1 1 10 100 1000 10000 | kg/h",
        "58 | flow temperature | 0.001 0.01 0.1 1 | degC",
        "5C | return temperature | 0.001 0.01 0.1 1 | degC",
        "60 | temperature difference | 0.001 0.01 0.1 1 | K",
        "64 | external temperature | 0.001 0.01 0.1 1 | degC",
        "68 | pressure | 0.001 0.01 0.1 1 | bar",
        "6C | date | bytes | ",
        "6D | date and time | bytes | ",
        "6E | heat cost allocator | 1 | ",
        "6F | other | 1 | ",
        "70 | averaging duration | 1_s 1_min 1_h 1_d | ",
        "74 | actuality duration | 1_s 1_min 1_h 1_d | ",
        "78 | fabrication number | 1 | ",
        "79 | identification | 1 | ",
        "7A | bus address | 1 | ",
        "7B | other | 1 | ",
        "7D | other | 1 1 | ",
        "7F | manufacturer specific | 1 | "
      })
  void thePrimaryTable(String line) {
    check("", line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00 | energy | 0.1 1 | MWh",
        "02 | reactive energy | 1 10 | kvarh",
        "04 | apparent energy | 1 10 | kVAh",
        "06 | other | 1 1 | ",
        "08 | energy | 0.1 1 | GJ",
        "0A | other | 1 1 | ",
        "0C | energy | 0.1 1 10 100 | Mcal",
        "10 | volume | 100 1000 | m3",
        "12 | other | 1 1 | ",
        "14 | reactive power | 0.001 0.01 0.1 1 | kvar",
        "18 | mass | 100 1000 | t",
        "1A | relative humidity | 0.1 1 | %",
        "1C | other | 1 1 1 1 | ",
        "20 | volume | 1 0.1 | ft3",
        "22 | other | 1 1 1 1 1 1 | ",
        "28 | power | 0.1 1 | MW",
        "2A | phase angle | 0.1 0.1 | deg",
        "2C | frequency | 0.001 0.01 0.1 1 | Hz",
        "30 | power | 0.1 1 | GJ/h",
        "32 | other | 1 1 | ",
        "34 | apparent power | 0.001 0.01 0.1 1 | kVA",
        "38 | other | 1 1 1 1 1 1 1 1 | ",
        "58 | flow temperature | 0.001 0.01 0.1 1 | degF",
        "5C | return temperature | 0.001 0.01 0.1 1 | degF",
        "60 | temperature difference | 0.001 0.01 0.1 1 | degF",
        "64 | external temperature | 0.001 0.01 0.1 1 | degF",
        "68 | rating factor | 1 1 1 1 | ",
        "6C | other | 1 1 1 1 | ",
        "70 | limit temperature | 0.001 0.01 0.1 1 | degF",
        "74 | limit temperature | 0.001 0.01 0.1 1 | degC",
        "78 | cumulated maximum power | 0.001 0.01 0.1 1 10 100 1000 10000 | W"
      })
  void theTableAfterFb(String line) {
    check("FB", line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00 | credit | 0.001 0.01 0.1 1 | ",
        "04 | debit | 0.001 0.01 0.1 1 | ",
        "08 | access number | 1 | ",
        "09 | medium | 1 | ",
        "0A | manufacturer | 1 | ",
        "0B | parameter set | 1 | ",
        "0C | model version | 1 | ",
        "0D | hardware version | 1 | ",
        "0E | firmware version | 1 | ",
        "0F | software version | 1 | ",
        "10 | customer location | 1 | ",
        "11 | customer | 1 | ",
        "12 | other | none none none none none | ",
        "17 | error flags | 1 | ",
        "18 | error mask | bytes | ",
        "19 | other | none | ",
        "1A | digital output | 1 | ",
        "1B | digital input | 1 | ",
        "1C | baud rate | 1 | ",
        "1D | response delay | 1 | ",
        "1E | dimensionless | 1 1 1 1 1 | ",
        "23 | other | 1 | ",
        "24 | duration | 1_s 1_min 1_h 1_d 1_month 1_year | ",
        "2A | other | 1 1 | ",
        "2C | duration | 1_s 1_min 1_h 1_d | ",
        "30 | event time | bytes | ",
        "31 | duration | 1_min 1_h 1_d | ",
        "34 | duration | 1_s 1_min 1_h 1_d 1_month 1_year | ",
        "3A | dimensionless | 1 | ",
        "3B | other | bytes | ",
        "3C | duration | 1_s 1_min 1_h 1_d | ",
        "40 | voltage | 0.000000001 0.00000001 0.0000001 0.000001 | V",
        "44 | voltage | 0.00001 0.0001 0.001 0.01 0.1 1 10 100 1000 10000 100000 1000000 | V",
        "50 | current | 0.000000000001 0.00000000001 0.0000000001 0.000000001 0.00000001 | A",
        "55 | current | 0.0000001 0.000001 0.00001 0.0001 0.001 0.01 0.1 1 10 100 1000 | A",
        "60 | reset counter | 1 | ",
        "61 | cumulation counter | 1 | ",
        "62 | dimensionless | 1 1 1 | ",
        "65 | other | bytes | ",
        "66 | dimensionless | 1 1 | ",
        "68 | duration | 1_h 1_d 1_month 1_year | ",
        "6C | duration | 1_h 1_d 1_month 1_year | ",
        "70 | event time | bytes | ",
        "71 | radio level | 1 | dBm",
        "72 | other | bytes bytes | ",
        "74 | remaining battery | 1 | d",
        "75 | dimensionless | 1 | ",
        "76 | other | bytes | "
      })
  void theTableAfterFd(String line) {
    check("FD", line);
  }

  @Test
  void aThirdTableAfterFdIsNotGuessed() {
    assertEquals("other 1", Records.text("01 FDFD06 01"));
    assertEquals("other 1", Records.text("01 FDFD74 01"));
    assertEquals("01-FDFDBB3C", Records.only("01 FDFDBB3C 01").key());
    assertEquals(new Vife(Vife.Table.MAIN, 0x3C), Records.only("01 FDFDBB3C 01").vifes().get(0));
  }

  @Test
  void aThirdTableAfterEfIsNotGuessed() {
    assertEquals("other 1", Records.text("01 EF74 01"));
    assertEquals("other 0.01", Records.text("01 EFF474 01"));
    assertEquals("other 1", Records.text("01 EF39 01"));
    assertEquals(List.of(), Records.only("01 EF3C 01").vifes());
  }

  @Test
  void theUnitOfAPlainTextIsTheText() {
    DataRecord humidity = Records.only("02 FC 03 48 52 25 74 D411");
    assertEquals("plain text unit 45.64 %RH", Records.text("02 FC 03 48 52 25 74 D411"));
    assertEquals("02-FC0348522574", humidity.key());
    assertEquals(-2, humidity.vif().exponent());
    assertEquals("plain text unit 7", Records.text("01 7C 00 07"));
    assertEquals("plain text unit 7 m\u00B3", Records.text("01 7C 02 B3 6D 07"));
    assertEquals("plain text unit 7 a?b", Records.text("01 7C 04 00 62 0A 61 07"));
  }

  @ParameterizedTest
  @CsvSource({
    // VIFE before the text and after it, then what both are
    "03 FC 20 03 434241 153100, 03 FC 03 434241 20 153100, other 12565 ABC/s",
    "02 FC 74 03 485225 D411, 02 FC 03 485225 74 D411, plain text unit 45.64 %RH",
    "01 FC F4 3C 01 6D 07, 01 FC 01 6D F4 3C 07, plain text unit 0.07 m",
    "01 FC FC 01 02 B36D 07, 01 FC 02 B36D FC 01 07, plain text unit 7 m\u00B3",
    "02 FC 7D 1F 30313233343536373839414243444546474849505152535455565758596100 0700,"
        + " 02 FC 1F 30313233343536373839414243444546474849505152535455565758596100 7D 0700,"
        + " plain text unit 7000 aYXWVUTSRQPIHGFEDCBA9876543210",
    "01 FC FF 02 05 64636261 65 07, 01 FC 05 64636261 65 FF 02 07, plain text unit 7 eabcd",
  })
  void theVifesOfAPlainTextMayComeBeforeItOrAfterIt(String before, String after, String means) {
    assertEquals(means, Records.text(after));
    assertEquals(means, Records.text(before));
    assertEquals(Records.only(after).vifes(), Records.only(before).vifes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01 FC 03 48522574",
        "01 FC 74 03 4852",
        "01 FC F4",
        "01 FC F4 F4",
        "01 FC F3 48 52257407",
        "01 FC 74 1F 61 07",
        "01 FC 00",
        "01 FC F4 74 80 61 07"
      })
  void aTextThatIsCutShortEndsTheTelegram(String record) {
    Answer.Telegram telegram = Records.telegram("01 13 07" + record);
    assertEquals(1, telegram.records().size(), record);
    assertTrue(telegram.remark().contains("cannot be read"), record);
  }

  @Test
  void everyCodeIsFoundInAnyTableWithoutFailing() {
    Set<Subject> found = new HashSet<>();
    for (int code = 0; code < 128; code++) {
      found.add(PrimaryVif.of(code).vif().subject());
      found.add(ExtensionVif.ofFb(code).vif().subject());
      found.add(ExtensionVif.ofFd(code).vif().subject());
    }
    assertTrue(found.size() >= Subject.values().length - 1, "all but the plain text are in tables");
  }
}
