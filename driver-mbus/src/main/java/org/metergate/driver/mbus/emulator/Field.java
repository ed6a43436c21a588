// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.emulator;

import java.time.LocalDateTime;
import java.util.HexFormat;

/**
 * A record as a meter sends it (EN 13757-3).
 *
 * @param code DIF and DIFE, a dash, VIF and VIFE, in hexadecimal digits: {@code 04-06}.
 * @param steps the number in the steps of the VIF, for example hundredths of a cubic metre; a date
 *     as its bits.
 */
record Field(String code, long steps) {
  /** The codings of the DIF that these meters use, with their lengths in bytes from 0 on. */
  private static final int[] LENGTHS = {0, 1, 2, 3, 4, 0, 6, 8};

  private static final int BCD_8 = 0x0C;

  /** A number, rounded down as a display does. */
  static Field of(String code, double steps) {
    return new Field(code, (long) Math.floor(steps));
  }

  /** Date and time to the minute: type F of the standard, winter time. */
  static Field time(String code, LocalDateTime time) {
    long date = date(time);
    return new Field(
        code,
        date << 16 | (time.getHour() | (time.getYear() - 1900) / 100 << 5) << 8 | time.getMinute());
  }

  /** A date: type G of the standard. */
  static Field date(String code, LocalDateTime day) {
    return new Field(code, date(day));
  }

  private static long date(LocalDateTime day) {
    int year = day.getYear() % 100;
    return (day.getMonthValue() | year >> 3 << 4) << 8 | day.getDayOfMonth() | (year & 7) << 5;
  }

  /** Returns DIB, VIB and data. */
  byte[] bytes() {
    byte[] block = HexFormat.of().parseHex(code.replace("-", ""));
    int coding = block[0] & 0x0F;
    int length = coding == BCD_8 ? 4 : LENGTHS[coding];
    long data = coding == BCD_8 ? bcd(steps) : steps;
    byte[] bytes = new byte[block.length + length];
    System.arraycopy(block, 0, bytes, 0, block.length);
    for (int i = 0; i < length; i++) {
      bytes[block.length + i] = (byte) (data >> 8 * i);
    }
    return bytes;
  }

  /** Returns the decimal digits of a number as hexadecimal ones. */
  static long bcd(long number) {
    return Long.parseLong(Long.toString(number), 16);
  }
}
