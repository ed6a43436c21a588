// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.codec;

/**
 * The three 16-bit checksums of the meter protocols. They process eight bytes per step with
 * precomputed tables ("slicing by 8"). Immutable; any thread.
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

  private static final int TABLE = 256;

  private final boolean reflected;
  private final int initial;
  private final int inversion;

  /**
   * Eight tables of 256 entries in one array: the compiler cannot keep eight array references in
   * registers, and a mix of short and long inputs then took three times as long.
   */
  private final char[] tables = new char[8 * TABLE];

  private Crc16(int polynomial, boolean reflected, int initial, int inversion) {
    this.reflected = reflected;
    this.initial = initial;
    this.inversion = inversion;
    for (int i = 0; i < TABLE; i++) {
      int crc = reflected ? i : i << 8;
      for (int bit = 0; bit < 8; bit++) {
        if (reflected) {
          crc = (crc & 1) != 0 ? crc >>> 1 ^ polynomial : crc >>> 1;
        } else {
          crc = (crc & 0x8000) != 0 ? (crc << 1 ^ polynomial) & 0xFFFF : crc << 1 & 0xFFFF;
        }
      }
      tables[i] = (char) crc;
    }
    for (int i = TABLE; i < tables.length; i++) {
      int crc = tables[i - TABLE];
      tables[i] =
          (char)
              (reflected
                  ? crc >>> 8 ^ tables[crc & 0xFF]
                  : (crc << 8 ^ tables[crc >>> 8]) & 0xFFFF);
    }
  }

  /**
   * Computes the checksum of a part of an array.
   *
   * @param bytes the array.
   * @param offset of the first byte.
   * @param length number of bytes.
   * @return 0 to 65535, as a number; the protocol defines the order in which its bytes are sent.
   */
  public int of(byte[] bytes, int offset, int length) {
    return resume(initial, bytes, offset, length) ^ inversion;
  }

  /**
   * Computes the checksum of a whole array.
   *
   * @param bytes the array.
   * @return 0 to 65535.
   */
  public int of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  /**
   * Continues a checksum: the result for a header is reused for the whole frame.
   *
   * @param before what {@link #of} or this method returned for the preceding bytes.
   * @param bytes the array with the next bytes.
   * @param offset of the first byte.
   * @param length number of bytes.
   * @return 0 to 65535.
   */
  public int extend(int before, byte[] bytes, int offset, int length) {
    return resume(before ^ inversion, bytes, offset, length) ^ inversion;
  }

  private int resume(int crc, byte[] b, int offset, int length) {
    char[] table = tables;
    int i = offset;
    int end = offset + length;
    if (!reflected) {
      for (; i < end; i++) {
        crc = (crc << 8 ^ table[(crc >>> 8 ^ b[i]) & 0xFF]) & 0xFFFF;
      }
      return crc;
    }
    for (; end - i >= 8; i += 8) {
      crc =
          table[0x700 | (b[i] ^ crc) & 0xFF]
              ^ table[0x600 | (b[i + 1] ^ crc >>> 8) & 0xFF]
              ^ table[0x500 | b[i + 2] & 0xFF]
              ^ table[0x400 | b[i + 3] & 0xFF]
              ^ table[0x300 | b[i + 4] & 0xFF]
              ^ table[0x200 | b[i + 5] & 0xFF]
              ^ table[0x100 | b[i + 6] & 0xFF]
              ^ table[b[i + 7] & 0xFF];
    }
    for (; i < end; i++) {
      crc = crc >>> 8 ^ table[(crc ^ b[i]) & 0xFF];
    }
    return crc;
  }
}
