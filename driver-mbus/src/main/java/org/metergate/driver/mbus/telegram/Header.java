// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

/**
 * Who sends a telegram, and its state (EN 13757-3, long header; the short one and the fixed
 * structure have a part of it).
 *
 * @param identity eight digits as displayed, usually the customer number: {@code 67211183}; empty
 *     if the header has none.
 * @param manufacturer the code of the manufacturer, 0 to 65535; -1 if the header has none.
 * @param version 0 to 255, which the manufacturer chooses for a model; -1 if the header has none.
 * @param medium 0 to 255; -1 if the header has none.
 * @param accessNumber 0 to 255, one more with each telegram; -1 if the header has none.
 * @param status 0 to 255; -1 if the header has none.
 * @param configuration the two bytes that tell of encryption, 0 to 65535; -1 if there are none.
 */
public record Header(
    String identity,
    int manufacturer,
    int version,
    int medium,
    int accessNumber,
    int status,
    int configuration) {
  /** A telegram without header. */
  public static final Header NONE = new Header("", -1, -1, -1, -1, -1, -1);

  /**
   * Returns the three letters of the manufacturer.
   *
   * @return for example {@code KAM}; empty if the code is none of three letters.
   */
  public String maker() {
    if (manufacturer < 0) {
      return "";
    }
    char[] letters = new char[3];
    for (int i = 0; i < letters.length; i++) {
      letters[i] = (char) ((manufacturer >> 10 - 5 * i & 0x1F) + '@');
      if (letters[i] < 'A' || letters[i] > 'Z') {
        return "";
      }
    }
    return new String(letters);
  }
}
