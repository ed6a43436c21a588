// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.sql;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.spi.codec.ByteCursor;
import org.metergate.spi.codec.MalformedException;

class VarintsTest {

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static byte[] signed(String value) {
    ByteSink out = new ByteSink();
    Varints.putSigned(out, new BigInteger(value));
    return out.toArray();
  }

  @Test
  void smallNumbersOfEitherSignTakeOneByte() {
    assertArrayEquals(bytes(0), signed("0"));
    assertArrayEquals(bytes(1), signed("-1"));
    assertArrayEquals(bytes(2), signed("1"));
    assertArrayEquals(bytes(0x7F), signed("-64"));
    assertArrayEquals(bytes(0x80, 0x01), signed("64"));
  }

  @Test
  void lowBitsComeFirst() {
    // 866636 doubled is 1733272 = 0b1101001_1100101_0011000
    assertArrayEquals(bytes(0x98, 0xE5, 0x69), signed("866636"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "4611686018427387903",
        "4611686018427387904",
        "-4611686018427387905",
        "9223372036854775807",
        "-9223372036854775808",
        "9223372036854775808",
        "-9223372036854775809",
        "123456789012345678901234567890",
        "-123456789012345678901234567890"
      })
  void numbersOfAnyLengthComeBack(String value) throws MalformedException {
    ByteCursor in = new ByteCursor(signed(value));
    assertEquals(new BigInteger(value), Varints.bigSigned(in));
    in.requireEnd();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 127, 128, Long.MAX_VALUE, -1, Long.MIN_VALUE})
  void all64BitsComeBack(long value) throws MalformedException {
    ByteSink out = new ByteSink();
    Varints.putUnsigned(out, value);
    Varints.putSigned(out, value);
    ByteCursor in = new ByteCursor(out.toArray());
    assertEquals(value, Varints.unsigned(in));
    assertEquals(value, Varints.signed(in));
    in.requireEnd();
  }

  @Test
  void refusesANumberThatIsCutOff() {
    byte[] cut = bytes(0x98, 0xE5);
    assertThrows(MalformedException.class, () -> Varints.bigSigned(new ByteCursor(cut)));
    assertThrows(MalformedException.class, () -> Varints.signed(new ByteCursor(cut)));
  }

  @Test
  void refusesANumberThatIsTooLongForItsPlace() {
    byte[] endless = new byte[1 << 17];
    java.util.Arrays.fill(endless, (byte) 0xFF);
    assertThrows(MalformedException.class, () -> Varints.unsigned(new ByteCursor(endless)));
  }
}
