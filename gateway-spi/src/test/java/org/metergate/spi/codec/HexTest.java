// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HexTest {

  @Test
  void writesUpperCaseWithoutBlanks() {
    assertEquals("007EA1FF", Hex.of(new byte[] {0, 0x7E, (byte) 0xA1, -1}));
    assertEquals("", Hex.of(new byte[0]));
  }

  @Test
  void readsBothCasesAcrossBlanksAndLines() throws MalformedException {
    assertArrayEquals(new byte[] {0x7E, (byte) 0xA1, 0x0B}, Hex.parse(" 7e A\n1\t0b \r\n"));
    assertArrayEquals(new byte[0], Hex.parse("  \n"));
  }

  @ParameterizedTest
  @CsvSource({
    "7E0, there is an odd number of hexadecimal digits",
    "7, there is an odd number of hexadecimal digits",
    "7 E 0, there is an odd number of hexadecimal digits",
    "7G, character 2 ('G') is not a hexadecimal digit",
    "0x7E, character 2 ('x') is not a hexadecimal digit",
    "7E-A1, character 3 ('-') is not a hexadecimal digit",
    "1２, character 2 ('２') is not a hexadecimal digit"
  })
  void namesWhatIsWrong(String text, String sentence) {
    assertEquals(
        sentence, assertThrows(MalformedException.class, () -> Hex.parse(text)).getMessage());
  }
}
