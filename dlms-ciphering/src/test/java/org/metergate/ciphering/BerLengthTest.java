// SPDX-License-Identifier: Apache-2.0
package org.metergate.ciphering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.spi.codec.ByteCursor;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.codec.MalformedException;

class BerLengthTest {
  @ParameterizedTest
  @CsvSource({
    "00, 0",
    "7F, 127",
    "8105, 5", // longer than needed, as some meters write it
    "81F8, 248",
    "8200E7, 231",
    "8201D0, 464",
    "83010000, 65536",
    "8400000100, 256",
    "8400FFFFFF, 16777215",
  })
  void readsEveryForm(String field, int length) throws MalformedException {
    ByteCursor in = new ByteCursor(Hex.parse(field + "AA"));
    assertEquals(length, BerLength.read(in));
    assertEquals(1, in.remaining(), "the cursor is behind the length");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "80", "81", "8201", "8500000001", "FF", "8401000000", "84FFFFFFFF"})
  void refusesWhatIsNoLength(String field) throws MalformedException {
    ByteCursor in = new ByteCursor(Hex.parse(field));
    assertThrows(MalformedException.class, () -> BerLength.read(in));
  }
}
