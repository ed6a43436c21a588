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

  /** The example of DSMR P1 companion standard 4.0, with its typing errors. */
  @Test
  void givesTheChecksumOfTheTelegramInTheStandardForP1() {
    String telegram =
        """
        /ISk5\\2MT382-1000

        1-3:0.2.8(40)
        0-0:1.0.0(101209113020W)
        0-0:96.1.1(4B384547303034303436333935353037)
        1-0:1.8.1(123456.789*kWh)
        1-0:1.8.2(123456.789*kWh)
        1-0:2.8.1(123456.789*kWh)
        1-0:2.8.2(123456.789*kWh)
        0-0:96.14.0(0002)
        1-0:1.7.0(01.193*kW)
        1-0:2.7.0(00.000*kW)
        0-0:17.0.0(016.1*kW)
        0-0:96.3.10(1)
        0-0:96.7.21(00004)
        0-0:96.7.9(00002)
        1-0:99:97.0(2)(0:96.7.19)(101208152415W)(0000000240*s)(101208151004W)(00000000301*s)
        1-0:32.32.0(00002)
        1-0:52.32.0(00001)
        1-0:72:32.0(00000)
        1-0:32.36.0(00000)
        1-0:52.36.0(00003)
        1-0:72.36.0(00000)
        0-0:96.13.1(3031203631203831)
        0-0:96.13.0(303132333435363738393A3B3C3D3E3F303132333435363738393A3B3C3D3E3F303132333435363738393A3B3C3D3E3F303132333435363738393A3B3C3D3E3F303132333435363738393A3B3C3D3E3F)
        0-1:24.1.0(03)
        0-1:96.1.0(3232323241424344313233343536373839)
        0-1:24.2.1(101209110000W)(12785.123*m3)
        0-1:24.4.0(1)
        !""";
    assertEquals(0xF46A, Crc16.ARC.of(telegram.replace("\n", "\r\n").getBytes(US_ASCII)));
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
