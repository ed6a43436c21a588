// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

/**
 * The six groups of an OBIS code (IEC 62056-6-1), 0 to 255 each.
 *
 * @param a the medium: 0 abstract, 1 electricity.
 * @param b the channel; Kamstrup uses 1 where others use 0.
 * @param c what is measured.
 * @param d how the value is derived: 7 instantaneous, 8 counted.
 * @param e the tariff.
 * @param f 255 for the present value, else a billing period.
 */
record Obis(int a, int b, int c, int d, int e, int f) {
  static final int LENGTH = 6;

  static Obis at(byte[] bytes, int offset) {
    return new Obis(
        bytes[offset] & 0xFF,
        bytes[offset + 1] & 0xFF,
        bytes[offset + 2] & 0xFF,
        bytes[offset + 3] & 0xFF,
        bytes[offset + 4] & 0xFF,
        bytes[offset + 5] & 0xFF);
  }

  /**
   * A register of energy, power or a similar quantity: the current value of an electricity channel.
   */
  boolean isElectricity() {
    return a == 1 && f == 255;
  }

  /** A push setup (class 40): which list is pushed, not what is measured. */
  boolean isPushSetup() {
    return a == 0 && c == 25 && d == 9 && f == 255;
  }

  /** The register in the usual notation: {@code 1.1.1.8.0.255}. */
  @Override
  public String toString() {
    return a + "." + b + "." + c + "." + d + "." + e + "." + f;
  }
}
