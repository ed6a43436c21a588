// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.metergate.journal.rollup.QuarterBuckets;
import org.metergate.journal.rollup.RealTimeBuckets;
import org.metergate.journal.rollup.RollupReader;
import org.metergate.journal.rollup.Series;
import org.metergate.journal.sql.CounterRuleTable;
import org.metergate.rollup.BucketMerge;
import org.metergate.rollup.Downsampler;
import org.metergate.rollup.Resolution;
import org.metergate.rollup.Rollup;
import org.metergate.spi.codec.MalformedException;

/**
 * Reads intervals: from the roll-ups as far as they are written, else from the raw rows. Called
 * within a query of the journal.
 */
final class IntervalScan {
  private static final long CHUNK = 31 * 24 * Downsampler.HOUR;
  private static final long MINUTES_CHUNK = 24 * Downsampler.HOUR;

  private final Reader reader;
  private final ZoneId clocks;
  private final CounterRuleTable counterRuleTable;

  IntervalScan(Reader reader, ZoneId clocks, CounterRuleTable counterRuleTable) {
    this.reader = reader;
    this.clocks = clocks;
    this.counterRuleTable = counterRuleTable;
  }

  /** What is not in the roll-ups yet, by series. */
  private record Fresh(Connection connection, Map<Long, TreeMap<Long, QuarterBuckets>> quarters) {
    /** The roll-ups of a series, with what is missing in them. */
    RollupReader with(Series one) {
      return new RollupReader(connection, one, quarters.getOrDefault(one.id(), new TreeMap<>()));
    }
  }

  private Fresh fresh(List<Series> wanted, long first, long last)
      throws SQLException, MalformedException {
    Connection connection = reader.connection();
    long hour = Math.floorDiv(first, Downsampler.HOUR) * Downsampler.HOUR;
    return new Fresh(
        connection,
        new RealTimeBuckets(connection, clocks, counterRuleTable, wanted).quarters(hour, last));
  }

  /** As {@link History#intervals}. */
  void read(
      List<Series> wanted,
      Instant from,
      Instant to,
      Resolution resolution,
      ZoneId zone,
      History.Intervals sink)
      throws SQLException, MalformedException {
    long begin = resolution.start(from.toEpochMilli(), zone);
    long asked = to.toEpochMilli();
    long last = resolution.isEven() ? asked + Downsampler.HOUR : Long.MAX_VALUE;
    Fresh fresh = fresh(wanted, begin, last);
    for (Series one : wanted) {
      RollupReader view = fresh.with(one);
      long known = view.begin();
      long end = Math.min(asked, view.end()); // a question up to the year 2999 costs no more
      long start = known >= end ? end : Math.max(begin, resolution.start(known, zone));
      if (resolution.isEven()) {
        even(view, resolution, start, end, rollup -> give(sink, one, rollup));
      }
      while (start < end && !resolution.isEven()) {
        long next = resolution.end(start, zone);
        BucketMerge.of(view.read(base(start, next), start, next), start, next)
            .ifPresent(rollup -> give(sink, one, rollup));
        start = next;
      }
    }
  }

  /** As {@link History#buckets}; there is at least one stretch. */
  void read(List<History.Stretch> stretches, History.Buckets sink)
      throws SQLException, MalformedException {
    long first = stretches.stream().mapToLong(History.Stretch::from).min().orElseThrow();
    long last = stretches.stream().mapToLong(History.Stretch::to).max().orElseThrow();
    Fresh fresh =
        fresh(stretches.stream().map(History.Stretch::series).distinct().toList(), first, last);
    for (History.Stretch one : stretches) {
      RollupReader view = fresh.with(one.series());
      long end = Math.min(one.to(), view.end()); // a question up to the year 2999 costs no more
      long known = Math.floorDiv(view.begin(), Downsampler.HOUR) * Downsampler.HOUR;
      even(view, one.step(), Math.max(one.from(), known), end, bucket -> sink.take(one, bucket));
    }
  }

  /**
   * An interval without a reading is known by its neighbours alone: it counts in longer intervals,
   * and is not given by itself.
   */
  private static void give(History.Intervals sink, Series series, Rollup rollup) {
    if (rollup.readings() > 0) {
      sink.take(series, rollup);
    }
  }

  /** Reads a month or a day of minutes at a time, so that a long range does not fill the memory. */
  private static void even(
      RollupReader view, Resolution resolution, long first, long end, Consumer<Rollup> sink)
      throws SQLException, MalformedException {
    long chunk = resolution == Resolution.MINUTE ? MINUTES_CHUNK : CHUNK;
    long start = first;
    while (start < end) {
      long next = Math.min((Math.floorDiv(start, chunk) + 1) * chunk, end);
      view.read(resolution, start, next).forEach(sink);
      start = next;
    }
  }

  /** Days are merged from hours; from quarters if a midnight is not at a full hour of UTC. */
  private static Resolution base(long start, long end) {
    boolean full = start % Downsampler.HOUR == 0 && end % Downsampler.HOUR == 0;
    return full ? Resolution.HOUR : Resolution.QUARTER;
  }
}
