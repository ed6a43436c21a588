// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.omnipower;

import java.io.ByteArrayOutputStream;

/**
 * Writes one HDLC frame of format type 3 (IEC 62056-46): flag, format with the length, addresses,
 * control 13, header checksum, LLC {@code E6 E7 00}, APDU, frame checksum, flag. Nothing inside is
 * escaped: the length defines the end.
 */
final class HdlcWriter {
  private static final int FLAG = 0x7E;
  private static final int FORMAT = 0xA000;
  private static final int UNNUMBERED_INFORMATION = 0x13;

  private HdlcWriter() {}

  static byte[] frame(int destination, int source, byte[] apdu) {
    int length = 2 + 1 + 1 + 1 + 2 + 3 + apdu.length + 2;
    ByteArrayOutputStream out = new ByteArrayOutputStream(length + 2);
    out.write((FORMAT | length) >> 8);
    out.write(length);
    out.write(destination);
    out.write(source);
    out.write(UNNUMBERED_INFORMATION);
    check(out);
    out.write(0xE6);
    out.write(0xE7);
    out.write(0x00);
    out.writeBytes(apdu);
    check(out);
    byte[] inside = out.toByteArray();
    byte[] frame = new byte[inside.length + 2];
    System.arraycopy(inside, 0, frame, 1, inside.length);
    frame[0] = FLAG;
    frame[frame.length - 1] = FLAG;
    return frame;
  }

  private static void check(ByteArrayOutputStream out) {
    int crc = crc(out.toByteArray());
    out.write(crc);
    out.write(crc >> 8);
  }

  /** CRC-16/X-25, bit by bit as the standard describes it; sent low byte first. */
  static int crc(byte[] bytes) {
    int register = 0xFFFF;
    for (byte value : bytes) {
      for (int bit = 0; bit < 8; bit++) {
        boolean divide = ((register ^ value >> bit) & 1) == 1;
        register >>= 1;
        if (divide) {
          register ^= 0x8408;
        }
      }
    }
    return ~register & 0xFFFF;
  }
}
