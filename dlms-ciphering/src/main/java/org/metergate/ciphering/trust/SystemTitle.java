// SPDX-License-Identifier: Apache-2.0
package org.metergate.ciphering.trust;

/**
 * The sender of an encrypted message, readable without any key: three letters of the manufacturer,
 * then, for Kamstrup, a type letter and the serial number as a big-endian integer.
 *
 * @param bits the eight bytes, the first one highest.
 */
public record SystemTitle(long bits) {
  private static final String KAMSTRUP = "KAM";

  /**
   * Formats the title.
   *
   * @return sixteen hexadecimal digits.
   */
  public String hex() {
    return String.format("%016X", bits);
  }

  /**
   * Returns the meter's identifier.
   *
   * @return Kamstrup's serial number as printed on the meter, else the manufacturer's letters and
   *     the other digits.
   */
  public String identifier() {
    String manufacturer = manufacturer();
    if (manufacturer.equals(KAMSTRUP)) {
      return Long.toString(bits & 0xFFFFFFFFL);
    }
    return manufacturer.isEmpty() ? hex() : manufacturer + hex().substring(6);
  }

  private String manufacturer() {
    StringBuilder letters = new StringBuilder();
    for (int shift = 56; shift >= 40; shift -= 8) {
      char c = (char) (bits >>> shift & 0xFF);
      if (c < 'A' || c > 'Z') {
        return "";
      }
      letters.append(c);
    }
    return letters.toString();
  }
}
