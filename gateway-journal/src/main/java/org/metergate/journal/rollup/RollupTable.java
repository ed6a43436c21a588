// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.rollup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * query of a year reads a single series. Where a quarter is another than the sum of its minutes, it
 * has a row of its own next to them. Used under the lock of its connection.
 */
final class RollupTable {
  /** Quarters of an hour in a day. */
  static final int QUARTERS = 96;

  private static final long DAY = QUARTERS * Downsampler.QUARTER;
  private static final int SERIES_BITS = 32;
  private static final int DAY_BITS = 24;

  /** Added to the series for the row of a quarter itself. */
  private static final long WHOLE = 1L << 31;

  private final Prepared putMinutes;
  private final Prepared removeMinutes;
  private final Prepared minutes;
  private final Prepared next;
  private final Prepared last;
  private final Prepared putDay;
  private final Prepared removeDay;
  private final Prepared days;

  RollupTable(Connection connection) {
    putMinutes = new Prepared(connection, "INSERT OR REPLACE INTO rollup_minute VALUES (?,?)");
    removeMinutes = new Prepared(connection, "DELETE FROM rollup_minute WHERE place=?");
    minutes = new Prepared(connection, "SELECT data FROM rollup_minute WHERE place=?");
    next = new Prepared(connection, "SELECT min(place) FROM rollup_minute WHERE place>=?");
    last = new Prepared(connection, "SELECT max(place) FROM rollup_minute");
    putDay = new Prepared(connection, "INSERT OR REPLACE INTO rollup_day VALUES (?,?)");
    removeDay = new Prepared(connection, "DELETE FROM rollup_day WHERE place=?");
    days =
        new Prepared(connection, "SELECT place, data FROM rollup_day WHERE place>=? AND place<=?");
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

  /** Replaces the roll-ups of a quarter; what is empty has no row. */
  void put(long series, long quarter, QuarterBuckets buckets) throws SQLException {
    put(place(quarter, series), quarter, buckets.minutes());
    put(place(quarter, series + WHOLE), quarter, buckets.own().stream().toList());
  }

  private void put(long place, long quarter, List<Rollup> list) throws SQLException {
    if (list.isEmpty()) {
      removeMinutes.run(place);
    } else {
      putMinutes.run(place, RollupCodec.encode(list, quarter * Downsampler.QUARTER));
    }
  }

  /** Merges the quarters and hours of a day from what is stored of them; within a transaction. */
  void mergeDay(Series series, long day) throws SQLException, MalformedException {
    TreeMap<Long, QuarterBuckets> all = quarters(series, day * QUARTERS, (day + 1) * QUARTERS);
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

  /** The rows of some days, by day; one statement, since each look-up costs as much as a row. */
  Map<Long, byte[]> days(Series series, Resolution step, long first, long last)
      throws SQLException {
    Map<Long, byte[]> found = new HashMap<>();
    try (ResultSet rows =
        days.query(place(step, series.id(), first), place(step, series.id(), last))) {
      while (rows.next()) {
        found.put(rows.getLong(1) - place(step, series.id(), 0), rows.getBytes(2));
      }
    }
    return found;
  }

  /** The quarters or hours in the row of a day. */
  static List<Rollup> decodeDay(byte[] row, Series series, Resolution step, long number)
      throws MalformedException {
    return decode(row, series, step, number * DAY);
  }

  /**
   * Reads quarters with their minutes.
   *
   * @param first the first quarter of an hour.
   * @param end the first quarter that is not included.
   * @return each quarter of which something is known.
   */
  TreeMap<Long, QuarterBuckets> quarters(Series series, long first, long end)
      throws SQLException, MalformedException {
    TreeMap<Long, QuarterBuckets> found = new TreeMap<>();
    long quarter = first;
    while (quarter < end) {
      Optional<QuarterBuckets> buckets = quarter(series, quarter);
      if (buckets.isPresent()) {
        found.put(quarter, buckets.get());
      }
      quarter = buckets.isPresent() ? quarter + 1 : next(quarter, series.id());
    }
    return found;
  }

  /** One quarter with its minutes; nothing if nothing is known of it. */
  Optional<QuarterBuckets> quarter(Series series, long quarter)
      throws SQLException, MalformedException {
    List<Rollup> inside = read(series, quarter, 0, Resolution.MINUTE);
    List<Rollup> whole =
        series.isCounter() ? read(series, quarter, WHOLE, Resolution.QUARTER) : List.of();
    return inside.isEmpty() && whole.isEmpty()
        ? Optional.empty()
        : Optional.of(new QuarterBuckets(inside, whole.stream().findFirst()));
  }

  private List<Rollup> read(Series series, long quarter, long kind, Resolution step)
      throws SQLException, MalformedException {
    try (ResultSet row = minutes.query(place(quarter, series.id() + kind))) {
      return row.next()
          ? decode(row.getBytes(1), series, step, quarter * Downsampler.QUARTER)
          : List.of();
    }
  }

  private long next(long quarter, long series) throws SQLException {
    long next = nextQuarter(place(quarter, series));
    return next == quarter ? quarter + 1 : next;
  }

  /** The first quarter with a roll-up; {@link Long#MAX_VALUE} if there is none. */
  long firstQuarter() throws SQLException {
    return nextQuarter(0);
  }

  /** The last quarter with a roll-up; {@link Long#MIN_VALUE} if there is none. */
  long lastQuarter() throws SQLException {
    try (ResultSet row = last.query()) {
      return row.next() && row.getObject(1) != null
          ? row.getLong(1) >> SERIES_BITS
          : Long.MIN_VALUE;
    }
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

  /** Merges quarters into intervals of a quarter or an hour. */
  static List<Rollup> merge(TreeMap<Long, QuarterBuckets> quarters, Resolution step) {
    List<Rollup> wholes = new ArrayList<>();
    quarters.forEach((quarter, buckets) -> buckets.whole(quarter).ifPresent(wholes::add));
    if (step == Resolution.QUARTER) {
      return wholes;
    }
    List<Rollup> merged = new ArrayList<>();
    int i = 0;
    while (i < wholes.size()) {
      long start = Math.floorDiv(wholes.get(i).from(), step.millis()) * step.millis();
      int first = i;
      while (i < wholes.size() && wholes.get(i).from() < start + step.millis()) {
        i++;
      }
      BucketMerge.of(wholes.subList(first, i), start, start + step.millis()).ifPresent(merged::add);
    }
    return merged;
  }
}
