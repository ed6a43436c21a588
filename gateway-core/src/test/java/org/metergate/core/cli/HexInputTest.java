// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HexInputTest {
  private static HexInput input(String text) {
    return new HexInput(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)), "a.hex");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7EA1E9",
        "7e a1 e9",
        "7 E\tA\r\n1e 9\n",
        "# 00 all of this is a comment\n7EA1 # 22\nE9",
        "#\n7EA1E9#"
      })
  void readsDigitsHoweverTheyAreSpread(String text) throws Exception {
    assertArrayEquals(new byte[] {0x7E, (byte) 0xA1, (byte) 0xE9}, input(text).readAllBytes());
  }

  @Test
  void readsTheSameByteByByteInPiecesAndAtOnce() throws Exception {
    byte[] bytes = new byte[20_000];
    new Random(3).nextBytes(bytes);
    String text = HexFormat.ofDelimiter(" ").formatHex(bytes);
    assertArrayEquals(bytes, input(text).readAllBytes());
    HexInput in = input(text);
    for (int i = 0; i < bytes.length; ) {
      if (i % 5 == 0) {
        assertEquals(bytes[i++] & 0xFF, in.read());
      } else {
        byte[] piece = new byte[7];
        int count = in.read(piece, 2, Math.min(5, bytes.length - i));
        for (int j = 0; j < count; j++) {
          assertEquals(bytes[i++], piece[2 + j]);
        }
      }
    }
    assertEquals(-1, in.read());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'7Ex'|line 1, column 3: 'x' is not a",
        "'\n\n  7E 0x'|line 3, column 7: 'x' is not a",
        "'\u00FF'|line 1, column 1: byte FF is not a",
        "'7E\u0000'|line 1, column 3: byte 00 is not a",
        "'7E\n#\n-'|line 3, column 1: '-' is not a"
      })
  void namesThePlaceOfWhatIsNoDigit(String text, String place) throws Exception {
    HexInput in = input(text);
    IOException e = assertThrows(BytesOfText.NoHexException.class, in::readAllBytes);
    assertEquals("a.hex, " + place + " hexadecimal digit.", e.getMessage());
  }

  @Test
  void handsOutWhatStandsBeforeAMistakeAndThenRepeatsTheMistake() throws Exception {
    HexInput in = input("7EA1 x E9");
    byte[] into = new byte[10];
    assertEquals(2, in.read(into));
    assertThrows(BytesOfText.NoHexException.class, () -> in.read(into));
    assertThrows(BytesOfText.NoHexException.class, in::read);
  }

  @Test
  void saysThatTheLastDigitIsMissing() throws Exception {
    HexInput in = input("7EA");
    assertEquals(0x7E, in.read());
    IOException e = assertThrows(BytesOfText.NoHexException.class, in::read);
    assertEquals(
        "a.hex ends in the middle of a byte: a hexadecimal digit is missing.", e.getMessage());
  }
}
