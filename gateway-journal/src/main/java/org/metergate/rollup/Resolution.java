// SPDX-License-Identifier: Apache-2.0
package org.metergate.rollup;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The lengths of intervals. Days and longer ones follow a time zone and its summer time. */
public enum Resolution {
  /** A minute. */
  MINUTE("1min", Downsampler.MINUTE),
  /** A quarter of an hour. */
  QUARTER("15min", Downsampler.QUARTER),
  /** An hour, full in UTC. */
  HOUR("hour", Downsampler.HOUR),
  /** From midnight to midnight: 23 to 25 hours. */
  DAY("day", 0),
  /** A week of ISO 8601, from Monday to Sunday. */
  WEEK("week", 0),
  /** A calendar month. */
  MONTH("month", 0),
  /** A calendar year. */
  YEAR("year", 0);

  private final String word;
  private final long millis;

  Resolution(String word, long millis) {
    this.word = word;
    this.millis = millis;
  }

  /**
   * Returns its name for people.
   *
   * @return for example {@code 15min}.
   */
  public String label() {
    return word;
  }

  /**
   * Finds a resolution by its name.
   *
   * @param word as returned by {@link #label()}.
   * @return the resolution, or nothing.
   */
  public static Optional<Resolution> of(String word) {
    return Arrays.stream(values()).filter(resolution -> resolution.word.equals(word)).findFirst();
  }

  /**
   * Returns all names.
   *
   * @return the names, the shortest interval first.
   */
  public static List<String> labels() {
    return Arrays.stream(values()).map(Resolution::label).toList();
  }

  /**
   * Returns whether all intervals are equally long.
   *
   * @return false for days and longer ones.
   */
  public boolean isEven() {
    return millis > 0;
  }

  /**
   * Returns the length.
   *
   * @return milliseconds; 0 for days and longer ones.
   */
  public long millis() {
    return millis;
  }

  /**
   * Finds the interval that contains a time.
   *
   * @param time UTC milliseconds.
   * @param zone in which days begin.
   * @return where the interval begins.
   */
  public long start(long time, ZoneId zone) {
    if (isEven()) {
      return Math.floorDiv(time, millis) * millis;
    }
    return millis(first(LocalDate.ofInstant(Instant.ofEpochMilli(time), zone)), zone);
  }

  /**
   * Finds the end of an interval.
   *
   * @param start where it begins.
   * @param zone in which days begin.
   * @return where the next one begins.
   */
  public long end(long start, ZoneId zone) {
    if (isEven()) {
      return start + millis;
    }
    LocalDate first = first(LocalDate.ofInstant(Instant.ofEpochMilli(start), zone));
    LocalDate next =
        switch (this) {
          case YEAR -> first.plusYears(1);
          case MONTH -> first.plusMonths(1);
          case WEEK -> first.plusWeeks(1);
          default -> first.plusDays(1);
        };
    return millis(next, zone);
  }

  private LocalDate first(LocalDate day) {
    return switch (this) {
      case YEAR -> day.withDayOfYear(1);
      case MONTH -> day.withDayOfMonth(1);
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      default -> day;
    };
  }

  private static long millis(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant().toEpochMilli();
  }
}
