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
  @ValueSource(strings = {"00 13", "08 13", "0D 13 00", "0D 13 C0", "0D 13 D0", "0D 13 E0"})
  void withoutDataThereIsNoValue(String record) {
    assertEquals("volume none: no data m3", Records.text(record));
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
  @CsvSource({"02 FD16 3412", "0D FD16 04 41424344", "07 FD19 0102030405060708"})
  void passwordsAndKeysAreNotShown(String record) {
    assertEquals(new Content.Missing("not shown", true), Records.only(record).content());
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
    assertEquals(dif + "011306", Hex.of(telegram.rest()));
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
      assertArrayEquals(Arrays.copyOfRange(whole, ends[complete], length), cut.rest());
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
