// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

import org.metergate.spi.codec.MalformedException;

/**
 * Data of variable length (EN 13757-3, LVAR): its first byte tells its kind and how many bytes
 * follow.
 */
final class VariableLength {
  private static final int NEGATIVE_BCD = 0xD0;
  private static final int POSITIVE_BCD = 0xC0;
  private static final int BINARY = 0xE0;
  private static final int LONG_BINARY = 0xF0;
  private static final int MOST_BCD_BYTES = 9;

  private VariableLength() {}

  /**
   * Returns how many bytes follow.
   *
   * @param lvar 0 to 255.
   * @throws MalformedException for a reserved one, after which nothing can be read.
   */
  static int of(int lvar) throws MalformedException {
    if (lvar < POSITIVE_BCD) {
      return lvar;
    }
    if (lvar < BINARY && (lvar & 0x0F) <= MOST_BCD_BYTES) {
      return lvar & 0x0F;
    }
    if (lvar >= BINARY && lvar < LONG_BINARY) {
      return lvar - BINARY;
    }
    if (lvar >= LONG_BINARY && lvar <= 0xF4) {
      return 4 * (lvar - 0xEC);
    }
    if (lvar == 0xF5) {
      return 48;
    }
    if (lvar == 0xF6) {
      return 64;
    }
    throw new MalformedException("its length is not known");
  }

  /**
   * Decodes.
   *
   * @param raw LVAR and the bytes that follow it.
   */
  static Content decode(byte[] raw, ValueInformation info) {
    int lvar = raw[0] & 0xFF;
    int length = raw.length - 1;
    if (length == 0) {
      return DataTypes.noData();
    }
    if (info.profile()) {
      return new Content.Bytes(raw);
    }
    if (lvar < POSITIVE_BCD) {
      String text = DataTypes.text(raw, 1);
      return text.isEmpty() ? DataTypes.noData() : new Content.Text(text);
    }
    boolean number = info.form() == Form.NUMBER || info.form() == Form.UNSIGNED;
    if (!number || lvar >= BINARY && length > Long.BYTES) {
      return new Content.Bytes(raw);
    }
    return lvar < BINARY
        ? DataTypes.bcd(raw, 1, length, false, lvar >= NEGATIVE_BCD, info)
        : DataTypes.integer(raw, 1, length, info);
  }
}
