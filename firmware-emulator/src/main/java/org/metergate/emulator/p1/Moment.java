// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.p1;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/**
 * The content of a telegram.
 *
 * @param serial of the meter, eight digits.
 * @param time with the rules of summer time.
 * @param installed when all meters were installed.
 * @param supply what the electricity meter shows.
 */
record Moment(
    int serial, ZonedDateTime time, ZonedDateTime installed, SupplyMeasurements.View supply) {
  private static final DateTimeFormatter DIGITS = DateTimeFormatter.ofPattern("yyMMddHHmmss");

  /** Returns the time of the telegram with its letter for summer or winter. */
  String stamp() {
    return stamp(time);
  }

  static String stamp(ZonedDateTime at) {
    return DIGITS.format(at) + (isSummer(at) ? 'S' : 'W');
  }

  static String digits(ZonedDateTime at) {
    return DIGITS.format(at);
  }

  static boolean isSummer(ZonedDateTime at) {
    return at.getZone().getRules().isDaylightSavings(at.toInstant());
  }

  /**
   * Returns the end of the last full period of this many minutes, when a gas or water meter was
   * read.
   */
  ZonedDateTime last(int minutes) {
    long span = 60L * minutes;
    long second = Math.floorDiv(time.toEpochSecond(), span) * span;
    return java.time.Instant.ofEpochSecond(second).atZone(time.getZone());
  }

  ZonedDateTime at(long millis) {
    ZoneId zone = time.getZone();
    return java.time.Instant.ofEpochMilli(millis).atZone(zone);
  }
}
