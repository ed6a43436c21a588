// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.metergate.rollup.Downsampler;
import org.metergate.rollup.Rollup;
import org.metergate.spi.codec.MalformedException;

/**
 * Writes the roll-ups. It follows the readings as an output does: it notes which quarters of an
 * hour a row touches, and makes a quarter anew from its raw rows when it is over. So a crash, a
 * clock step and a record that comes late all take the same way: what was touched is made again,
 * and making a quarter twice changes nothing.
 *
 * <p>What is open is only in memory; the file holds the id of the first reading that touched it,
 * and from there on everything is read again after a start. The journal's own thread.
 */
final class RollupWriter {
  private static final int ROWS_AT_ONCE = 2000;
  private static final int ROWS_IN_A_PASS = 20_000;

  private final Writer writer;
  private final Supplier<InvalidationScan> newInvalidationScan;
  private InvalidationScan invalidationScan;
  private final BucketRebuild bucketRebuild;
  private final RollupTable table;
  private final RowRangeTable spans;
  private final Prepared setUsual;
  private final Prepared setRolled;
  private final Map<Integer, InvalidationScan.Span> spansWritten = new HashMap<>();
  private long position;
  private long watermark;
  private long pass;
  private long daysMade;
  private volatile boolean behind;

  RollupWriter(Database database, Writer writer, ZoneId zone) throws SQLException {
    this.writer = writer;
    newInvalidationScan =
        () -> new InvalidationScan(database.roller(), zone, database.counterRuleTable());
    invalidationScan = newInvalidationScan.get();
    bucketRebuild = new BucketRebuild(database.roller(), zone, database.counterRuleTable());
    table = new RollupTable(database.writer());
    spans = new RowRangeTable(database.writer());
    setUsual = new Prepared(database.writer(), "UPDATE series SET usual_ms=? WHERE id=?");
    setRolled =
        new Prepared(
            database.writer(),
            "INSERT INTO state VALUES ('', 'rolled', ?)"
                + " ON CONFLICT (meter, key) DO UPDATE SET text=excluded.text");
    watermark = watermark(database.writer());
    position = watermark - 1;
  }

  /** The id from which on the roll-ups in a file may lack what the readings say. */
  static long watermark(Connection connection) throws SQLException {
    return Database.number(
        connection, "SELECT CAST(text AS INTEGER) FROM state WHERE meter='' AND key='rolled'");
  }

  /** Below this id all readings are in the roll-ups. */
  long watermark() {
    return watermark;
  }

  /** Whether there were more readings than one pass takes. */
  boolean isBehind() {
    return behind;
  }

  /**
   * Goes back to a reading whose values are other ones now: all quarters from there on are made
   * anew. To be called before {@link #pass} can be, when {@link #storeReopened} is in the file.
   */
  void reopen(long from) {
    watermark = Math.min(watermark, from);
    position = watermark - 1;
    invalidationScan = newInvalidationScan.get();
  }

  /** Notes in the file that it must go back there, so that a crash changes nothing. */
  void storeReopened(long from) throws SQLException {
    setRolled.run(Long.toString(Math.min(watermark, from)));
  }

  /** Takes new readings and writes the quarters that are over. */
  void pass() throws SQLException, MalformedException, JournalException {
    pass++;
    long end = writer.newestStamped();
    int taken = 0;
    while (position < end && taken < ROWS_IN_A_PASS) {
      long reached = invalidationScan.read(position + 1, end, ROWS_AT_ONCE, pass);
      // numbers may be missing at the end, where a power cut took readings back
      position = reached == position ? end : reached;
      taken += ROWS_AT_ONCE;
      write();
    }
    behind = position < end;
    write();
    makeDays();
    settle();
  }

  private void write() throws SQLException, MalformedException, JournalException {
    Map<RebuildBatch, Map<OpenBuckets, Set<Long>>> units = new LinkedHashMap<>();
    for (OpenBuckets openBuckets : invalidationScan.openBucketses()) {
      Series series = openBuckets.series();
      for (long quarter : openBuckets.ready(invalidationScan.newest(), pass)) {
        RebuildBatch unit = RebuildBatch.of(series, quarter);
        units
            .computeIfAbsent(unit, u -> new LinkedHashMap<>())
            .computeIfAbsent(openBuckets, t -> new TreeSet<>())
            .add(quarter);
      }
    }
    for (Map.Entry<RebuildBatch, Map<OpenBuckets, Set<Long>>> unit : units.entrySet()) {
      write(unit.getKey(), unit.getValue());
    }
  }

