// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;

/**
 * The types of dates and times (EN 13757-3, types F, G, I and J). Nothing is corrected: what is in
 * no calendar, or stands for every day, month or year, is no value.
 */
final class Dates {
  private static final Content.Missing NONE = Content.Missing.usual("no date");
  private static final Content.Missing MANY = Content.Missing.usual("not one date");
  private static final Content.Missing INVALID = Content.Missing.invalid("invalid date");
  private static final Content.Missing INVALID_TIME = Content.Missing.invalid("invalid time");
  private static final Content.Missing INVALID_BIT = Content.Missing.invalid("invalid bit set");

  /** Two digits of a year up to this one are of this century. */
  private static final int LAST_OF_CENTURY = 80;

  /** Beyond it only 127 has a meaning in types G and I. */
  private static final int LAST_YEAR = 99;

  private static final int EVERY_YEAR = 127;

  private Dates() {}

  /** Reads a date by its length: a date, date and time, or a time of day; else the bytes. */
  static Content of(byte[] bytes, Form form) {
    if (form == Form.DATE) {
      return bytes.length == 2 ? day(bytes) : new Content.Bytes(bytes);
    }
    return switch (bytes.length) {
      case 2 -> day(bytes);
      case 3 -> timeOfDay(bytes);
      case 4 -> toTheMinute(bytes);
      case 6 -> toTheSecond(bytes);
      default -> new Content.Bytes(bytes);
    };
  }

  /** Type G. */
  private static Content day(byte[] bytes) {
    int year = year(bytes, 0);
    if (isBlank(bytes)) {
      return NONE;
    }
    if (year > LAST_YEAR) {
      return noDay(bytes, 0);
    }
    try {
      return new Content.Day(LocalDate.of(century(year), bytes[1] & 0x0F, bytes[0] & 0x1F));
    } catch (DateTimeException e) {
      return noDay(bytes, 0);
    }
  }

  /** Type F, whose years have hundreds of their own: 127 without one is 2027. */
  private static Content toTheMinute(byte[] bytes) {
    if (isBlank(bytes)) {
      return NONE;
    }
    if ((bytes[0] & 0x80) != 0) {
      return INVALID_BIT;
    }
    int year = year(bytes, 2);
    int hundreds = bytes[1] >> 5 & 0x03;
    int full = hundreds == 0 ? century(year) : 1900 + 100 * hundreds + year;
    return moment(full, bytes, 2, bytes[1] & 0x1F, bytes[0] & 0x3F, 0, (bytes[1] & 0x80) != 0);
  }

  /** Type I. */
  private static Content toTheSecond(byte[] bytes) {
    if (isBlank(bytes)) {
      return NONE;
    }
    if ((bytes[1] & 0x80) != 0) {
      return INVALID_BIT;
    }
    int year = year(bytes, 3);
    if (year > LAST_YEAR) {
      return noDay(bytes, 3);
    }
    return moment(
        century(year),
        bytes,
        3,
        bytes[2] & 0x1F,
        bytes[1] & 0x3F,
        bytes[0] & 0x3F,
        (bytes[0] & 0x40) != 0);
  }

  /** Type J, whose upper bits are reserved. */
  private static Content timeOfDay(byte[] bytes) {
    try {
      return new Content.TimeOfDay(LocalTime.of(bytes[2] & 0x1F, bytes[1] & 0x3F, bytes[0] & 0x3F));
    } catch (DateTimeException e) {
      return isBlank(bytes) ? NONE : INVALID_TIME;
    }
  }

  private static Content moment(
      int year, byte[] bytes, int day, int hour, int minute, int second, boolean summer) {
    try {
      return new Content.Moment(
          LocalDateTime.of(year, bytes[day + 1] & 0x0F, bytes[day] & 0x1F, hour, minute, second),
          summer);
    } catch (DateTimeException e) {
      return noDay(bytes, day);
    }
  }

  /** Day 0 stands for every day, month 15 for every month, year 127 for every year. */
  private static Content noDay(byte[] bytes, int day) {
    boolean isEvery =
        (bytes[day] & 0x1F) == 0
            || (bytes[day + 1] & 0x0F) == 0x0F
            || year(bytes, day) == EVERY_YEAR;
    return isEvery ? MANY : INVALID;
  }

  /** The seven bits of the year, in the upper bits of the byte of the day and the one after it. */
  private static int year(byte[] bytes, int day) {
    return bytes[day] >> 5 & 0x07 | bytes[day + 1] >> 1 & 0x78;
  }

  private static int century(int year) {
    return (year <= LAST_OF_CENTURY ? 2000 : 1900) + year;
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte one : bytes) {
      if (one != bytes[0]) {
        return false;
      }
    }
    return bytes[0] == 0 || bytes[0] == -1;
  }
}
