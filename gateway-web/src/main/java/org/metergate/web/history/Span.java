// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** How much time a page of the history shows, and how such a time is written in an address. */
enum Span {
  DAY("day", "2026-12-01"),
  WEEK("week", "2026-W49"),
  MONTH("month", "2026-12"),
  YEAR("year", "2026"),
  YEARS("years", "2026");

  /** The calendar is bounded, so that no arithmetic overflows. */
  static final int FIRST_YEAR = 1970;

  static final int LAST_YEAR = 2999;

  private static final Pattern DAYS = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern WEEKS = Pattern.compile("\\d{4}-W\\d{2}");
  private static final Pattern MONTHS = Pattern.compile("\\d{4}-\\d{2}");
  private static final Pattern YEAR_NUMBERS = Pattern.compile("\\d{4}");

  private final String word;
  private final String example;

  Span(String word, String example) {
    this.word = word;
    this.example = example;
  }

  /** Returns its name in an address. */
  String word() {
    return word;
  }

  /** Returns how one is written. */
  String example() {
    return example;
  }

  static Optional<Span> of(String word) {
    return Arrays.stream(values()).filter(span -> span.word.equals(word)).findFirst();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Span::word).toList();
  }

  /** Returns the first day of the one that contains a day. */
  LocalDate first(LocalDate day) {
    return switch (this) {
      case DAY -> day;
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> day.withDayOfMonth(1);
      case YEAR, YEARS -> day.withDayOfYear(1);
    };
  }

  /** Returns the first day of one before or after. */
  LocalDate plus(LocalDate first, int count) {
    return switch (this) {
      case DAY -> first.plusDays(count);
      case WEEK -> first.plusWeeks(count);
      case MONTH -> first.plusMonths(count);
      case YEAR, YEARS -> first.plusYears(count);
    };
  }

  /** Returns the span in which this is shown as one bar; itself for the longest. */
  Span out() {
    return switch (this) {
      case DAY, WEEK -> MONTH;
      case MONTH -> YEAR;
      case YEAR, YEARS -> YEARS;
    };
  }

  /** Writes the one that begins with a day. */
  String write(LocalDate first) {
    return switch (this) {
      case DAY -> first.toString();
      case WEEK ->
          four(first.get(IsoFields.WEEK_BASED_YEAR))
              + "-W"
              + two(first.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case MONTH -> first.toString().substring(0, 7);
      case YEAR, YEARS -> four(first.getYear());
    };
  }

  private static String four(int year) {
    return String.format(java.util.Locale.ROOT, "%04d", year);
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }

  /**
   * Reads what somebody wrote: one of these, or a day in it, or a shorter one.
   *
   * @return its first day; nothing if it is none, or outside of the years 1970 to 2999.
   */
  Optional<LocalDate> read(String text) {
    try {
      return written(text).map(this::first).filter(Span::inCalendar);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private Optional<LocalDate> written(String text) {
    if (DAYS.matcher(text).matches()) {
      return Optional.of(LocalDate.parse(text));
    }
    if (WEEKS.matcher(text).matches() && compareTo(WEEK) >= 0) {
      return Optional.of(LocalDate.parse(text + "-1", DateTimeFormatter.ISO_WEEK_DATE));
    }
    if (MONTHS.matcher(text).matches() && compareTo(MONTH) >= 0) {
      return Optional.of(LocalDate.parse(text + "-01"));
    }
    if (YEAR_NUMBERS.matcher(text).matches() && compareTo(YEAR) >= 0) {
      return Optional.of(LocalDate.of(Integer.parseInt(text), 1, 1));
    }
    return Optional.empty();
  }

  static boolean inCalendar(LocalDate day) {
    return day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR;
  }
}
