// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.rollup;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.metergate.journal.sql.RowRangeTable;
import org.metergate.rollup.Downsampler;
import org.metergate.rollup.Resolution;
import org.metergate.rollup.Rollup;
import org.metergate.spi.codec.MalformedException;

/**
 * The stored roll-ups of one series, in which quarters of an hour that were computed from the raw
 * rows replace the stored ones. One thread.
 */
public final class RollupReader {
  private final RollupTable table;
  private final Series series;
  private final TreeMap<Long, QuarterBuckets> fresh;
  private final RowRangeTable spans;
  private Long oldest;
  private Long newest;

  /**
   * Reads nothing yet.
   *
   * @param fresh the quarters that are still open.
   */
  public RollupReader(Connection connection, Series series, TreeMap<Long, QuarterBuckets> fresh) {
    table = new RollupTable(connection);
    spans = new RowRangeTable(connection);
    this.series = series;
    this.fresh = fresh;
  }

  /** The first time of any roll-up, of any series; {@link Long#MAX_VALUE} if there is none. */
  public long begin() throws SQLException {
    long first =
        Math.min(table.firstQuarter(), fresh.isEmpty() ? Long.MAX_VALUE : fresh.firstKey());
    return first == Long.MAX_VALUE ? first : first * Downsampler.QUARTER;
  }

  /** The end of the last roll-up, of any series; {@link Long#MIN_VALUE} if there is none. */
  public long end() throws SQLException {
    long last = Math.max(table.lastQuarter(), fresh.isEmpty() ? Long.MIN_VALUE : fresh.lastKey());
    return last == Long.MIN_VALUE ? last : (last + 1) * Downsampler.QUARTER;
  }

  /** The intervals that begin between two times, in order. */
  public List<Rollup> read(Resolution step, long from, long to)
      throws SQLException, MalformedException {
    long first = OpenBuckets.quarter(from);
    long end = OpenBuckets.quarter(to - 1) + 1;
    List<Rollup> list = new ArrayList<>();
    if (step == Resolution.MINUTE) {
      quarters(first, end).values().forEach(quarter -> list.addAll(quarter.minutes()));
    } else {
      Map<Long, byte[]> stored =
          table.days(series, step, RollupTable.dayOf(first), RollupTable.dayOf(end - 1));
      for (long day = RollupTable.dayOf(first); day <= RollupTable.dayOf(end - 1); day++) {
        list.addAll(day(step, day, stored.get(day)));
      }
    }
    list.removeIf(rollup -> rollup.from() < from || rollup.from() >= to);
    return list;
  }

  /**
   * The intervals of a day.
   *
   * @param stored its row; null if there is none, since nothing is known of the day, or its
   *     quarters were not merged yet.
   */
  private List<Rollup> day(Resolution step, long day, byte[] stored)
      throws SQLException, MalformedException {
    long first = day * RollupTable.QUARTERS;
    long end = first + RollupTable.QUARTERS;
    if (fresh.subMap(first, end).isEmpty()) {
      if (stored != null) {
        return RollupTable.decodeDay(stored, series, step, day);
      }
      if (isSilent(first, end)) {
        return List.of();
      }
    }
    return RollupTable.merge(quarters(first, end), step);
  }

  /**
   * Whether the meter has no reading that could contribute to some quarters. To look for their
   * minutes takes long, since those of other meters are between them: a meter that came in December
   * would make a view of the year slow.
   */
  private boolean isSilent(long first, long end) throws SQLException {
    long reach = OpenBuckets.quarter(Downsampler.reach(series.usual())) + 1;
    return first - reach >= oldestQuarter()
        && end + reach < newestQuarter()
        && !spans.isAny(series.meterId(), first - reach, end + reach);
  }

  private long oldestQuarter() throws SQLException {
    if (oldest == null) {
      oldest = spans.begin();
    }
    return oldest;
  }

  private long newestQuarter() throws SQLException {
    if (newest == null) {
      newest = table.lastQuarter();
    }
    return newest;
  }

  private TreeMap<Long, QuarterBuckets> quarters(long first, long end)
      throws SQLException, MalformedException {
    TreeMap<Long, QuarterBuckets> quarters = table.quarters(series, first, end);
    quarters.putAll(fresh.subMap(first, end));
    return quarters;
  }
}
