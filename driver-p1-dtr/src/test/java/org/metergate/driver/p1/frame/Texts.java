// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.frame;

import java.nio.charset.StandardCharsets;

/**
 * Hand-written telegrams, with a checksum computed bit by bit, independent of the tables of the
 * driver.
 */
public final class Texts {
  /** A DSMR 5 telegram, short. */
  public static final String DSMR5 =
      crlf(
          """
          /ISK5\\2M550T-1012

          1-3:0.2.8(50)
          0-0:1.0.0(190324150541W)
          1-0:1.8.1(003432.829*kWh)
          1-0:1.7.0(00.433*kW)
          0-0:96.13.0()
          !""");

  /** A Nordic meter, without a version record. */
  public static final String KAM5 =
      crlf(
          """
          /KAM5

          0-0:1.0.0(260111101530W)
          1-0:1.8.0(00006678.394*kWh)
          1-0:32.7.0(230.1*V)
          !""");

  /** DSMR 3: no clock, no checksum, the gas value on a separate line. */
  public static final String DSMR3 =
      crlf(
          """
          /KMP5 KA6U001660297912

          0-0:96.1.1(204B413655303031363630323937393132)
          1-0:1.8.1(07041.882*kWh)
          1-0:1.7.0(0000.54*kW)
          0-1:24.1.0(3)
          0-1:96.1.0(3238303131303031323332303337333132)
          0-1:24.3.0(160315210000)(00)(60)(1)(0-1:24.2.1)(m3)
          (04083.631)
          0-1:24.4.0(1)
          !""");

  private Texts() {}

  /** Puts a carriage return before each line feed. */
  public static String crlf(String text) {
    return text.replace("\n", "\r\n");
  }

  /** A telegram with its checksum and line end. */
  public static byte[] checked(String text) {
    return bytes(text + String.format("%04X\r\n", arc(bytes(text))));
  }

  /** A telegram without a checksum, with its line end. */
  public static byte[] unchecked(String text) {
    return bytes(text + "\r\n");
  }

  /** A line with seven bits and even parity as read by a port with eight bits. */
  public static byte[] withParity(byte[] bytes) {
    byte[] out = bytes.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] |= (byte) (Integer.bitCount(out[i] & 0x7F) % 2 << 7);
    }
    return out;
  }

  /** One byte per character. */
  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static int arc(byte[] bytes) {
    int crc = 0;
    for (byte b : bytes) {
      crc ^= b & 0xFF;
      for (int i = 0; i < 8; i++) {
        crc = (crc & 1) == 1 ? crc >> 1 ^ 0xA001 : crc >> 1;
      }
    }
    return crc;
  }
}
