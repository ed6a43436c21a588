// SPDX-License-Identifier: Apache-2.0
package org.metergate.ciphering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CipherKeyTest {
  private static final String PLAIN = "0A1B2C3D4E5F60718293A4B5C6D7E8F9";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
        "0x0A1B2C3D4E5F60718293A4B5C6D7E8F9",
        "0X0a1b2c3d4e5f60718293a4b5c6d7e8f9",
        "0A1B2C3D-4E5F6071-8293A4B5-C6D7E8F9",
        " 0A 1B 2C 3D 4E 5F 60 71 82 93 A4 B5 C6 D7 E8 F9 \r\n",
        "0A:1B:2C:3D:4E:5F:60:71:82:93:A4:B5:C6:D7:E8:F9",
        "0x0A, 0x1B, 0x2C, 0x3D, 0x4E, 0x5F, 0x60, 0x71, 0x82, 0x93, 0xA4, 0xB5, 0xC6, 0xD7,"
            + " 0xE8, 0xF9",
        "\uFEFF0A1B2C3D4E5F6071\u00A08293A4B5\u2013C6D7E8F9",
      })
  void readsAKeyAsPeopleHaveIt(String text) throws KeyFormatException {
    assertEquals(CipherKey.parse(PLAIN), CipherKey.parse(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0A1B2C3D4E5F60718293A4B5C6D7E8F | It has 31 hexadecimal digits, but a key has 32.",
        "0A1B2C3D4E5F60718293A4B5C6D7E8F900 | It has 34 hexadecimal digits, but a key has 32.",
        "0A1B2C3D | It has 8 hexadecimal digits, but a key has 32.",
        "'' | There is no key in it; a key has 32 hexadecimal digits.",
        "' - ' | There is no key in it; a key has 32 hexadecimal digits.",
        "OA1B2C3D4E5F60718293A4B5C6D7E8F9 | Character 1 is 'O', which is not a hexadecimal digit"
            + " (the digit 0 was probably meant).",
        "0A1B2C3D4E5F607l8293A4B5C6D7E8F9 | Character 16 is 'l', which is not a hexadecimal digit"
            + " (the digit 1 was probably meant).",
        "0A1B2C3D4E5F607g8293A4B5C6D7E8F9 | Character 16 is 'g', which is not a hexadecimal digit.",
        "0A1B0x2C3D4E5F607g8293A4B5C6D7E8F | Character 6 is 'x', which is not a hexadecimal digit.",
      })
  void namesWhatIsWrong(String text, String sentence) {
    KeyFormatException refusal =
        assertThrows(KeyFormatException.class, () -> CipherKey.parse(text));
    assertEquals(sentence, refusal.getMessage());
  }

  @Test
  void namesAnInvisibleCharacterByItsNumber() {
    KeyFormatException refusal =
        assertThrows(KeyFormatException.class, () -> CipherKey.parse("\u20070A"));
    assertTrue(refusal.getMessage().contains("U+2007"), refusal.getMessage());
  }

  @Test
  void showsNoDigitOfTheKeyInAnyRefusal() {
    String wrong = PLAIN + "7";
    for (int i = 0; i < wrong.length(); i++) {
      String text = wrong.substring(0, i) + '?' + wrong.substring(i + 1);
      String sentence =
          assertThrows(KeyFormatException.class, () -> CipherKey.parse(text)).getMessage();
      for (int j = 0; j + 4 <= PLAIN.length(); j++) {
        assertFalse(sentence.contains(PLAIN.substring(j, j + 4)), sentence);
      }
    }
  }

  @Test
  void cannotPrintItself() throws KeyFormatException {
    CipherKey key = CipherKey.parse(PLAIN);
    assertEquals("(key)", key.toString());
    assertEquals(key.hashCode(), CipherKey.parse("00".repeat(16)).hashCode());
  }

  @Test
  void knowsTheKeyThatIsNone() throws KeyFormatException {
    assertTrue(CipherKey.parse("00".repeat(16)).isZero());
    assertFalse(CipherKey.parse("00".repeat(15) + "01").isZero());
    assertNotEquals(CipherKey.parse(PLAIN), CipherKey.parse("00".repeat(16)));
  }
}
