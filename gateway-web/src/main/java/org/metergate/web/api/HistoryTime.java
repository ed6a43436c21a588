// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Parses times as people write them in commands and URLs. The calendar is bounded: the years 1970
 * to 2999, in the offset in which the time is written, so that arithmetic with milliseconds and
 * with intervals never overflows.
 */
public final class HistoryTime {
  /** Examples of the accepted forms, and the bounds. */
  public static final String EXAMPLES =
      "2026-01-31, 2026-01-31T14:00 or 2026-01-31T14:00+01:00, in the years 1970 to 2999";

  /** Examples of the forms that a meter's own clock has, and the bounds. */
  public static final String LOCAL_EXAMPLES =
      "2026-01-31 or 2026-01-31T14:00, in the years 1970 to 2999";

  private static final int FIRST_YEAR = 1970;
  private static final int LAST_YEAR = 2999;

  /** The longest form: nanoseconds and an offset with seconds. */
  private static final int LONGEST = "2026-01-31T14:00:00.123456789+01:00:00".length();

  private static final Pattern OFFSET = Pattern.compile("T.*(Z|[+-]\\d\\d(:\\d\\d){0,2})$");

  private HistoryTime() {}

  /**
   * Parses a time.
   *
   * @param text a day, which means its midnight, or a day and a time, with or without an offset.
   * @param zone of a time without an offset.
   * @return the time, or empty if the text is not a time of the years 1970 to 2999.
   */
  public static Optional<Instant> parse(String text, ZoneId zone) {
    if (text.length() > LONGEST || !OFFSET.matcher(text).find()) {
      return parseLocal(text).map(local -> local.atZone(zone).toInstant());
    }
    try {
      OffsetDateTime time = OffsetDateTime.parse(text);
      return inCalendar(time.getYear()) ? Optional.of(time.toInstant()) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * Parses a time on a clock of its own, such as a meter's.
   *
   * @param text a day, which means its midnight, or a day and a time, without an offset.
   * @return the time, or empty if the text is not a time of the years 1970 to 2999.
   */
  public static Optional<LocalDateTime> parseLocal(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      LocalDateTime time =
          text.indexOf('T') < 0 ? LocalDate.parse(text).atStartOfDay() : LocalDateTime.parse(text);
      return inCalendar(time.getYear()) ? Optional.of(time) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static boolean inCalendar(int year) {
    return year >= FIRST_YEAR && year <= LAST_YEAR;
  }
}
