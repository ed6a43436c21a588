// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.metergate.rollup.Resolution;

/**
 * The time of a view, cut into intervals. Days follow the zone and its clock changes: 23 to 25
 * hours; hours are those of the zone's clock, also where that is half an hour off.
 *
 * @param span how much time.
 * @param first the first day; a week begins on Monday, a month on its first day.
 * @param end the first day after it.
 * @param every the length of a bar, one of {@link Span#bars}.
 * @param zone in which days begin.
 */
public record Period(Span span, LocalDate first, LocalDate end, Resolution every, ZoneId zone) {
  /** The first year of the calendar. */
  public static final int FIRST_YEAR = 1970;

  /** The last year of the calendar. */
  public static final int LAST_YEAR = 2999;

  /** The most years in one view. */
  public static final int MOST_YEARS = 50;

  /** Checks that the parts go together. */
  public Period {
    Objects.requireNonNull(span, "span");
    Objects.requireNonNull(zone, "zone");
    if (!first.isBefore(end) || !span.bars().contains(every)) {
      throw new IllegalArgumentException("no period: " + span + " " + first + " " + every);
    }
  }

  /**
   * The period that contains a day.
   *
   * @param span a day to a year.
   * @param day any day of the period.
   * @param every the length of a bar, one of {@link Span#bars}.
   * @param zone in which days begin.
   * @return the period.
   */
  public static Period of(Span span, LocalDate day, Resolution every, ZoneId zone) {
    LocalDate first =
        switch (span) {
          case DAY -> day;
          case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
          case MONTH -> day.withDayOfMonth(1);
          case YEAR, YEARS -> day.withDayOfYear(1);
        };
    return new Period(span, first, next(span, first), every, zone);
  }

  /**
   * A period of several years.
   *
   * @param first the first year.
   * @param last the last year, at most {@link #MOST_YEARS} with the first.
   * @param zone in which days begin.
   * @return the period.
   */
  public static Period years(int first, int last, ZoneId zone) {
    if (first > last || last - first >= MOST_YEARS) {
      throw new IllegalArgumentException("from 1 to " + MOST_YEARS + " years");
    }
    return new Period(
        Span.YEARS, LocalDate.of(first, 1, 1), LocalDate.of(last + 1, 1, 1), Resolution.YEAR, zone);
  }

  private static LocalDate next(Span span, LocalDate first) {
    return switch (span) {
      case DAY -> first.plusDays(1);
      case WEEK -> first.plusWeeks(1);
      case MONTH -> first.plusMonths(1);
      case YEAR, YEARS -> first.plusYears(1);
    };
  }

  /**
   * Returns the period after this one.
   *
   * @return just as long; nothing after {@link #LAST_YEAR}, and for several years.
   */
  public Optional<Period> next() {
    return inCalendar(end);
  }

  /**
   * Returns the period before this one.
   *
   * @return just as long; nothing before {@link #FIRST_YEAR}, and for several years.
   */
  public Optional<Period> previous() {
    return inCalendar(
        switch (span) {
          case DAY -> first.minusDays(1);
          case WEEK -> first.minusWeeks(1);
          case MONTH -> first.minusMonths(1);
          case YEAR, YEARS -> first.minusYears(1);
        });
  }

  /**
   * Returns the same period a year before: the same date, month, or number of the week; 28 February
   * for the 29th, and week 52 for a week 53 that the year before does not have.
   *
   * @return the period; nothing before {@link #FIRST_YEAR}, and for several years.
   */
  public Optional<Period> yearBefore() {
    if (span != Span.WEEK) {
      return inCalendar(first.minusYears(1));
    }
    int week = first.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
    // 28 December is always in the last week of its year
    LocalDate late = LocalDate.of(first.get(IsoFields.WEEK_BASED_YEAR) - 1, 12, 28);
    int last = late.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
    return inCalendar(late.minusWeeks(last - Math.min(week, last)));
  }

  private Optional<Period> inCalendar(LocalDate day) {
    boolean inside = day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR;
    return span == Span.YEARS || !inside
        ? Optional.empty()
        : Optional.of(of(span, day, every, zone));
  }

