// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.omnipower;

/**
 * The identity of a meter.
 *
 * @param serial the eight digits printed on it, 10000000 to 99999999.
 * @param phases 1 or 3.
 * @param ct whether it measures through current transformers.
 */
record Identity(int serial, int phases, boolean ct) {

  /** GS1 number: 5706567 (Kamstrup), the serial number, a mod-10 check digit; 16 digits. */
  String gs1() {
    String digits = "5706567" + serial;
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int weight = (digits.length() - i) % 2 == 1 ? 3 : 1; // the last digit counts three times
      sum += weight * (digits.charAt(i) - '0');
    }
    return digits + (10 - sum % 10) % 10;
  }

  /** Type number, 18 characters: 684 three phases, 685 with current transformers, 686 one phase. */
  String type() {
    String kind = phases == 1 ? "686" : ct ? "685" : "684";
    return kind + "1131BN243101040";
  }

  /** System title, 8 bytes: KAM, E, the serial number big-endian. */
  byte[] title() {
    return new byte[] {
      'K',
      'A',
      'M',
      'E',
      (byte) (serial >> 24),
      (byte) (serial >> 16),
      (byte) (serial >> 8),
      (byte) serial
    };
  }
}
