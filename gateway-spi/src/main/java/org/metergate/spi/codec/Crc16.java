// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.codec;

/**
 * The three 16-bit checksums of the meter protocols, eight bytes at a step through tables made once
 * ("slicing by 8"). Immutable; any thread.
 */
public final class Crc16 {
  /**
   * HDLC (IEC 62056-46): polynomial 0x1021 reflected, initial 0xFFFF, inverted, sent low byte
   * first. Check value of "123456789": 0x906E.
   */
  public static final Crc16 X25 = new Crc16(0x8408, true, 0xFFFF, 0xFFFF);

  /**
   * KMP: polynomial 0x1021 not reflected, initial 0, sent high byte first. Check value of
   * "123456789": 0x31C3.
   */
  public static final Crc16 XMODEM = new Crc16(0x1021, false, 0, 0);

  /**
   * P1 (DSMR 4 and later): polynomial 0x8005 reflected, initial 0. Check value of "123456789":
   * 0xBB3D.
   */
  public static final Crc16 ARC = new Crc16(0xA001, true, 0, 0);

  private final boolean reflected;
  private final int initial;
  private final int inversion;
  private final char[][] tables = new char[8][256];

  private Crc16(int polynomial, boolean reflected, int initial, int inversion) {
    this.reflected = reflected;
    this.initial = initial;
    this.inversion = inversion;
    for (int i = 0; i < 256; i++) {
      int crc = reflected ? i : i << 8;
      for (int bit = 0; bit < 8; bit++) {
        if (reflected) {
          crc = (crc & 1) != 0 ? crc >>> 1 ^ polynomial : crc >>> 1;
        } else {
          crc = (crc & 0x8000) != 0 ? (crc << 1 ^ polynomial) & 0xFFFF : crc << 1 & 0xFFFF;
        }
      }
      tables[0][i] = (char) crc;
    }
    for (int t = 1; t < 8; t++) {
      for (int i = 0; i < 256; i++) {
        int crc = tables[t - 1][i];
        tables[t][i] =
            (char)
                (reflected
                    ? crc >>> 8 ^ tables[0][crc & 0xFF]
                    : (crc << 8 ^ tables[0][crc >>> 8]) & 0xFFFF);
      }
    }
  }

  /**
   * Computes the checksum of a part of an array.
   *
   * @param bytes holds it.
   * @param offset of the first byte.
   * @param length how many.
   * @return 0 to 65535, as a number; the protocol says in which order its bytes are sent.
   */
  public int of(byte[] bytes, int offset, int length) {
    return resume(initial, bytes, offset, length) ^ inversion;
  }

  /**
   * Computes the checksum of a whole array.
   *
   * @param bytes all of it.
   * @return 0 to 65535.
   */
  public int of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  /**
   * Goes on from a checksum: what was computed over a header serves for the whole frame.
   *
   * @param before what {@link #of} or this method gave for the bytes before.
   * @param bytes holds the next ones.
   * @param offset of the first.
   * @param length how many.
   * @return 0 to 65535.
   */
  public int extend(int before, byte[] bytes, int offset, int length) {
    return resume(before ^ inversion, bytes, offset, length) ^ inversion;
  }

  private int resume(int crc, byte[] b, int offset, int length) {
    int i = offset;
    int end = offset + length;
    if (reflected) {
      char[] t0 = tables[0];
      char[] t1 = tables[1];
      char[] t2 = tables[2];
      char[] t3 = tables[3];
      char[] t4 = tables[4];
      char[] t5 = tables[5];
      char[] t6 = tables[6];
      char[] t7 = tables[7];
      for (; end - i >= 8; i += 8) {
        crc =
            t7[(b[i] ^ crc) & 0xFF]
                ^ t6[(b[i + 1] ^ crc >>> 8) & 0xFF]
                ^ t5[b[i + 2] & 0xFF]
                ^ t4[b[i + 3] & 0xFF]
                ^ t3[b[i + 4] & 0xFF]
                ^ t2[b[i + 5] & 0xFF]
                ^ t1[b[i + 6] & 0xFF]
                ^ t0[b[i + 7] & 0xFF];
      }
      for (; i < end; i++) {
        crc = crc >>> 8 ^ t0[(crc ^ b[i]) & 0xFF];
      }
      return crc;
    }
    char[] table = tables[0];
    for (; i < end; i++) {
      crc = (crc << 8 ^ table[(crc >>> 8 ^ b[i]) & 0xFF]) & 0xFFFF;
    }
    return crc;
  }
}
