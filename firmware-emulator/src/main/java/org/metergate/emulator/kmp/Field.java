// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.kmp;

/**
 * A register as the meter sends it.
 *
 * @param number of the register.
 * @param unit code on the wire.
 * @param signs sign and exponent, one byte.
 * @param value big-endian.
 */
record Field(int number, int unit, int signs, byte[] value) {

  /** A number with decimals, in a number of bytes. */
  static Field of(int number, int unit, int decimals, int bytes, double value) {
    long counts = Math.round(Math.abs(value) * Math.pow(10, decimals));
    int exponent = decimals == 0 ? 0 : 0x40 | decimals;
    return raw(number, unit, value < 0 ? exponent | 0x80 : exponent, bytes, counts);
  }

  /** An integer as on the wire. */
  static Field raw(int number, int unit, int signs, int bytes, long counts) {
    byte[] value = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      value[bytes - 1 - i] = (byte) (counts >> 8 * i);
    }
    return new Field(number, unit, signs, value);
  }

  /** The same number in this many bytes, not fewer than it has. */
  Field withBytes(int bytes) {
    byte[] longer = new byte[bytes];
    System.arraycopy(value, 0, longer, bytes - value.length, value.length);
    return new Field(number, unit, signs, longer);
  }
}
