// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.metergate.web.history.data.Period;
import org.metergate.web.history.data.Span;

/** How the time of a view is written in an address: a day, a week, a month or a year. */
final class SpanText {
  private static final Pattern DAYS = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern WEEKS = Pattern.compile("\\d{4}-W\\d{2}");
  private static final Pattern MONTHS = Pattern.compile("\\d{4}-\\d{2}");
  private static final Pattern YEARS = Pattern.compile("\\d{4}");

  private SpanText() {}

  /** Returns the names of all spans. */
  static List<String> labels() {
    return Arrays.stream(Span.values()).map(Span::label).toList();
  }

  /** Returns how one is written. */
  static String example(Span span) {
    return write(span, LocalDate.of(2026, 12, 1));
  }

  /** Writes the one that begins with a day. */
  static String write(Span span, LocalDate first) {
    return switch (span) {
      case DAY -> first.toString();
      case WEEK ->
          String.format(
              Locale.ROOT,
              "%04d-W%02d",
              first.get(IsoFields.WEEK_BASED_YEAR),
              first.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case MONTH -> first.toString().substring(0, 7);
      case YEAR, YEARS -> first.toString().substring(0, 4);
    };
  }

  /** Returns the first day of the span that contains a day. */
  static LocalDate first(Span span, LocalDate day) {
    return Period.of(span, day, span.bars().get(0), ZoneOffset.UTC).first();
  }

  /**
   * Reads what somebody wrote: one of these, or a shorter time within.
   *
   * @return its first day; nothing if it is none, or outside of the calendar.
   */
  static Optional<LocalDate> read(Span span, String text) {
    try {
      return written(span, text).map(day -> first(span, day)).filter(SpanText::inCalendar);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<LocalDate> written(Span span, String text) {
    if (DAYS.matcher(text).matches()) {
      return Optional.of(LocalDate.parse(text));
    }
    if (WEEKS.matcher(text).matches() && span != Span.DAY) {
      return Optional.of(LocalDate.parse(text + "-1", DateTimeFormatter.ISO_WEEK_DATE));
    }
    if (MONTHS.matcher(text).matches() && span.compareTo(Span.MONTH) >= 0) {
      return Optional.of(LocalDate.parse(text + "-01"));
    }
    if (YEARS.matcher(text).matches() && span.compareTo(Span.YEAR) >= 0) {
      return Optional.of(LocalDate.of(Integer.parseInt(text), 1, 1));
    }
    return Optional.empty();
  }

  private static boolean inCalendar(LocalDate day) {
    return day.getYear() >= Period.FIRST_YEAR && day.getYear() <= Period.LAST_YEAR;
  }
}
