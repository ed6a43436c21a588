// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.fault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.kit.TransmissionErrors;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.link.LineSettings;

class MisreadLineTest {
  private static byte[] read(byte[] sent, LineSettings by, LineSettings as) {
    return MisreadLine.read(sent, by, as, received -> true);
  }

  @ParameterizedTest
  @CsvSource({"2400 8N1", "2400 8E1", "2400 8O2", "9600 8M1", "115200 8S1", "1200 8N2"})
  void readsAllBytesWithTheSettingTheyWereSentWith(String setting) {
    byte[] bytes = TransmissionErrors.random(9, 500);
    LineSettings line = LineSettings.parse(setting).orElseThrow();
    assertArrayEquals(bytes, read(bytes, line, line));
  }

  @ParameterizedTest
  @CsvSource({"2400 8N2, 2400 8N1", "2400 8M1, 2400 8N1", "2400 8N2, 2400 8M1"})
  void readsAllBytesWhereTheExtraBitLooksLikeAPause(String sent, String read) {
    byte[] bytes = TransmissionErrors.random(10, 500);
    assertArrayEquals(
        bytes,
        read(
            bytes, LineSettings.parse(sent).orElseThrow(), LineSettings.parse(read).orElseThrow()));
  }

  @Test
  void readsEachBitTwiceAtDoubleSpeed() {
    // 55 is a square wave, 0 1 0 1 0 1 0 1 0 1 with start and stop; twice as fast 0011 0011 0011
    // 0011 0011: the first byte takes eight bits after the start bit, the second the rest and
    // the idle line
    byte[] read =
        read(new byte[] {0x55}, LineSettings.eightNone(2400), LineSettings.eightNone(4800));
    assertEquals("66E6", Hex.of(read));
  }

  @Test
  void readsOneWrongByteFromABurstAtHalfSpeed() {
    byte[] read =
        read(new byte[] {0, 0}, LineSettings.eightNone(2400), LineSettings.eightNone(1200));
    assertEquals(1, read.length);
  }
}
