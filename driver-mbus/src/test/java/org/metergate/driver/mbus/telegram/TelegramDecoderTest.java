// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.spi.codec.Hex;

class TelegramDecoderTest {
  private static final String RECORD = "04 06 E5200000";

  @Test
  void theLongHeaderTellsWhoSends() {
    Answer.Telegram telegram =
        (Answer.Telegram)
            Records.answer(
                0x72,
                // identity, manufacturer, version, medium, access number, status, configuration
                "83112167 2D2C 35 04 FE 10 0000" + RECORD);
    assertEquals(new Header("67211183", 0x2C2D, 0x35, 4, 254, 0x10, 0), telegram.header());
    assertEquals("KAM", telegram.header().maker());
    assertEquals(1, telegram.records().size());
    assertEquals("", telegram.remark());
  }

  @Test
  void theShortHeaderTellsTheStateAlone() {
    Answer.Telegram telegram = (Answer.Telegram) Records.answer(0x7A, "FE 10 0000" + RECORD);
    assertEquals(new Header("", -1, -1, -1, 254, 0x10, 0), telegram.header());
    assertEquals("04-06", telegram.records().get(0).key());
  }

  @Test
  void recordsMayComeWithoutAHeader() {
    Answer.Telegram telegram = (Answer.Telegram) Records.answer(0x78, RECORD);
    assertEquals(Header.NONE, telegram.header());
    assertEquals("04-06", telegram.records().get(0).key());
  }

  @Test
  void theMostSignificantByteMayComeFirst() {
    Answer.Telegram telegram =
        (Answer.Telegram)
            Records.answer(
                0x76,
                "67211183 2C2D 51 04 5A 00 0102 026C 2A49 0E0A 000334065031 8C1013 003827990A5A"
                    + " 0269 043B FFFFFFFE 052B 3DCCCCCD 0DFD11 02 4142 0C13 ABB4DDDD 0DFD16 02"
                    + " 4142");
    assertEquals(new Header("67211183", 0x2C2D, 0x51, 4, 0x5A, 0, 0x0102), telegram.header());
    assertEquals(
        List.of(
            "2018-10-09",
            "33406503100",
            "382.799",
            "26.9",
            "-0.002",
            "0.1",
            "bytes 024142",
            "none: BCD digits ABB4DDDD",
            "none: not shown"),
        telegram.records().stream().map(one -> Records.text(one.content())).toList());
    assertEquals("2A49", Hex.of(telegram.records().get(0).raw()), "as on the wire");
    assertEquals("8C10-13", telegram.records().get(2).key());
  }

  @Test
  void anIdentityThatIsNoBcdIsShownAsItIs() {
    Answer.Telegram telegram =
        (Answer.Telegram) Records.answer(0x72, "EF1121FA 0000 35 04 07 00 0000");
    assertEquals("FA2111EF", telegram.header().identity());
    assertEquals("", telegram.header().maker());
    assertEquals(List.of(), telegram.records());
  }