  private void write(RebuildBatch unit, Map<OpenBuckets, Set<Long>> openBucketses)
      throws SQLException, MalformedException, JournalException {
    TreeSet<Long> all = new TreeSet<>();
    List<Series> series = new ArrayList<>();
    openBucketses.forEach(
        (openBuckets, quarters) -> {
          all.addAll(quarters);
          series.add(openBuckets.series());
        });
    Map<Series, List<Rollup>> minutes =
        bucketRebuild.minutes(unit.meter(), series, all.first(), all.last(), watermark, position);
    long today = today();
    writer.maintain(
        () -> {
          for (Map.Entry<OpenBuckets, Set<Long>> entry : openBucketses.entrySet()) {
            List<Rollup> own = minutes.get(entry.getKey().series());
            if (own != null) {
              put(entry.getKey(), entry.getValue(), own, today);
            }
          }
        });
    openBucketses.forEach((openBuckets, quarters) -> openBuckets.committed(quarters, today));
  }

  private void put(OpenBuckets openBuckets, Set<Long> quarters, List<Rollup> minutes, long today)
      throws SQLException {
    Series series = openBuckets.series();
    for (long quarter : quarters) {
      long from = quarter * Downsampler.QUARTER;
      long to = from + Downsampler.QUARTER;
      List<Rollup> own = minutes.stream().filter(m -> m.from() >= from && m.from() < to).toList();
      table.putMinutes(series.id(), quarter, own);
    }
    long day = RollupTable.dayOf(quarters.iterator().next()); // all are of one hour
    if (day < today && !openBuckets.isOpen(day, quarters)) {
      makeDay(series, day);
    } else {
      table.removeDay(series.id(), day);
    }
  }

  private void makeDay(Series series, long day) throws SQLException {
    try {
      table.makeDay(series, day);
    } catch (MalformedException e) {
      throw new SQLException("a roll-up is damaged: " + e.getMessage(), e);
    }
  }

  private long today() {
    return RollupTable.dayOf(OpenBuckets.quarter(invalidationScan.newest()));
  }

  /** Makes the days that are over of meters that fell silent in them. */
  private void makeDays() throws JournalException {
    long today = today();
    if (today == daysMade) {
      return;
    }
    Map<OpenBuckets, Set<Long>> over = new LinkedHashMap<>();
    for (OpenBuckets openBuckets : invalidationScan.openBucketses()) {
      Set<Long> days = openBuckets.daysOver(today);
      if (!days.isEmpty()) {
        over.put(openBuckets, days);
      }
    }
    if (!over.isEmpty()) {
      writer.maintain(
          () -> {
            for (Map.Entry<OpenBuckets, Set<Long>> entry : over.entrySet()) {
              for (long day : entry.getValue()) {
                makeDay(entry.getKey().series(), day);
              }
            }
          });
    }
    over.forEach(OpenBuckets::daysMade);
    boolean rest =
        invalidationScan.openBucketses().stream()
            .anyMatch(openBuckets -> openBuckets.hasDaysBefore(today));
    daysMade = rest ? daysMade : today;
  }

  /** Notes how far all this is, so that a start goes on from there. */
  private void settle() throws JournalException {
    long first = Math.min(invalidationScan.firstId(), position + 1);
    Set<OpenBuckets> learnt = invalidationScan.learnt();
    List<InvalidationScan.Span> left = new ArrayList<>(invalidationScan.spans(first));
    left.removeIf(span -> span.equals(spansWritten.get(span.meter())));
    if (first == watermark && learnt.isEmpty() && left.isEmpty()) {
      return;
    }
    writer.maintain(
        () -> {
          for (InvalidationScan.Span span : left) {
            spans.put(span.meter(), span.quarter(), span.ids());
          }
          for (OpenBuckets openBuckets : learnt) {
            setUsual.run(openBuckets.series().usual(), openBuckets.series().id());
          }
          setRolled.run(Long.toString(first));
        });
    left.forEach(span -> spansWritten.put(span.meter(), span));
    watermark = first;
  }
}
