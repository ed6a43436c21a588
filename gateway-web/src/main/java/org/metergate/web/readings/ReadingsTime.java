// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.readings;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.metergate.web.html.Texts;

/** Writes dates, times to the minute, and ages. */
final class ReadingsTime {
  private static final long HOUR = 60;
  private static final long DAY = 24 * HOUR;

  private final Texts texts;
  private final ZoneId zone;
  private final List<String> months;

  ReadingsTime(Texts texts, ZoneId zone) {
    this.texts = texts;
    this.zone = zone;
    this.months = List.of(texts.of("months").split(" "));
  }

  /** A date. */
  String date(LocalDate date) {
    return date.getDayOfMonth() + " " + month(date) + " " + date.getYear();
  }

  /** The name of a month. */
  String month(LocalDate date) {
    return months.get(date.getMonthValue() - 1);
  }

  /** A date and a time; with the offset where the time exists twice. */
  String moment(Instant at) {
    ZonedDateTime time = at.atZone(zone);
    LocalDateTime local = time.toLocalDateTime();
    boolean twice = zone.getRules().getValidOffsets(local).size() > 1;
    String text = date(local.toLocalDate()) + ", " + clock(local.toLocalTime());
    return twice ? text + " (" + time.getOffset() + ")" : text;
  }

  /** How long before the moment, in the unit that suits. */
  String age(long minutes) {
    if (minutes < 2 * HOUR) {
      return texts.of("age.minutes", "count", minutes);
    }
    return minutes < 2 * DAY
        ? texts.of("age.hours", "count", minutes / HOUR)
        : texts.of("age.days", "count", minutes / DAY);
  }

  /** A time of day to the minute. */
  static String clock(LocalTime time) {
    return time.withSecond(0).withNano(0).toString();
  }
}