  /**
   * Returns all of it as one interval.
   *
   * @return from the first midnight to the last.
   */
  public Interval whole() {
    return new Interval(millis(first), millis(end));
  }

  private long millis(LocalDate day) {
    return day.atStartOfDay(zone).toInstant().toEpochMilli();
  }

  /**
   * Returns the intervals of the bars.
   *
   * @return in order, without a gap; the first and the last week of a year are cut at its ends.
   */
  public List<Interval> intervals() {
    return intervals(every);
  }

  /**
   * Returns the intervals of the curves.
   *
   * @return in order, without a gap.
   */
  public List<Interval> points() {
    return intervals(span.curves());
  }

  private List<Interval> intervals(Resolution step) {
    List<Interval> list = new ArrayList<>();
    long to = whole().to();
    long from = whole().from();
    while (from < to) {
      long next = Math.min(to, step.end(step.start(from, zone), zone));
      if (step == Resolution.HOUR) {
        next = Math.min(to, endOfHour(from));
      }
      list.add(new Interval(from, next));
      from = next;
    }
    return list;
  }

  /**
   * The end of an hour on the zone's clock; where that is set by half an hour, one has another
   * length.
   */
  private long endOfHour(long time) {
    ZonedDateTime start = Instant.ofEpochMilli(time).atZone(zone);
    int minutes = 60 - start.getMinute();
    long end = start.plusMinutes(minutes).toInstant().toEpochMilli();
    ZonedDateTime there = Instant.ofEpochMilli(end).atZone(zone);
    return there.getMinute() == 0 ? end : end + (60 - there.getMinute()) * 60_000L;
  }

  /**
   * Finds the place in another period that corresponds to each interval of this one.
   *
   * @param other a period of the same span and the same bars.
   * @return for each of {@link #intervals} the number of the one in the other period, or nothing.
   */
  List<Optional<Integer>> places(Period other) {
    Map<Object, Integer> places = new HashMap<>();
    List<Interval> theirs = other.intervals();
    for (int i = 0; i < theirs.size(); i++) {
      places.putIfAbsent(other.place(theirs.get(i), theirs), i);
    }
    List<Interval> own = intervals();
    return own.stream().map(one -> Optional.ofNullable(places.get(place(one, own)))).toList();
  }

  private record Place(long day, LocalDateTime time, boolean again) {}

  /** What is the same in corresponding intervals of two periods. */
  private Object place(Interval one, List<Interval> all) {
    ZonedDateTime start = one.start(zone);
    if (every == Resolution.WEEK || span == Span.YEARS) {
      return all.indexOf(one);
    }
    if (every == Resolution.MONTH) {
      return start.getMonthValue();
    }
    long day = first.until(start.toLocalDate(), ChronoUnit.DAYS);
    boolean again = !start.withEarlierOffsetAtOverlap().equals(start);
    return new Place(day, LocalDate.EPOCH.atTime(start.toLocalTime()), again);
  }

  /**
   * Finds the moment of another period that corresponds to a moment of this one: the same time of
   * day on the same day of the week, the month or the year; the end where the other is shorter.
   *
   * @param moment UTC milliseconds; before this period it is its beginning, after it its end.
   * @param other a period of the same span.
   * @return UTC milliseconds within the other period.
   */
  long corresponding(long moment, Period other) {
    Interval own = whole();
    Interval theirs = other.whole();
    if (moment >= own.to() || span == Span.YEARS) {
      return theirs.to();
    }
    if (moment <= own.from()) {
      return theirs.from();
    }
    ZonedDateTime at = Instant.ofEpochMilli(moment).atZone(zone);
    LocalDate day =
        span == Span.YEAR
            ? at.toLocalDate().withYear(other.first().getYear())
            : other.first().plusDays(first.until(at.toLocalDate(), ChronoUnit.DAYS));
    ZonedDateTime there = day.atTime(at.toLocalTime()).atZone(other.zone());
    boolean again = !at.withEarlierOffsetAtOverlap().equals(at);
    there = again ? there.withLaterOffsetAtOverlap() : there;
    return Math.min(theirs.to(), Math.max(theirs.from(), there.toInstant().toEpochMilli()));
  }
}
