// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.reading.MeterTime;

/**
 * The date-time of COSEM, 12 bytes (IEC 62056-6-2, 4.1.6.1): year (2), month, day, weekday, hour,
 * minute, second, hundredths, deviation (2), clock status. The deviation, in minutes, is what must
 * be added to local time to get UTC; {@code 8000} means unknown.
 */
final class DateTimes {
  static final int LENGTH = 12;

  private static final int UNSPECIFIED = 0xFF;
  private static final int NO_YEAR = 0xFFFF;
  private static final short NO_DEVIATION = (short) 0x8000;
  private static final int LARGEST_DEVIATION = 14 * 60;

  private DateTimes() {}

  /**
   * Reads a date-time.
   *
   * @return the time, or nothing where the meter leaves the date unspecified.
   * @throws MalformedException where a part is out of its range.
   */
  static Optional<MeterTime> read(byte[] b, int offset) throws MalformedException {
    int year = (b[offset] & 0xFF) << 8 | b[offset + 1] & 0xFF;
    if (year == NO_YEAR) {
      return Optional.empty();
    }
    int hundredths = b[offset + 8] & 0xFF;
    int weekday = b[offset + 4] & 0xFF;
    boolean plausible =
        year >= 1990
            && year < 2200
            && (weekday == UNSPECIFIED || weekday >= 1 && weekday <= 7)
            && (hundredths == UNSPECIFIED || hundredths < 100);
    short deviation = (short) (b[offset + 9] << 8 | b[offset + 10] & 0xFF);
    if (!plausible || deviation != NO_DEVIATION && Math.abs(deviation) > LARGEST_DEVIATION) {
      throw outOfRange(b, offset);
    }
    try {
      LocalDateTime local =
          LocalDateTime.of(
              year,
              b[offset + 2] & 0xFF,
              b[offset + 3] & 0xFF,
              b[offset + 5] & 0xFF,
              b[offset + 6] & 0xFF,
              b[offset + 7] & 0xFF,
              hundredths == UNSPECIFIED ? 0 : hundredths * 10_000_000);
      return Optional.of(new MeterTime(local, zone(deviation)));
    } catch (DateTimeException e) {
      throw outOfRange(b, offset);
    }
  }

  /**
   * Returns whether twelve bytes are a date and time, for lists that do not identify their values.
   */
  static boolean plausible(byte[] bytes, int offset) {
    try {
      return read(bytes, offset).isPresent();
    } catch (MalformedException e) {
      return false;
    }
  }

  private static ZoneOffset zone(short deviation) {
    return deviation == NO_DEVIATION ? null : ZoneOffset.ofTotalSeconds(-60 * deviation);
  }

  private static MalformedException outOfRange(byte[] bytes, int offset) {
    return new MalformedException(
        "a part of the date and time at byte " + offset + " is out of range");
  }
}
