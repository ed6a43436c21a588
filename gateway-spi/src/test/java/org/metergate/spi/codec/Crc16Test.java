// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Crc16Test {
  private static final byte[] CHECK = "123456789".getBytes(US_ASCII);

  @Test
  void givesThePublishedCheckValues() {
    assertEquals(0x906E, Crc16.X25.of(CHECK));
    assertEquals(0x31C3, Crc16.XMODEM.of(CHECK));
    assertEquals(0xBB3D, Crc16.ARC.of(CHECK));
  }

  @Test
  void givesTheInitialValueForNoBytes() {
    assertEquals(0x0000, Crc16.X25.of(new byte[0]));
    assertEquals(0, Crc16.XMODEM.of(new byte[0]));
    assertEquals(0, Crc16.ARC.of(new byte[0]));
  }

  @Test
  void equalsTheBitwiseFormAtEveryLengthAndOffset() {
    byte[] bytes = new byte[70];
    new Random(1).nextBytes(bytes);
    for (int offset = 0; offset < 10; offset++) {
      for (int length = 0; length < 60; length++) {
        byte[] part = Arrays.copyOfRange(bytes, offset, offset + length);
        assertEquals(reflected(part, 0x8408, 0xFFFF) ^ 0xFFFF, Crc16.X25.of(bytes, offset, length));
        assertEquals(reflected(part, 0xA001, 0), Crc16.ARC.of(bytes, offset, length));
        assertEquals(plain(part), Crc16.XMODEM.of(bytes, offset, length));
      }
    }
  }

  @Test
  void goesOnFromAnEarlierChecksumAtEverySplit() {
    byte[] bytes = new byte[40];
    new Random(2).nextBytes(bytes);
    for (Crc16 crc : new Crc16[] {Crc16.X25, Crc16.XMODEM, Crc16.ARC}) {
      for (int split = 0; split <= bytes.length; split++) {
        int head = crc.of(bytes, 0, split);
        assertEquals(crc.of(bytes), crc.extend(head, bytes, split, bytes.length - split));
      }
    }
  }

  private static int reflected(byte[] bytes, int polynomial, int initial) {
    int crc = initial;
    for (byte b : bytes) {
      crc ^= b & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) != 0 ? crc >>> 1 ^ polynomial : crc >>> 1;
      }
    }
    return crc;
  }

  private static int plain(byte[] bytes) {
    int crc = 0;
    for (byte b : bytes) {
      crc ^= (b & 0xFF) << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = ((crc & 0x8000) != 0 ? crc << 1 ^ 0x1021 : crc << 1) & 0xFFFF;
      }
    }
    return crc;
  }
}