  @ParameterizedTest
  @CsvSource({"70, 8, 08", "70, 9, 09", "70, 0, ''", "70, 255, FF00"})
  void aMeterMayReportAnError(String information, int code, String data) {
    assertEquals(
        new Answer.ApplicationError(code), Records.answer(Integer.parseInt(information, 16), data));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x00, 0x51, 0x71, 0x74, 0x7B, 0xA0, 0xB7, 0xFF})
  void anotherFormIsNamedAndNotGuessed(int information) {
    Answer answer = Records.answer(information, "83112167 2D2C 35 04 07 00 0000" + RECORD);
    Answer.Unreadable unreadable = (Answer.Unreadable) answer;
    assertEquals(information, unreadable.information());
    assertTrue(unreadable.why().length() > 5, unreadable.why());
  }

  @ParameterizedTest
  @ValueSource(ints = {0x72, 0x73, 0x76, 0x77, 0x7A})
  void aHeaderThatIsCutShortIsNoTelegram(int information) {
    int needed = Map.of(0x72, 12, 0x76, 12, 0x73, 16, 0x77, 16, 0x7A, 4).get(information);
    for (int length = 0; length < needed; length++) {
      Answer answer = Records.answer(information, "00".repeat(length));
      assertTrue(answer instanceof Answer.Unreadable, information + " with " + length);
    }
    assertTrue(Records.answer(information, "00".repeat(needed)) instanceof Answer.Telegram);
  }

  /** The lower byte first: number of blocks, then the mode. */
  @ParameterizedTest
  @CsvSource({
    "2005, 5",
    "1007, 7",
    "1001, 1",
    "1002, 2",
    "1003, 3",
    "1004, 4",
    "F0E5, 5",
    "0108, 8",
    "0C0D, 13"
  })
  void anEncryptedContentIsNamed(String configuration, int mode) {
    Answer answer =
        Records.answer(0x72, "83112167 2D2C 35 04 07 00" + configuration + "0102030405060708");
    assertEquals(mode, ((Answer.Encrypted) answer).mode());
    assertEquals("67211183", ((Answer.Encrypted) answer).header().identity());
    assertTrue(Records.answer(0x7A, "07 00" + configuration + "0102") instanceof Answer.Encrypted);
  }

  /** Meters that encrypt nothing send these; the last ones are decrypted already. */
  @ParameterizedTest
  @ValueSource(
      strings = {"0000", "27B6", "FFFF", "0005", "0F05", "0008", "000D", "2006", "FF09", "FF1F"})
  void aConfigurationWithoutEncryptedBlocksIsPlain(String configuration) {
    Answer answer = Records.answer(0x72, "83112167 2D2C 35 04 07 00" + configuration + RECORD);
    assertEquals(1, ((Answer.Telegram) answer).records().size());
  }

  @Test
  void twoFillBytesShowThatTheContentIsPlain() {
    Answer answer = Records.answer(0x72, "83112167 2D2C 35 04 07 00 2005 2F2F" + RECORD);
    assertEquals(1, ((Answer.Telegram) answer).records().size());
    Answer empty = Records.answer(0x72, "83112167 2D2C 35 04 07 00 2005");
    assertEquals(List.of(), ((Answer.Telegram) empty).records());
  }

  @Test
  void theFixedStructureHasTwoCounters() {
    Answer.Telegram telegram =
        (Answer.Telegram) Records.answer(0x73, "78563412 0A 00 E9 7E 01000000 35010000");
    assertEquals(new Header("12345678", -1, -1, 7, 10, 0, -1), telegram.header());
    DataRecord first = telegram.records().get(0);
    DataRecord second = telegram.records().get(1);
    assertEquals("counter1", first.key());
    assertEquals("0.001", Records.text(first.content()));
    assertEquals(new Vif(Subject.VOLUME, "m3", -3), first.vif());
    assertEquals(0, first.storage());
    assertEquals("counter2", second.key());
    assertEquals("0.135", Records.text(second.content()));
    assertEquals(new Vif(Subject.VOLUME, "m3", -3), second.vif());
    assertEquals(1, second.storage(), "the same as the first, but historic");
  }

  @Test
  void theFixedStructureOfMode2HasItsMostSignificantBytesFirst() {
    Answer.Telegram decimal =
        (Answer.Telegram) Records.answer(0x77, "12345678 0A 00 E9 7E 00000001 00000135");
    assertEquals(new Header("12345678", -1, -1, 7, 10, 0, -1), decimal.header());
    assertEquals("0.001", Records.text(decimal.records().get(0).content()));
    assertEquals("0.135", Records.text(decimal.records().get(1).content()));
    assertEquals("00000135", Hex.of(decimal.records().get(1).raw()), "as on the wire");
    Answer.Telegram binary =
        (Answer.Telegram) Records.answer(0x77, "12345678 0A 01 05 45 00000010 FFFFFFFE");
    assertEquals("16000", Records.text(binary.records().get(0).content()));
    assertEquals("-2000", Records.text(binary.records().get(1).content()));
  }

  /** Unit of the first counter, value of 12 in it. */
  @ParameterizedTest
  @CsvSource({
    "02, energy 12 Wh",
    "05, energy 12000 Wh",
    "0A, energy 1200000000 Wh",
    "0B, energy 12000 J",
    "13, energy 1200000000000 J",
    "14, power 12 W",
    "1C, power 1200000000 W",
    "1D, power 12000 J/h",
    "25, power 1200000000000 J/h",
    "26, volume 0.000012 m3",
    "29, volume 0.012 m3",
    "2E, volume 1200 m3",
    "2F, volume flow 0.000012 m3/h",
    "37, volume flow 1200 m3/h",
    "38, external temperature 0.012 degC",
    "39, heat cost allocator 12",
    "3F, other 12",
    "00, other bytes 12000000",
    "01, other bytes 12000000"
  })
  void theFixedStructureHasUnitsOfItsOwn(String unit, String text) {
    Answer.Telegram telegram =
        (Answer.Telegram) Records.answer(0x73, "78563412 0A 00" + unit + "3F 12000000 00000000");
    DataRecord one = telegram.records().get(0);
    assertEquals(
        text,
        (one.vif().subject().words() + " " + Records.text(one.content()) + " " + one.vif().unit())
            .strip());
  }

  @Test
  void theFixedStructureSaysHowCountersAreCodedAndWhetherTheyAreStored() {
    Answer.Telegram binary =
        (Answer.Telegram) Records.answer(0x73, "78563412 0A 03 05 45 10000000 FEFFFFFF AABB");
    assertEquals("16000", Records.text(binary.records().get(0).content()));
    assertEquals("-2000", Records.text(binary.records().get(1).content()));
    assertEquals(1, binary.records().get(0).storage());
    assertEquals(4, binary.header().medium());
    assertEquals("AABB", Hex.of(binary.makerData()));
    Answer.Telegram damaged =
        (Answer.Telegram) Records.answer(0x73, "78563412 0A 00 05 45 1A000000 12000000");
    assertEquals("none: BCD digits 0000001A", Records.text(damaged.records().get(0).content()));
    assertEquals("12000", Records.text(damaged.records().get(1).content()));
  }

  /** The header of each form with access number 2A; 73 has it before the status, too. */
  @ParameterizedTest
  @CsvSource({
    "72, 83112167 2D2C 35 04 2A 000000 2F",
    "76, 67211183 2C2D 35 04 2A 000000 2F",
    "7A, 2A 000000 2F",
    "73, 83112167 2A 00 0505 01000000 02000000",
    "77, 67211183 2A 00 0505 00000001 00000002"
  })
  void theAccessNumberIsWhereItIsSaidToBe(String information, String data) {
    int ci = Integer.parseInt(information, 16);
    Answer.Telegram telegram = (Answer.Telegram) Records.answer(ci, data);
    assertEquals(0x2A, telegram.header().accessNumber());
    assertEquals(0x2A, Records.bytes(data)[TelegramDecoder.accessNumberAt(ci)]);
  }

  @Test
  void aTelegramWithoutHeaderHasNoAccessNumber() {
    for (int ci : new int[] {0x70, 0x78, 0xA0}) {
      assertEquals(-1, TelegramDecoder.accessNumberAt(ci));
    }
  }

  /** Of each byte at least one bit counts: for the header, a record, a key, or what is left. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "83112167 2D2C 35 04 2A 00 0000 04 06 64000000 02 7D 0102 0F 0102",
        "83112167 2D2C 35 04 2A 00 0000 04 06 64000000 0D 06 DF 01"
      })
  void anAnswerEqualsOnlyOneWithTheSameBytes(String data) {
    byte[] bytes = Records.bytes(data);
    Answer one = TelegramDecoder.decode(new LongFrame(0x08, 5, 0x72, bytes.clone()));
    Answer same = TelegramDecoder.decode(new LongFrame(0x08, 5, 0x72, bytes.clone()));
    assertEquals(one, same);
    assertEquals(one.hashCode(), same.hashCode());
    for (int i = 0; i < bytes.length; i++) {
      byte[] other = bytes.clone();
      other[i] ^= 1;
      assertNotEquals(
          one, TelegramDecoder.decode(new LongFrame(0x08, 5, 0x72, other)), "byte " + i);
    }
  }
}
