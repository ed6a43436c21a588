// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers and texts of each type, and what is none. */
class DataTypesTest {
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
    assertEquals(new Content.Missing("all bits are set", true), Records.only(record).content());
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
}
