// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.metergate.spi.reading.MeterTime;

/**
 * Time stamps: {@code YYMMDDhhmmss} followed by S or W for summer and winter (standard) time. The
 * letter decides, whatever a calendar says about that date; without it the stamp is local time. A
 * meter that never set its clock, or a channel that never had a value, sends an impossible date:
 * {@link #isNever} recognises those.
 */
final class Stamps {
  private static final int DIGITS = 12;
  private static final int YEAR_2000 = 2000;

  /** Whether the time of a value may be used. */
  enum Use {
    /** It may, or there is none. */
    USABLE,
    /** It is no date. */
    IMPOSSIBLE,
    /** It means "never": the value was never received, or the clock was not set. */
    NEVER
  }

  private final ZoneOffset winter;
  private final ZoneOffset summer;

  /** Creates a reader with the offset of standard time from UTC where the meter is. */
  Stamps(ZoneOffset standard) {
    this.winter = standard;
    this.summer = ZoneOffset.ofTotalSeconds(standard.getTotalSeconds() + 3600);
  }

  /** Returns whether a group has the form of a stamp. */
  static boolean isStamp(byte[] b, int from, int to) {
    int length = to - from;
    if (length != DIGITS && (length != DIGITS + 1 || season(b[to - 1]) == 0)) {
      return false;
    }
    for (int i = from; i < from + DIGITS; i++) {
      if (b[i] < '0' || b[i] > '9') {
        return false;
      }
    }
    return true;
  }

  private static char season(byte letter) {
    return switch (letter) {
      case 'S', 's' -> 'S';
      case 'W', 'w' -> 'W';
      default -> 0;
    };
  }

  /**
   * Returns whether a stamp means "never": not a date, the epoch of Unix (1970 is written 70, which
   * would be 2070), or the first hours of the year 2000, at which a clock starts after a loss of
   * power.
   */
  static boolean isNever(byte[] b, int from) {
    return two(b, from) >= 70 && two(b, from + 2) == 1 && two(b, from + 4) == 1
        || two(b, from) == 0 && two(b, from + 2) == 1 && two(b, from + 4) == 1
        || two(b, from + 2) > 12
        || two(b, from + 2) == 0;
  }

  /** Reads a stamp; null where it is not a time or means "never". */
  MeterTime read(byte[] b, int from, int to) {
    char season = to - from > DIGITS ? season(b[to - 1]) : 0;
    return season == 0 ? local(b, from) : withSeason(b, from, season == 'S');
  }

  /** Reads a stamp without a letter whose season is known from elsewhere. */
  MeterTime withSeason(byte[] b, int from, boolean isSummer) {
    MeterTime time = local(b, from);
    return time == null ? null : new MeterTime(time.local(), isSummer ? summer : winter);
  }

  private static MeterTime local(byte[] b, int from) {
    if (isNever(b, from)) {
      return null;
    }
    return time(b, from, from + 2, from + 4, from + 6, from + 8, from + 10);
  }

  /** Reads {@code YY-MM-DD hh:mm:ss} (Itron ACE4000) and {@code YYYYMMDD hh:mm:ss} (NES). */
  static MeterTime spelled(String text) {
    String digits = text.replaceAll("[^0-9]", "");
    boolean century = digits.length() == DIGITS + 2 && digits.startsWith("20");
    boolean form =
        text.matches("\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d|\\d{8} \\d\\d:\\d\\d:\\d\\d");
    if (!form || digits.length() != DIGITS && !century) {
      return null;
    }
    byte[] b =
        digits.substring(century ? 2 : 0).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    return local(b, 0);
  }

  private static MeterTime time(byte[] b, int year, int month, int day, int h, int min, int s) {
    try {
      return MeterTime.local(
          LocalDateTime.of(
              YEAR_2000 + two(b, year),
              two(b, month),
              two(b, day),
              two(b, h),
              two(b, min),
              two(b, s)));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static int two(byte[] b, int at) {
    return 10 * (b[at] - '0') + b[at + 1] - '0';
  }
}
