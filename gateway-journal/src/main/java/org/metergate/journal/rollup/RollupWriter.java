// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.rollup;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.metergate.journal.sql.Database;
import org.metergate.journal.sql.Prepared;
import org.metergate.journal.sql.RowRangeTable;
import org.metergate.spi.codec.MalformedException;

/**
 * Materialises the roll-ups. It follows the readings as an output does: it notes which quarters of
 * an hour a row invalidates, and rebuilds a quarter from its raw rows when it is over. So a crash,
 * a clock step and a late record are all handled the same way: invalidated quarters are rebuilt,
 * and rebuilding a quarter twice changes nothing.
 *
 * <p>The open quarters are only in memory; the file holds the watermark, the id of the first
 * reading that invalidated one of them, from which everything is scanned again after a start. The
 * journal's own thread.
 */
public final class RollupWriter {
  /** The key of the state that holds the watermark. */
  public static final String STATE = "rolled";

  private static final int ROWS_AT_ONCE = 2000;
  private static final int ROWS_IN_A_PASS = 20_000;

  private final Database.Transactions writer;
  private final LongSupplier newest;
  private final Runnable goesOn;
  private final Supplier<InvalidationScan> newInvalidationScan;
  private InvalidationScan invalidationScan;
  private final BucketRebuild bucketRebuild;
  private final RollupTable table;
  private final RowRangeTable spans;
  private final Prepared setUsual;
  private final Prepared setWatermark;
  private final NewFormulas formulas;
  private final Map<Integer, InvalidationScan.Span> spansWritten = new HashMap<>();
  private long position;
  private long watermark;
  private long pass;
  private long daysMerged;
  private volatile boolean behind;

  /**
   * Continues where the file ended.
   *
   * @param writer runs what is written, between two readings.
   * @param newest supplies the id of the newest reading for which all times are known.
   * @param goesOn is run after each piece of a pass.
   * @param zone of meter clocks without an offset.
   */
  public RollupWriter(
      Database database,
      Database.Transactions writer,
      LongSupplier newest,
      Runnable goesOn,
      ZoneId zone)
      throws SQLException {
    formulas = new NewFormulas(database.rollupReader(), database.writer());
    this.writer = writer;
    this.newest = newest;
    this.goesOn = goesOn;
    newInvalidationScan =
        () -> new InvalidationScan(database.rollupReader(), zone, database.counterRuleTable());
    invalidationScan = newInvalidationScan.get();
    bucketRebuild = new BucketRebuild(database.rollupReader(), zone, database.counterRuleTable());
    table = new RollupTable(database.writer());
    spans = new RowRangeTable(database.writer());
    setUsual = new Prepared(database.writer(), "UPDATE series SET usual_ms=? WHERE id=?");
    setWatermark =
        new Prepared(
            database.writer(),
            "INSERT INTO state VALUES ('', 'rolled', ?)"
                + " ON CONFLICT (meter, key) DO UPDATE SET text=excluded.text");
    watermark = watermark(database.writer());
    position = watermark - 1;
  }

  /** The id from which on readings may be missing in the roll-ups of a file. */
  public static long watermark(Connection connection) throws SQLException {
    return Database.number(
        connection, "SELECT CAST(text AS INTEGER) FROM state WHERE meter='' AND key='rolled'");
  }

  /** All readings below this id are in the roll-ups. */
  public long watermark() {
    return watermark;
  }

  /** Whether there were more readings than one pass takes. */
  public boolean isBehind() {
    return behind;
  }

  /**
   * Goes back to a reading whose values have changed: all quarters from there on are rebuilt. Must
   * be called before the next {@link #pass}, when {@link #storeReopened} is in the file.
   */
  public void reopen(long from) {
    watermark = Math.min(watermark, from);
    position = watermark - 1;
    invalidationScan = newInvalidationScan.get();
  }

  /** Stores the lower watermark in the file, so that a crash changes nothing. */
  public void storeReopened(long from) throws SQLException {
    setWatermark.run(Long.toString(Math.min(watermark, from)));
  }

  /** Goes back where there is a derived series that was not there before. */
  private void findFormulas() throws SQLException {
    OptionalLong from = formulas.find(position);
    if (from.isPresent()) {
      writer.write(
          () -> {
            storeReopened(from.getAsLong());
            formulas.found();
          });
      reopen(from.getAsLong());
    }
  }

  /** Scans new readings and writes the quarters that are over. */
  public void pass() throws SQLException, MalformedException {
    pass++;
    findFormulas();
    long end = newest.getAsLong();
    int taken = 0;
    while (position < end && taken < ROWS_IN_A_PASS) {
      long reached = invalidationScan.read(position + 1, end, ROWS_AT_ONCE, pass);
      // ids may be missing at the end, where a power cut lost readings
      position = reached == position ? end : reached;
      taken += ROWS_AT_ONCE;
      goesOn.run();
      write();
    }
    behind = position < end;
    write();
    mergeDays();
    storeWatermark();
  }

