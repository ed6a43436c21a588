// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.spi.codec.Hex;

class RecordReaderTest {
  private static List<String> keys(Answer.Telegram telegram) {
    return telegram.records().stream().map(DataRecord::key).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "01-13, 01 13 FB, -0.005",
    "02-13, 02 13 2CED, -4.820",
    "03-13, 03 13 153100, 12.565",
    "04-13, 04 13 15310000, 12.565",
    "06-13, 06 13 153100000001, 1099511640.341",
    "07-06, 07 06 FFFFFFFFFFFFFF7F, 9223372036854775807000",
    "07-06, 07 06 0100000000000080, -9223372036854775807000",
    "09-13, 09 13 42, 0.042",
    "0A-13, 0A 13 4201, 0.142",
    "0B-13, 0B 13 420100, 0.142",
    "0C-13, 0C 13 56341200, 123.456",
    "0E-13, 0E 13 563412907856, 567890123.456",
    "0C-13, 0C 13 563412F0, -123.456",
    "0A-5A, 0A 5A 15F3, -31.5",
    "0D-13, 0D 13 C2 1234, 3.412",
    "0D-13, 0D 13 D2 1234, -3.412",
    "0D-13, 0D 13 C9 785634129078563412, 123456789012345.678",
    "0D-13, 0D 13 E2 1234, 13.330",
    "0D-13, 0D 13 E1 FF, -0.001",
    "0D-13, 0D 13 E8 FFFFFFFFFFFFFF7F, 9223372036854775.807"
  })
  void aNumberHasExactlyTheMetersDigits(String key, String record, String value) {
    assertEquals(key, Records.only(record).key());
    assertEquals(value, Records.text(Records.only(record).content()));
  }

  @ParameterizedTest
  @CsvSource({
    "01 78 80, 128",
    "02 79 FEFF, 65534",
    "02 FD17 0080, 32768",
    "03 FF22 000080, 8388608",
    "07 FF0F 00000000000000FF, 18374686479671623680",
    "04 FD0E FEFFFFFF, 4294967294"
  })
  void numbersOfThingsAndBitsHaveNoSign(String record, String value) {
    assertEquals(value, Records.text(Records.only(record).content()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01 13 80",
        "02 13 0080",
        "03 13 000080",
        "04 13 00000080",
        "06 13 000000000080",
        "07 13 0000000000000080",
        "0D 13 E2 0080"
      })
  void theMostNegativeNumberIsNoValue(String record) {
    assertEquals("volume none: the invalid number m3", Records.text(record));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01 7A FF",
        "02 FD17 FFFF",
        "04 FD1B FFFFFFFF",
        "01 FD1A FF",
        "02 FF22 FFFF",
        "07 FF0F FFFFFFFFFFFFFFFF",
        "01 FD08 FF",
        "01 FD09 FF",
        "02 FD0A FFFF"
      })
  void allOnesAreNoValueWhereANumberHasNoSign(String record) {
    assertEquals(new Content.Missing("all bits are set"), Records.only(record).content());
    String signed = "02 13 FFFF";
    assertEquals("volume -0.001 m3", Records.text(signed));
  }

  @ParameterizedTest
  @CsvSource({
    "05 2B 00000000, 0",
    "05 2B CDCCCC3D, 0.1",
    "05 2B 52B8A941, 21.215",
    "05 2B CDCC4CBE, -0.2",
    "05 2B 00007F43, 255",
    "05 2E 00007F43, 255000",
    "05 2B FFFF7F7F," + " 340282350000000000000000000000000000000",
    "05 2B 0AD7233C, 0.01",
    "05 2B 6F12833A, 0.001",
    "05 2B 20BCBE4C, 100000000"
  })
  void aFloatingPointNumberIsTheShortestDecimal(String record, String value) {
    Content.Number number = (Content.Number) Records.only(record).content();
    assertEquals(value, Records.text(number));
    assertEquals(null, number.raw());
  }

  @Test
  void everyFloatingPointNumberIsReadBackAsItself() {
    for (int bits = 0; bits < 0x7F000000; bits += 7_777_777) {
      String hex = String.format("%08X", Integer.reverseBytes(bits));
      Content content = Records.only("05 2B" + hex).content();
      assertEquals(
          Float.intBitsToFloat(bits), ((Content.Number) content).value().floatValue(), hex);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000C07F", "0000807F", "000080FF", "0000C8FF"})
  void aFloatingPointNumberThatIsNoneIsNoValue(String bytes) {
    assertEquals("power none: not a number W", Records.text("05 2B" + bytes));
  }

  @ParameterizedTest
  @CsvSource({
    "0C 13 DDEBB4DD, DDB4EBDD",
    "0C 13 5634A200, 00A23456",
    "0C 13 563412A0, A0123456",
    "0C 13 563412FA, FA123456",
    "09 13 0F, 0F",
    "0D 13 C2 12F4, F412",
    "0D 13 D2 12F4, F412",
    "0C 13 FFFFFFFF, FFFFFFFF"
  })
  void digitsThatAreNoneAreShownAndAreNoValue(String record, String digits) {
    assertEquals("volume none: BCD digits " + digits + " m3", Records.text(record));
  }

  @ParameterizedTest
  @ValueSource(strings = {"00 13", "08 13", "0D 13 00", "0D 13 C0", "0D 13 D0", "0D 13 E0"})
  void withoutDataThereIsNoValue(String record) {
    assertEquals("volume none: no data m3", Records.text(record));
  }

  @ParameterizedTest
  @CsvSource({
    "0D FD11 05 4F4C4C4148, 'HALLO'",
    "0D FD11 03 20E420, '\u00E4'",
    "0D FD11 04 0041420A, '?BA'"
  })
  void aTextIsSentBackwards(String record, String text) {
    assertEquals(text.replace("'", ""), Records.text(record).replaceAll("^customer '|'$", ""));
  }

  @Test
  void aTextOfBlanksIsNoValue() {
    assertEquals("customer none: no data", Records.text("0D FD11 03 202000"));
  }

  @Test
  void theLongestTextFits() {
    Content content = Records.only("0D FD11 BF" + "41".repeat(0xBF)).content();
    assertEquals(new Content.Text("A".repeat(0xBF)), content);
  }

  /** How many bytes follow the first one of a variable length. */
  @ParameterizedTest
  @CsvSource({
    "E9, 9", "EF, 15", "F0, 16", "F1, 20", "F2, 24", "F3, 28", "F4, 32", "F5, 48", "F6, 64"
  })
  void aLongBinaryIsKeptAsBytes(String first, int length) {
    Answer.Telegram telegram = Records.telegram("0D 13" + first + "AB".repeat(length) + "01 13 05");
    assertEquals(List.of("0D-13", "01-13"), keys(telegram));
    assertEquals(length + 1, telegram.records().get(0).raw().length);
    assertTrue(telegram.records().get(0).content() instanceof Content.Bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CA", "CF", "DA", "DF", "F7", "FF"})
  void aVariableLengthThatIsReservedEndsTheReading(String first) {
    Answer.Telegram telegram = Records.telegram("01 13 05 0D 13" + first + "0102 01 13 06");
    assertEquals(List.of("01-13"), keys(telegram));
    assertTrue(telegram.remark().contains("0D13" + first + "0102011306"), telegram.remark());
  }

  @ParameterizedTest
  @CsvSource({
    "42 6C 7F2C, date 2019-12-31",
    "42 6C 0101, date 2000-01-01",
    "02 6C 21A1, date 1981-01-01",
    "02 6C 0BA1, date 2080-01-11",
    "04 6D 1A2F6511, date and time 2011-01-05T15:26",
    "04 6D 0DAC4237, date and time 2026-07-02T12:13 summer",
    "04 6D 02373723, date and time 2017-03-23T23:02",
    "04 6D 00006101, date and time 2003-01-01T00:00",
    "06 6D 5E2D0C4F3103, date and time 2026-01-15T12:45:30 summer",
    "03 6D 1E2D0C, date and time 12:45:30",
    "03 6D 000000, date and time 00:00",
    "02 6D 7F2C, date and time 2019-12-31"
  })
  void datesAndTimesAreOfTheMetersCalendar(String record, String text) {
    assertEquals(text, Records.text(record));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "42 6C 0000",
        "42 6C FFFF",
        "42 6C 602C",
        "42 6C 7F2F",
        "42 6C 7E2D",
        "42 6C FF FC",
        "42 6C 1E22",
        "42 6C 81C1",
        "04 6D 00000000",
        "04 6D FFFFFFFF",
        "04 6D A115E917",
        "04 6D 3C0F6511",
        "04 6D 1A386511",
        "04 6D 1A2F6011",
        "04 6D 1A2F651F",
        "04 6D 0000E1F1",
        "06 6D 000000000000",
        "06 6D FFFFFFFFFFFF",
        "06 6D 1EAD0C4F3103",
        "06 6D 3C2D0C4F3103",
        "06 6D 1E2D0CEFF103",
        "03 6D 3C2D0C",
        "03 6D 1E3C0C",
        "03 6D 1E2D18",
        "03 6D FFFFFF",
        "04 6D 1A2F81C1"
      })
  void whatIsInNoCalendarIsNoValue(String record) {
    Content content = Records.only(record).content();
    assertTrue(content instanceof Content.Missing, record + " is " + content);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "04 6C 1A2F6511",
        "01 6C 05",
        "0A 6C 1501",
        "05 6D 00007F43",
        "01 6D 05",
        "07 6D 0102030405060708",
        "0C 6D 12345678",
        "0D 6D E4 1A2F6511"
      })
  void aDateOfAnotherTypeIsKeptAsBytes(String record) {
    DataRecord one = Records.only(record);
    assertEquals(new Content.Bytes(one.raw()).getClass(), one.content().getClass(), record);
  }

  @ParameterizedTest
  @CsvSource({"02 FD16 3412", "0D FD16 04 41424344", "07 FD19 0102030405060708"})
  void passwordsAndKeysAreNotShown(String record) {
    assertEquals(new Content.Missing("not shown"), Records.only(record).content());
  }

  @ParameterizedTest
  @CsvSource({"0, INSTANTANEOUS", "1, MAXIMUM", "2, MINIMUM", "3, ERROR"})
  void theFunctionIsInTheFirstByte(String digit, Function function) {
    assertEquals(function, Records.only(digit + "1 13 05").function());
  }

  @ParameterizedTest
  @CsvSource({
    "04, 0, 0, 0",
    "44, 1, 0, 0",
    "8401, 2, 0, 0",
    "C401, 3, 0, 0",
    "848F0F, 510, 0, 0",
    "8420, 0, 2, 0",
    "84B010, 0, 7, 0",
    "8440, 0, 0, 1",
    "848040, 0, 0, 2",
    "84C040, 0, 0, 3",
    "8450, 0, 1, 1",
    "C4FFFF7F, 8191, 63, 7",
    "C4FFFFFFFFFFFFFFFFFF7F, 2199023255551, 1048575, 1023",
    "C4FFFFFFFFFFFFFFFFFFFFFFFFFFFF7F, 2305843009213693951, 1073741823, 32767"
  })
  void storageTariffAndSubunitAreSpreadOverTheDife(
      String block, long storage, long tariff, long subunit) {
    DataRecord one = Records.only(block + "13 15310000");
    assertEquals(block + "-13", one.key());
    assertEquals(
        List.of(storage, tariff, subunit), List.of(one.storage(), one.tariff(), one.subunit()));
    assertEquals("volume 12.565 m3", Records.text(block + "13 15310000"));
  }

  @Test
  void aBlockTooLongForAStorageNumberIsNoValue() {
    String block = "84" + "80".repeat(15) + "01";
    assertEquals("volume none: more than 15 DIFE m3", Records.text(block + "13 15310000"));
    String longest = "84" + "80".repeat(230) + "01";
    assertEquals(longest + "-13", Records.only(longest + "13 15310000").key());
  }

  @Test
  void fillBytesAreSkippedAnywhere() {
    Answer.Telegram telegram = Records.telegram("2F2F 01 13 05 2F 01 13 06 2F2F2F");
    assertEquals(List.of("01-13", "01-13"), keys(telegram));
    assertEquals("", telegram.remark());
  }

  @ParameterizedTest
  @CsvSource({"0F, false", "1F, true"})
  void theManufacturersOwnDataEndTheRecords(String dif, boolean more) {
    Answer.Telegram telegram = Records.telegram("01 13 05" + dif + "01 13 06");
    assertEquals(List.of("01-13"), keys(telegram));
    assertEquals("011306", Hex.of(telegram.makerData()));
    assertEquals(more, telegram.moreFollow());
    Answer.Telegram nothing = Records.telegram("01 13 05" + dif);
    assertEquals("", Hex.of(nothing.makerData()));
    assertEquals(more, nothing.moreFollow());
    assertEquals("", nothing.remark());
  }

  @ParameterizedTest
  @ValueSource(strings = {"3F", "4F", "5F", "6F", "7F", "8F", "9F", "AF", "FF"})
  void aReservedFunctionEndsTheReading(String dif) {
    Answer.Telegram telegram = Records.telegram("01 13 05" + dif + "01 13 06");
    assertEquals(List.of("01-13"), keys(telegram));
    assertTrue(telegram.remark().contains(dif + "011306"), telegram.remark());
  }

  @Test
  void aRecordThatCannotBeUnderstoodCostsItselfAlone() {
    Answer.Telegram telegram =
        Records.telegram("0C 7B 02030000 0C 13 DDEBB4DD 07 6D 0102030405060708 02 5A 7402");
    assertEquals(List.of("0C-7B", "0C-13", "07-6D", "02-5A"), keys(telegram));
    assertEquals("62.8", Records.text(telegram.records().get(3).content()));
    assertEquals("", telegram.remark());
  }

  @Test
  void aUnitTextThatIsLongerThanTheTelegramEndsTheReading() {
    Answer.Telegram telegram = Records.telegram("01 13 05 01 7C 80" + "41".repeat(128) + "06");
    assertEquals(List.of("01-13"), keys(telegram));
    assertTrue(telegram.remark().contains("017C8041"), telegram.remark());
    assertEquals(1, Records.telegram("01 13 05 01 7C 10 4142").records().size());
  }

  @Test
  void aTelegramCutAnywhereKeepsTheRecordsBeforeTheCut() {
    byte[] whole =
        Records.bytes(
            "83112167 2D2C 35 04 07 00 0000"
                + "04 06 E5200000 04 86FF02 3D010000 02 FC 03 48 52 25 74 D411 0D FD11 03 414243"
                + "8440 14 01000000 42 6C 7F2C 05 2B CDCCCC3D");
    int[] ends = {12, 18, 26, 35, 42, 49, 53, 59};
    List<DataRecord> all = decode(whole).records();
    assertEquals(7, all.size());
    assertEquals(59, whole.length);
    for (int length = 12; length < whole.length; length++) {
      Answer.Telegram cut = decode(Arrays.copyOf(whole, length));
      int end = length;
      int complete = (int) Arrays.stream(ends).filter(one -> one <= end).count() - 1;
      assertEquals(keys(decode(whole)).subList(0, complete), keys(cut));
      assertEquals(ends[complete] == length, cut.remark().isEmpty(), cut.remark());
      for (int i = 0; i < complete; i++) {
        assertEquals(
            Records.text(all.get(i).content()), Records.text(cut.records().get(i).content()));
        assertArrayEquals(all.get(i).raw(), cut.records().get(i).raw());
      }
    }
  }

  private static Answer.Telegram decode(byte[] data) {
    return (Answer.Telegram) TelegramDecoder.decode(new LongFrame(0x08, 5, 0x72, data));
  }
}
