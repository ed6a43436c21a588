// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import org.metergate.rollup.Resolution;
import org.metergate.web.history.chart.CurveChart;
import org.metergate.web.history.data.Interval;
import org.metergate.web.history.data.Period;
import org.metergate.web.history.data.Span;

/**
 * Writes times of a view on the clock of its zone. Where the clock is set back, the two hours of
 * the same name are told apart by their offsets.
 *
 * @param zone of the clock.
 */
record IntervalText(ZoneId zone) {

  /** A label below an axis, with the widths at which it is shown: 0 always, 2 where it is wide. */
  record Label(String text, int level) {
    static final Label NONE = new Label("", 0);
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }

  private static String month(LocalDate day, String kind) {
    return HistoryTexts.text(kind + day.getMonthValue());
  }

  private static String weekday(LocalDate day) {
    return HistoryTexts.text("weekday-" + day.getDayOfWeek().getValue());
  }

  /** Returns a day, such as "1 Dec 2026". */
  String day(LocalDate day) {
    return HistoryTexts.text(
        "a-day",
        "day",
        day.getDayOfMonth(),
        "month",
        month(day, "short-month-"),
        "year",
        day.getYear());
  }

  private String weekdayAndDay(LocalDate day) {
    return HistoryTexts.text("weekday-and-day", "weekday", weekday(day), "day", day(day));
  }

  /** Returns a time of day and, where the clock shows it twice, its offset. */
  String clock(long time) {
    ZonedDateTime at = new Interval(time, time).start(zone);
    String text = two(at.getHour()) + ":" + two(at.getMinute());
    boolean twice = zone.getRules().getValidOffsets(at.toLocalDateTime()).size() > 1;
    return twice ? text + " (" + at.getOffset() + ")" : text;
  }

  /** Returns a day and a time of day. */
  String moment(long time) {
    return day(new Interval(time, time).start(zone).toLocalDate()) + ", " + clock(time);
  }

  /** Returns what a period is called: the heading of its page. */
  String title(Period period) {
    LocalDate first = period.first();
    LocalDate last = period.end().minusDays(1);
    return switch (period.span()) {
      case DAY -> weekdayAndDay(first);
      case WEEK ->
          HistoryTexts.text(
              "a-week",
              "week",
              first.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
              "first",
              day(first),
              "last",
              day(last));
      case MONTH ->
          HistoryTexts.text("a-month", "month", month(first, "month-"), "year", first.getYear());
      case YEAR -> Integer.toString(first.getYear());
      case YEARS ->
          first.getYear() == last.getYear()
              ? Integer.toString(first.getYear())
              : first.getYear() + "–" + last.getYear();
    };
  }

  /** Returns what an interval of a period is called: in a table, and at its bar. */
  String title(Period period, Interval at, Resolution length) {
    LocalDate day = at.start(zone).toLocalDate();
    return switch (length) {
      case YEAR -> Integer.toString(day.getYear());
      case MONTH ->
          HistoryTexts.text("a-month", "month", month(day, "month-"), "year", day.getYear());
      case WEEK ->
          HistoryTexts.text(
              "a-week-in-a-year",
              "week",
              day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
              "first",
              day(day));
      case DAY -> weekdayAndDay(day);
      case HOUR, QUARTER, MINUTE -> {
        String time = clock(at.from()) + "–" + clock(at.to());
        boolean oneDay = period.span() == Span.DAY;
        yield oneDay ? time : weekday(day) + " " + day(day) + ", " + time;
      }
    };
  }

  /** Returns the labels below bars, one for each interval. */
  List<Label> labels(Period period) {
    List<Interval> intervals = period.intervals();
    List<Label> labels = new ArrayList<>();
    for (int i = 0; i < intervals.size(); i++) {
      labels.add(label(period, intervals.get(i), period.every(), i, intervals.size()));
    }
    return labels;
  }

  private Label label(Period period, Interval at, Resolution length, int number, int count) {
    ZonedDateTime start = at.start(zone);
    LocalDate day = start.toLocalDate();
    return switch (length) {
      case YEAR -> new Label(Integer.toString(day.getYear()), every(number, count, 6));
      case MONTH -> new Label(month(day, "short-month-"), number % 2 == 0 ? 0 : 1);
      case WEEK -> {
        String week = Integer.toString(day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
        yield number % 4 == 0 ? new Label(week, number % 8 == 0 ? 0 : 1) : Label.NONE;
      }
      case DAY ->
          period.span() == Span.WEEK
              ? new Label(weekday(day), 0)
              : new Label(Integer.toString(day.getDayOfMonth()), number % 7 == 0 ? 0 : 2);
      case HOUR, QUARTER, MINUTE -> hour(period, start);
    };
  }

  private static int every(int number, int count, int fit) {
    return number % Math.max(1, (count + fit - 1) / fit) == 0 ? 0 : 2;
  }

  private static Label hour(Period period, ZonedDateTime start) {
    int hour = start.getHour();
    if (start.getMinute() != 0 || period.span() != Span.DAY && hour != 0) {
      return Label.NONE;
    }
    if (period.span() != Span.DAY) {
      return new Label(weekday(start.toLocalDate()), 0);
    }
    return new Label(two(hour), hour % 6 == 0 ? 0 : hour % 3 == 0 ? 1 : 2);
  }

  /** Returns the labels below curves: at the hours of a day, in the middle of longer times. */
  List<CurveChart.Label> curveLabels(Period period) {
    List<CurveChart.Label> labels = new ArrayList<>();
    if (period.span() == Span.DAY) {
      for (Interval at : period.points()) {
        Label label = label(period, at, Resolution.QUARTER, 0, 0);
        if (!label.text().isEmpty()) {
          labels.add(new CurveChart.Label(at.from(), label.text(), label.level()));
        }
      }
      return labels;
    }
    List<Interval> parts = parts(period);
    Resolution length = length(period.span());
    for (int i = 0; i < parts.size(); i++) {
      Label label = label(period, parts.get(i), length, i, parts.size());
      long middle = parts.get(i).from() + parts.get(i).millis() / 2;
      labels.add(new CurveChart.Label(middle, label.text(), label.level()));
    }
    return labels;
  }

  private static Resolution length(Span span) {
    return switch (span) {
      case DAY -> Resolution.HOUR;
      case WEEK, MONTH -> Resolution.DAY;
      case YEAR -> Resolution.MONTH;
      case YEARS -> Resolution.YEAR;
    };
  }

  private List<Interval> parts(Period period) {
    ChronoUnit unit =
        switch (length(period.span())) {
          case DAY -> ChronoUnit.DAYS;
          case MONTH -> ChronoUnit.MONTHS;
          default -> ChronoUnit.YEARS;
        };
    List<Interval> parts = new ArrayList<>();
    for (LocalDate day = period.first(); day.isBefore(period.end()); day = day.plus(1, unit)) {
      parts.add(new Interval(millis(day), millis(day.plus(1, unit))));
    }
    return parts;
  }

  private long millis(LocalDate day) {
    return day.atStartOfDay(zone).toInstant().toEpochMilli();
  }
}