  private void write() throws SQLException, MalformedException {
    Map<RebuildBatch, Map<OpenBuckets, Set<Long>>> batches = new LinkedHashMap<>();
    for (OpenBuckets openBuckets : invalidationScan.allOpen()) {
      Series series = openBuckets.series();
      for (long quarter : openBuckets.ready(invalidationScan.newest(), pass)) {
        RebuildBatch unit = RebuildBatch.of(series, quarter);
        batches
            .computeIfAbsent(unit, u -> new LinkedHashMap<>())
            .computeIfAbsent(openBuckets, t -> new TreeSet<>())
            .add(quarter);
      }
    }
    if (batches.isEmpty()) {
      return;
    }
    UnrolledRows unrolled = invalidationScan.unrolled(watermark, position);
    for (Map.Entry<RebuildBatch, Map<OpenBuckets, Set<Long>>> unit : batches.entrySet()) {
      write(unit.getKey(), unit.getValue(), unrolled);
      goesOn.run();
    }
  }

  private void write(RebuildBatch unit, Map<OpenBuckets, Set<Long>> batch, UnrolledRows unrolled)
      throws SQLException, MalformedException {
    TreeSet<Long> all = new TreeSet<>();
    List<Series> series = new ArrayList<>();
    batch.forEach(
        (openBuckets, quarters) -> {
          all.addAll(quarters);
          series.add(openBuckets.series());
        });
    Map<Series, Map<Long, QuarterBuckets>> rebuilt =
        bucketRebuild.quarters(unit.meter(), series, all.first(), all.last(), unrolled, position);
    long today = today();
    writer.write(
        () -> {
          for (Map.Entry<OpenBuckets, Set<Long>> entry : batch.entrySet()) {
            Map<Long, QuarterBuckets> own = rebuilt.get(entry.getKey().series());
            if (own != null) {
              put(entry.getKey(), entry.getValue(), own, today);
            }
          }
        });
    batch.forEach((openBuckets, quarters) -> openBuckets.committed(quarters, today));
  }

  private void put(
      OpenBuckets openBuckets, Set<Long> quarters, Map<Long, QuarterBuckets> own, long today)
      throws SQLException {
    Series series = openBuckets.series();
    for (long quarter : quarters) {
      table.put(series.id(), quarter, own.get(quarter));
    }
    long day = RollupTable.dayOf(quarters.iterator().next()); // all are of one hour
    if (day < today && !openBuckets.isOpen(day, quarters)) {
      mergeDay(series, day);
    } else {
      table.removeDay(series.id(), day);
    }
  }

  private void mergeDay(Series series, long day) throws SQLException {
    try {
      table.mergeDay(series, day);
    } catch (MalformedException e) {
      throw new SQLException("a roll-up is damaged: " + e.getMessage(), e);
    }
  }

  private long today() {
    return RollupTable.dayOf(OpenBuckets.quarter(invalidationScan.newest()));
  }

  /** Merges the days that are over for meters that stopped sending in them. */
  private void mergeDays() throws SQLException {
    long today = today();
    if (today == daysMerged) {
      return;
    }
    Map<OpenBuckets, Set<Long>> over = new LinkedHashMap<>();
    for (OpenBuckets openBuckets : invalidationScan.allOpen()) {
      Set<Long> days = openBuckets.daysOver(today);
      if (!days.isEmpty()) {
        over.put(openBuckets, days);
      }
    }
    if (!over.isEmpty()) {
      writer.write(
          () -> {
            for (Map.Entry<OpenBuckets, Set<Long>> entry : over.entrySet()) {
              for (long day : entry.getValue()) {
                mergeDay(entry.getKey().series(), day);
              }
            }
          });
    }
    over.forEach(OpenBuckets::daysMerged);
    boolean rest =
        invalidationScan.allOpen().stream()
            .anyMatch(openBuckets -> openBuckets.hasDaysBefore(today));
    daysMerged = rest ? daysMerged : today;
  }

  /** Stores the watermark, so that a restart continues from there. */
  private void storeWatermark() throws SQLException {
    long first = Math.min(invalidationScan.firstId(), position + 1);
    Set<OpenBuckets> changedIntervals = invalidationScan.changedIntervals();
    List<InvalidationScan.Span> left = new ArrayList<>(invalidationScan.spans(first));
    left.removeIf(span -> span.equals(spansWritten.get(span.meter())));
    if (first == watermark && changedIntervals.isEmpty() && left.isEmpty()) {
      return;
    }
    writer.write(
        () -> {
          for (InvalidationScan.Span span : left) {
            spans.put(span.meter(), span.quarter(), span.ids());
          }
          for (OpenBuckets openBuckets : changedIntervals) {
            setUsual.run(openBuckets.series().usual(), openBuckets.series().id());
          }
          setWatermark.run(Long.toString(first));
        });
    left.forEach(span -> spansWritten.put(span.meter(), span));
    watermark = first;
  }
}
