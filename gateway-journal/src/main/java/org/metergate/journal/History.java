// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.metergate.journal.rollup.CounterAt;
import org.metergate.journal.rollup.MomentReader;
import org.metergate.journal.rollup.Series;
import org.metergate.journal.rollup.SeriesTable;
import org.metergate.journal.sql.CounterRuleTable;
import org.metergate.journal.sql.LoggedTable;
import org.metergate.journal.sql.ModelTable;
import org.metergate.journal.sql.RowRangeTable;
import org.metergate.journal.sql.SentTable;
import org.metergate.rollup.Downsampler;
import org.metergate.rollup.Resolution;
import org.metergate.rollup.Rollup;
import org.metergate.spi.reading.MeterRef;

/**
 * The series, and the roll-ups and readings of a time range. Roll-ups come from their table as far
 * as they are materialised; the last quarter of an hour, and whatever else is not written yet, is
 * computed from the raw rows. Any thread may use it; others wait while it reads, and sinks are
 * called meanwhile.
 */
public final class History {
  private static final long MOST_OFFSET = 19 * Downsampler.HOUR;

  /** Receives intervals one by one. */
  public interface Intervals {
    /**
     * Receives one.
     *
     * @param series the series of the interval.
     * @param rollup the interval.
     */
    void take(Series series, Rollup rollup);
  }

  /** Receives readings one by one. */
  public interface Rows {
    /**
     * Receives one.
     *
     * @param at the time it belongs to: the meter's own if that is sane, else the time of receipt.
     * @param reading as stored.
     */
    void take(Instant at, StoredReading reading);
  }

  /** Receives the buckets of several stretches of time. */
  public interface Buckets {
    /**
     * Receives one.
     *
     * @param stretch to which it belongs.
     * @param bucket a quarter of an hour or an hour.
     */
    void take(Stretch stretch, Rollup bucket);
  }

  /**
   * A stretch of time of one series.
   *
   * @param series one of {@link #seriesWithDerived}.
   * @param from UTC milliseconds, at the beginning of a bucket.
   * @param to the end of the last bucket.
   * @param step {@link Resolution#QUARTER} or {@link Resolution#HOUR}.
   */
  public record Stretch(Series series, long from, long to, Resolution step) {
    /** Checks the step. */
    public Stretch {
      if (step != Resolution.QUARTER && step != Resolution.HOUR) {
        throw new IllegalArgumentException("there are no buckets of " + step.label());
      }
    }
  }

  private final Reader reader;
  private final CounterRuleTable counterRuleTable;
  private final ZoneId clocks;
  private final SeriesTable series;
  private final SentTable sent;
  private final RowRangeTable spans;
  private final IntervalScan intervals;
  private final ReadingScan rows;
  private final LoggedTable logged;
  private final ModelTable models;

  History(Reader reader, ZoneId clocks, CounterRuleTable counterRuleTable) {
    this.counterRuleTable = counterRuleTable;
    this.reader = reader;
    this.clocks = clocks;
    Connection connection = reader.connection();
    series = new SeriesTable(connection);
    sent = new SentTable(connection);
    spans = new RowRangeTable(connection);
    intervals = new IntervalScan(reader, clocks, counterRuleTable);
    rows = new ReadingScan(reader, clocks, counterRuleTable);
    logged = new LoggedTable(connection);
    models = new ModelTable(connection);
  }

  /**
   * Lists the meters.
   *
   * @return their names for people.
   * @throws JournalException when the file cannot be read.
   */
  public List<String> meters() throws JournalException {
    return reader.query(series::names);
  }

  /**
   * Lists the counters and gauges that a meter sends.
   *
   * @param meter its name for people.
   * @return a replaced meter has each of them once per meter number; empty for an unknown meter.
   * @throws JournalException when the file cannot be read.
   */
  public List<Series> series(String meter) throws JournalException {
    return seriesWithDerived(meter).stream().filter(one -> !one.isDerived()).toList();
  }

  /**
   * Lists the counters and gauges that a meter sends, and those that follow from them.
   *
   * @param meter its name for people.
   * @return as {@link #series}, with the derived ones.
   * @throws JournalException when the file cannot be read.
   */
  public List<Series> seriesWithDerived(String meter) throws JournalException {
    return reader.query(() -> series.ofName(meter));
  }

  /**
   * Lists the counters and gauges of all meters.
   *
   * @return ordered by meter, as {@link #seriesWithDerived} of each.
   * @throws JournalException when the file cannot be read.
   */
  public List<Series> allSeries() throws JournalException {
    return reader.query(series::all);
  }

  /**
   * Reads the values of counters at a moment.
   *
   * @param wanted counters of {@link #allSeries}.
   * @param moment a whole minute.
   * @return those of which something is known at the moment or before it, in the same order.
   * @throws JournalException when the file cannot be read, or a row is damaged.
   */
  public List<CounterAt> countersAt(List<Series> wanted, Instant moment) throws JournalException {
    return reader.query(
        () -> {
          MomentReader values =
              new MomentReader(
                  reader.connection(), clocks, counterRuleTable, wanted, moment.toEpochMilli());
          List<CounterAt> found = new ArrayList<>();
          for (Series one : wanted) {
            values.read(one).ifPresent(found::add);
          }
          return found;
        });
  }

