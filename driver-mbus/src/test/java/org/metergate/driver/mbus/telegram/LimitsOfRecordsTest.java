// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The last record of a kind that is still read, and the first that is not. */
class LimitsOfRecordsTest {
  /** 12345678 KAM version 35, heat, with the most significant byte first. */
  private static final String HEADER_OF_MODE_2 = "12345678 2C2D 35 04 07 00 0000";

  private static DataRecord ofMode2(String record) {
    Answer.Telegram telegram =
        assertInstanceOf(Answer.Telegram.class, Records.answer(0x76, HEADER_OF_MODE_2 + record));
    return telegram.records().get(0);
  }

  @Test
  void aPowerOfTenUpTo30IsAValue() {
    String thirty = "FD".repeat(9) + "76"; // of 10^3 Wh: 27 times ten more
    assertEquals(
        "energy 2" + "0".repeat(30) + " Wh", Records.text("01 86" + thirty + "02"), "10^30");
    String more = "FD".repeat(9) + "77";
    assertEquals(
        "energy none: ten to the power of 31 Wh", Records.text("01 86" + more + "02"), "10^31");
  }

  @Test
  void aUnitInWordsHasUpTo127Characters() {
    DataRecord longest = Records.only("01 7C 7F" + "41".repeat(127) + "05");
    assertEquals("A".repeat(127), longest.vif().unit());
    Answer.Telegram longer = Records.telegram("01 7C 80" + "41".repeat(128) + "05");
    assertTrue(longer.remark().endsWith("a unit of 128 characters"), longer.remark());
    assertEquals(0, longer.records().size());
  }

  @ParameterizedTest
  @CsvSource({"1F, ?", "7F, ?", "80, ?", "9F, ?", "20, ''", "7E, ~", "A1, \u00A1", "FF, \u00FF"})
  void aControlCharacterIsAQuestionMark(String character, String shown) {
    assertEquals(
        new Content.Text("A" + shown),
        Records.only("0D FD11 02" + character + "41").content(),
        character);
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 16, 17, 40})
  void theRestThatCannotBeReadIsShownWithItsFirstSixteenBytes(int length) {
    String rest = "3F" + "00".repeat(length - 1);
    String shown = length <= 16 ? rest : rest.substring(0, 32) + "...";
    assertEquals(
        "the record " + shown + " cannot be read: its length is not known",
        Records.telegram(rest).remark());
  }

  /** Java before 19 writes some of them with more digits than they have. */
  @ParameterizedTest
  @CsvSource({
    "05 2B 6626804F, 4300000000",
    "05 2B 461C864F, 4500000000",
    "05 2B 72A95B4E, 921328800",
    "05 2B 0D78A94D, 355402140"
  })
  void aFloatingPointNumberHasNoMoreDigitsThanTellItApart(String record, String value) {
    assertEquals("power " + value + " W", Records.text(record));
  }

  @Test
  void bytesThatAreNotReadStayAsOnTheWireInEitherOrder() {
    for (String record : new String[] {"04 6C 01020304", "04 FC01 41 74 01020304"}) {
      byte[] wire = Records.bytes("01020304");
      DataRecord one = ofMode2(record);
      assertArrayEquals(wire, one.raw(), record);
      assertArrayEquals(wire, assertInstanceOf(Content.Bytes.class, one.content()).bytes(), record);
    }
  }

  @Test
  void whatIsNoLongerTheValueOfTheVifKeepsNoOffsetOfIt() {
    assertEquals("volume 1.005 m3", Records.text("04 93 7B 05000000"));
    assertEquals(
        "dimensionless 5", Records.text("04 93 FB41 05000000"), "how often a limit was exceeded");
    assertEquals(
        "duration 5 s", Records.text("04 93 FB50 05000000"), "how long a limit was exceeded");
  }

  @ParameterizedTest
  @CsvSource({
    "02 6C 602C, true",
    "02 6C 7F2F, true",
    "02 6C 81F1, false",
    "02 6C FFFC, true",
    "02 6C E1F1, true",
    "02 6C 1E22, false",
    "04 6D 1A2F6011, true",
    "04 6D 1A2F7E12, false",
    "06 6D 1E2D0CE0F103, true"
  })
  void aDateForEveryDayMonthOrYearIsUsualAndOneInNoCalendarIsNot(String record, boolean usual) {
    assertEquals(
        usual,
        assertInstanceOf(Content.Missing.class, Records.only(record).content()).isUsual(),
        record);
  }
}
