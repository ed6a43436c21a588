// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.rollup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.metergate.journal.sql.Prepared;
import org.metergate.rollup.BucketMerge;
import org.metergate.rollup.Downsampler;
import org.metergate.rollup.Resolution;
import org.metergate.rollup.Rollup;
import org.metergate.spi.codec.MalformedException;

/**
 * The rows of the roll-ups. Minutes are ordered by time, so that a query looks up one row for each
 * quarter of an hour and the writer appends; quarters and hours are ordered by series, since a
 * query of a year reads a single series. Used under the lock of its connection.
 */
final class RollupTable {
  /** Quarters of an hour in a day. */
  static final int QUARTERS = 96;

  private static final long DAY = QUARTERS * Downsampler.QUARTER;
  private static final int SERIES_BITS = 32;
  private static final int DAY_BITS = 24;

  private final Prepared putMinutes;
  private final Prepared removeMinutes;
  private final Prepared minutes;
  private final Prepared next;
  private final Prepared putDay;
  private final Prepared removeDay;
  private final Prepared day;

  RollupTable(Connection connection) {
    putMinutes = new Prepared(connection, "INSERT OR REPLACE INTO rollup_minute VALUES (?,?)");
    removeMinutes = new Prepared(connection, "DELETE FROM rollup_minute WHERE place=?");
    minutes = new Prepared(connection, "SELECT data FROM rollup_minute WHERE place=?");
    next = new Prepared(connection, "SELECT min(place) FROM rollup_minute WHERE place>=?");
    putDay = new Prepared(connection, "INSERT OR REPLACE INTO rollup_day VALUES (?,?)");
    removeDay = new Prepared(connection, "DELETE FROM rollup_day WHERE place=?");
    day = new Prepared(connection, "SELECT data FROM rollup_day WHERE place=?");
  }

  private static long place(long quarter, long series) {
    return (quarter << SERIES_BITS) + series;
  }

  private static long place(Resolution step, long series, long day) {
    long minutes = step.millis() / Downsampler.MINUTE;
    return ((minutes << SERIES_BITS) + series << DAY_BITS) + day;
  }

  static long dayOf(long quarter) {
    return Math.floorDiv(quarter, QUARTERS);
  }

  /** Replaces the minutes of a quarter; deletes them if the list is empty. */
  void putMinutes(long series, long quarter, List<Rollup> list) throws SQLException {
    if (list.isEmpty()) {
      removeMinutes.run(place(quarter, series));
    } else {
      putMinutes.run(
          place(quarter, series), RollupCodec.encode(list, quarter * Downsampler.QUARTER));
    }
  }

  /** Merges the quarters and hours of a day from its minutes; within a transaction. */
  void mergeDay(Series series, long day) throws SQLException, MalformedException {
    List<Rollup> all = new ArrayList<>();
    minutes(series, day * QUARTERS, (day + 1) * QUARTERS).values().forEach(all::addAll);
    for (Resolution step : List.of(Resolution.QUARTER, Resolution.HOUR)) {
      List<Rollup> list = merge(all, step);
      if (list.isEmpty()) {
        removeDay.run(place(step, series.id(), day));
      } else {
        putDay.run(place(step, series.id(), day), RollupCodec.encode(list, day * DAY));
      }
    }
  }

  /** Deletes the quarters and hours of a day whose minutes are about to change, or did. */
  void removeDay(long series, long day) throws SQLException {
    removeDay.run(place(Resolution.QUARTER, series, day));
    removeDay.run(place(Resolution.HOUR, series, day));
  }

  /** The quarters or hours of a day; nothing if they must be merged from its minutes. */
  Optional<List<Rollup>> day(Series series, Resolution step, long number)
      throws SQLException, MalformedException {
    try (ResultSet row = day.query(place(step, series.id(), number))) {
      return row.next()
          ? Optional.of(decode(row.getBytes(1), series, step, number * DAY))
          : Optional.empty();
    }
  }

  /**
   * Reads minutes.
   *
   * @param first the first quarter of an hour.
   * @param end the first quarter that is not included.
   * @return the minutes of each quarter that has any.
   */
  TreeMap<Long, List<Rollup>> minutes(Series series, long first, long end)
      throws SQLException, MalformedException {
    TreeMap<Long, List<Rollup>> found = new TreeMap<>();
    long quarter = first;
    while (quarter < end) {
      boolean there;
      try (ResultSet row = minutes.query(place(quarter, series.id()))) {
        there = row.next();
        if (there) {
          long start = quarter * Downsampler.QUARTER;
          found.put(quarter, decode(row.getBytes(1), series, Resolution.MINUTE, start));
        }
      }
      quarter = there ? quarter + 1 : next(quarter, series.id());
    }
    return found;
  }

  private long next(long quarter, long series) throws SQLException {
    long next = nextQuarter(place(quarter, series));
    return next == quarter ? quarter + 1 : next;
  }

  /** The first quarter with a roll-up; {@link Long#MAX_VALUE} if there is none. */
  long firstQuarter() throws SQLException {
    return nextQuarter(0);
  }

  private long nextQuarter(long place) throws SQLException {
    try (ResultSet row = next.query(place)) {
      return row.next() && row.getObject(1) != null
          ? row.getLong(1) >> SERIES_BITS
          : Long.MAX_VALUE;
    }
  }

  private static List<Rollup> decode(byte[] data, Series series, Resolution step, long start)
      throws MalformedException {
    int length = (int) (step.millis() / Downsampler.MINUTE);
    return RollupCodec.decode(data, series.isCounter(), length, start);
  }

  /** Merges minutes, which are in order, into longer intervals. */
  static List<Rollup> merge(List<Rollup> minutes, Resolution step) {
    List<Rollup> merged = new ArrayList<>();
    int i = 0;
    while (i < minutes.size()) {
      long start = Math.floorDiv(minutes.get(i).from(), step.millis()) * step.millis();
      int first = i;
      while (i < minutes.size() && minutes.get(i).from() < start + step.millis()) {
        i++;
      }
      BucketMerge.of(minutes.subList(first, i), start, start + step.millis())
          .ifPresent(merged::add);
    }
    return merged;
  }
}
