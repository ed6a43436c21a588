// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import org.metergate.spi.reading.MeterTime;

/**
 * The date-time of COSEM, 12 bytes (IEC 62056-6-2, 4.1.6.1): year (2), month, day, weekday, hour,
 * minute, second, hundredths, deviation (2), clock status. The deviation, in minutes, is what must
 * be added to local time to get UTC; {@code 8000} means unknown. Weekday and status repeat what
 * date and time say, and are not read: some meters send weekday 0 on Sundays. Hundredths and
 * deviation out of their range count as unspecified.
 */
final class DateTimes {
  static final int LENGTH = 12;

  private static final int NO_YEAR = 0xFFFF;
  private static final int LARGEST_DEVIATION = 14 * 60;

  private DateTimes() {}

  /**
   * Reads a date-time.
   *
   * @return the time, or nothing where the meter leaves the date unspecified or where date or time
   *     are impossible.
   */
  static Optional<MeterTime> read(byte[] b, int offset) {
    int year = year(b, offset);
    if (year < 1990 || year >= 2200) {
      return Optional.empty();
    }
    int hundredths = b[offset + 8] & 0xFF;
    try {
      LocalDateTime local =
          LocalDateTime.of(
              year,
              b[offset + 2] & 0xFF,
              b[offset + 3] & 0xFF,
              b[offset + 5] & 0xFF,
              b[offset + 6] & 0xFF,
              b[offset + 7] & 0xFF,
              hundredths < 100 ? hundredths * 10_000_000 : 0);
      short deviation = (short) (b[offset + 9] << 8 | b[offset + 10] & 0xFF);
      return Optional.of(new MeterTime(local, zone(deviation)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Returns whether a date is given but impossible, or incomplete; an unspecified one is not. */
  static boolean impossible(byte[] b, int offset) {
    return year(b, offset) != NO_YEAR && read(b, offset).isEmpty();
  }

  /** Returns whether two date-times have the same bytes. */
  static boolean same(byte[] b, int one, int other) {
    return Arrays.equals(b, one, one + LENGTH, b, other, other + LENGTH);
  }

  private static int year(byte[] b, int offset) {
    return (b[offset] & 0xFF) << 8 | b[offset + 1] & 0xFF;
  }

  private static ZoneOffset zone(short deviation) {
    return Math.abs(deviation) > LARGEST_DEVIATION
        ? null
        : ZoneOffset.ofTotalSeconds(-60 * deviation);
  }
}