  /**
   * Returns what a meter ever sent itself, in any of its lists, and which totals were made of it;
   * lists without its number included.
   *
   * @param meter with its own number.
   * @return the names of its counters and gauges, those of totals with their formulas; none for a
   *     meter that is not in the journal.
   * @throws JournalException when the file cannot be read.
   */
  public Set<String> sent(MeterRef meter) throws JournalException {
    return reader.query(() -> sent.of(meter));
  }

  /**
   * Returns what a meter is called.
   *
   * @param meter with its own number.
   * @return the name on the meter, as its driver said it last; nothing if it never did.
   * @throws JournalException when the file cannot be read.
   */
  public Optional<String> model(MeterRef meter) throws JournalException {
    return reader.query(() -> models.of(meter));
  }

  /**
   * Finds when the readings of a meter begin.
   *
   * @param wanted the series of a meter.
   * @return the quarter of an hour of the first one, deleted ones included; nothing where no
   *     roll-up was written yet.
   * @throws JournalException when the file cannot be read.
   */
  public Optional<Instant> begin(List<Series> wanted) throws JournalException {
    return reader.query(
        () -> {
          Optional<Long> first = Optional.empty();
          for (int meter : wanted.stream().mapToInt(Series::meterId).distinct().toArray()) {
            Optional<Long> own = spans.oldest(meter);
            if (first.isEmpty() || own.isPresent() && own.get() < first.get()) {
              first = own;
            }
          }
          return first.map(quarter -> Instant.ofEpochMilli(quarter * Downsampler.QUARTER));
        });
  }

  /**
   * Reads the intervals of some series, one series after the other, each in the order of time.
   * Intervals in which nothing is known are left out.
   *
   * @param wanted some of {@link #seriesWithDerived}.
   * @param from the interval that contains this time is the first.
   * @param to the interval that contains the moment before this time is the last.
   * @param resolution the length of an interval.
   * @param zone in which days begin.
   * @param sink receives them.
   * @throws JournalException when the file cannot be read, or a row is damaged.
   */
  public void intervals(
      List<Series> wanted,
      Instant from,
      Instant to,
      Resolution resolution,
      ZoneId zone,
      Intervals sink)
      throws JournalException {
    reader.query(
        () -> {
          intervals.read(wanted, from, to, resolution, zone, sink);
          return null;
        });
  }

  /**
   * Reads the buckets of which longer intervals are merged, one stretch after the other, each in
   * the order of time. Those without a reading, which are known by their neighbours alone, are
   * among them: they count in what is merged.
   *
   * @param stretches what is wanted.
   * @param sink receives them.
   * @throws JournalException when the file cannot be read, or a row is damaged.
   */
  public void buckets(List<Stretch> stretches, Buckets sink) throws JournalException {
    if (stretches.isEmpty()) {
      return;
    }
    reader.query(
        () -> {
          intervals.read(stretches, sink);
          return null;
        });
  }

  /**
   * Finds the records of the meter's own logger that are among the readings of a series.
   *
   * @param one a series.
   * @param from the earliest time.
   * @param to the last time.
   * @return their times, UTC milliseconds; a clock without an offset is in the zone of meter
   *     clocks.
   * @throws JournalException when the file cannot be read, or a row is damaged.
   */
  public NavigableSet<Long> logged(Series one, Instant from, Instant to) throws JournalException {
    return reader.query(
        () -> {
          NavigableSet<Long> times = new TreeSet<>();
          long first = from.toEpochMilli();
          long last = to.toEpochMilli();
          for (LoggedTable.Stored record :
              logged.between(one.meterId(), first - MOST_OFFSET, last + MOST_OFFSET)) {
            long time = local(record.time());
            if (time >= first
                && time <= last
                && (one.isDerived() || record.series().contains(one.id()))) {
              times.add(time);
            }
          }
          return times;
        });
  }

  private long local(long wall) {
    return LocalDateTime.ofInstant(Instant.ofEpochMilli(wall), ZoneOffset.UTC)
        .atZone(clocks)
        .toInstant()
        .toEpochMilli();
  }

  /**
   * Reads the readings of a meter, in the order in which they were stored.
   *
   * @param meter its name for people.
   * @param from the earliest time.
   * @param to the first time that is not included.
   * @param sink receives them.
   * @throws JournalException when the file cannot be read, or a row is damaged.
   */
  public void readings(String meter, Instant from, Instant to, Rows sink) throws JournalException {
    reader.query(
        () -> {
          rows.read(meters(meter), from, to, sink);
          return null;
        });
  }

  /** The ids of a meter: of each of its numbers, and of each kind below it. */
  private Set<Integer> meters(String name) throws SQLException {
    Set<Integer> meters = new LinkedHashSet<>();
    series.ofName(name).forEach(one -> meters.add(one.meterId()));
    return meters;
  }
}
