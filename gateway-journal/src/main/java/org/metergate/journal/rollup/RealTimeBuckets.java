// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.rollup;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.metergate.journal.sql.CounterRuleTable;
import org.metergate.journal.sql.ReadingTable;
import org.metergate.rollup.Downsampler;
import org.metergate.spi.codec.MalformedException;

/**
 * The quarters of an hour changed by readings above the watermark, computed for a query before they
 * are written. One thread.
 */
public final class RealTimeBuckets {
  private static final int ROWS_AT_ONCE = 5000;

  private final InvalidationScan invalidationScan;
  private final BucketRebuild bucketRebuild;
  private final UnrolledRows unrolled;
  private final long newest;

  /**
   * Scans the rows above the watermark.
   *
   * @param wanted the series whose quarters are needed.
   */
  public RealTimeBuckets(
      Connection connection, ZoneId clocks, CounterRuleTable counterRuleTable, List<Series> wanted)
      throws SQLException, MalformedException {
    Set<Long> ids = new HashSet<>();
    Set<Integer> meters = new HashSet<>();
    wanted.forEach(one -> ids.add(one.id()));
    wanted.forEach(one -> meters.add(one.meterId()));
    invalidationScan =
        new InvalidationScan(
            connection,
            clocks,
            counterRuleTable,
            meters::contains,
            series -> ids.contains(series.id()));
    bucketRebuild = new BucketRebuild(connection, clocks, counterRuleTable);
    long watermark = RollupWriter.watermark(connection);
    unrolled = new UnrolledRows(watermark);
    invalidationScan.note(unrolled);
    newest = new ReadingTable(connection, counterRuleTable).newestTimed();
    long position = watermark - 1;
    while (position < newest) {
      long reached = invalidationScan.read(position + 1, newest, ROWS_AT_ONCE, 0);
      position = reached == position ? newest : reached;
    }
  }

  /** Where the rows of the wanted series above the watermark are. */
  UnrolledRows unrolled() {
    return unrolled;
  }

  /** Those quarters between two times, by series and quarter. */
  public Map<Long, TreeMap<Long, QuarterBuckets>> quarters(long from, long to)
      throws SQLException, MalformedException {
    Map<Long, TreeMap<Long, QuarterBuckets>> fresh = new HashMap<>();
    Map<RebuildBatch, Map<OpenBuckets, Set<Long>>> batches = new LinkedHashMap<>();
    for (OpenBuckets openBuckets : invalidationScan.allOpen()) {
      for (long quarter : openBuckets.open()) {
        if ((quarter + 1) * Downsampler.QUARTER > from && quarter * Downsampler.QUARTER < to) {
          batches
              .computeIfAbsent(
                  RebuildBatch.of(openBuckets.series(), quarter), u -> new LinkedHashMap<>())
              .computeIfAbsent(openBuckets, t -> new TreeSet<>())
              .add(quarter);
        }
      }
    }
    for (Map.Entry<RebuildBatch, Map<OpenBuckets, Set<Long>>> unit : batches.entrySet()) {
      add(fresh, unit.getKey().meter(), unit.getValue());
    }
    return fresh;
  }

  private void add(
      Map<Long, TreeMap<Long, QuarterBuckets>> fresh, int meter, Map<OpenBuckets, Set<Long>> batch)
      throws SQLException, MalformedException {
    TreeSet<Long> all = new TreeSet<>();
    batch.values().forEach(all::addAll);
    List<Series> series = batch.keySet().stream().map(OpenBuckets::series).toList();
    Map<Series, Map<Long, QuarterBuckets>> rebuilt =
        bucketRebuild.quarters(meter, series, all.first(), all.last(), unrolled, newest);
    batch.forEach(
        (openBuckets, quarters) -> {
          Map<Long, QuarterBuckets> own = rebuilt.get(openBuckets.series());
          for (long q : own == null ? Set.<Long>of() : quarters) {
            fresh
                .computeIfAbsent(openBuckets.series().id(), id -> new TreeMap<>())
                .put(q, own.get(q));
          }
        });
  }
}
