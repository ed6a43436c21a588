// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.rollup;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.metergate.journal.sql.CounterRuleTable;
import org.metergate.journal.sql.Database;
import org.metergate.journal.sql.DerivedSeries;
import org.metergate.journal.sql.ReadingTable;
import org.metergate.journal.sql.RowHead;
import org.metergate.journal.sql.RowRangeTable;
import org.metergate.journal.sql.RowSchema;
import org.metergate.journal.sql.SentTable;
import org.metergate.rollup.Downsampler;
import org.metergate.rollup.Rollup;
import org.metergate.rollup.Sample;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;
import org.metergate.value.DerivedQuantities;
import org.metergate.value.Formulas;
import org.metergate.value.Units;

/**
 * Rebuilds the buckets of some quarters of an hour from the raw rows. Used under its connection's
 * lock.
 */
final class BucketRebuild {
  /**
   * Numbers beyond these limits, which no meter sends, are not aggregated and stay in the raw rows
   * only.
   */
  private static final int MAX_DIGITS = 30;

  private static final int MAX_DECIMALS = 12;

  private final Connection connection;
  private final ReadingTable readings;
  private final RowRangeTable spans;
  private final SentTable sentTable;
  private final ZoneId zone;

  BucketRebuild(Connection connection, ZoneId zone, CounterRuleTable counterRuleTable) {
    this.connection = connection;
    this.zone = zone;
    readings = new ReadingTable(connection, counterRuleTable);
    spans = new RowRangeTable(connection);
    sentTable = new SentTable(connection);
  }

  /**
   * Downsamples the rows.
   *
   * @param meter the number of the meter whose rows are read.
   * @param series some of its series.
   * @param first the first quarter.
   * @param last the last quarter.
   * @param tail rows from this id on are not in the table of row ranges yet.
   * @param end the id of the last row to read.
   * @return as {@link #quarters(int, List, long, long, UnrolledRows, long)}.
   */
  Map<Series, Map<Long, QuarterBuckets>> quarters(
      int meter, List<Series> series, long first, long last, long tail, long end)
      throws SQLException, MalformedException {
    return quarters(
        meter, series, first, last, tail, end, List.of(new RowRangeTable.Ids(tail, end)));
  }

  /**
   * Downsamples the rows.
   *
   * @param meter the number of the meter whose rows are read.
   * @param series some of its series.
   * @param first the first quarter.
   * @param last the last quarter.
   * @param unrolled where the rows are that are not in the table of row ranges yet.
   * @param end the id of the last row to read.
   * @return the quarters of each series; nothing if raw rows that contributed to them are deleted,
   *     so that the stored roll-ups must stay.
   */
  Map<Series, Map<Long, QuarterBuckets>> quarters(
      int meter, List<Series> series, long first, long last, UnrolledRows unrolled, long end)
      throws SQLException, MalformedException {
    long reach = reach(series);
    List<RowRangeTable.Ids> rows =
        unrolled.find(
            meter,
            OpenBuckets.quarter(first * Downsampler.QUARTER - reach),
            OpenBuckets.quarter((last + 1) * Downsampler.QUARTER + reach));
    return quarters(meter, series, first, last, unrolled.watermark(), end, rows);
  }

  private static long reach(List<Series> series) {
    return Downsampler.reach(series.stream().mapToLong(Series::usual).max().orElse(0));
  }

  private Map<Series, Map<Long, QuarterBuckets>> quarters(
      int meter,
      List<Series> series,
      long first,
      long last,
      long tail,
      long end,
      List<RowRangeTable.Ids> tailRows)
      throws SQLException, MalformedException {
    long from = first * Downsampler.QUARTER;
    long to = (last + 1) * Downsampler.QUARTER;
    long reach = reach(series);
    List<RowRangeTable.Ids> ranges =
        spans.find(
            meter,
            OpenBuckets.quarter(from - reach),
            OpenBuckets.quarter(to + reach),
            tailRows,
            end);
    long oldest = Database.number(connection, "SELECT min(id) FROM reading");
    if (oldest == 0 || !ranges.isEmpty() && ranges.get(0).first() < Math.min(oldest, tail)) {
      return Map.of();
    }
    Set<String> sent = series.stream().anyMatch(Series::isDerived) ? sentTable.of(meter) : Set.of();
    Collector collector = new Collector(series, sent, from - reach, to + reach);
    for (RowRangeTable.Ids ids : ranges) {
      readings.scan(ids.first(), ids.last(), meter, collector);
    }
    Map<Series, Map<Long, QuarterBuckets>> quarters = new HashMap<>();
    for (Series one : series) {
      List<Sample> samples = collector.samples.get(one.name());
      samples.sort(Comparator.comparingLong(Sample::time));
      List<Rollup> minutes = downsample(one, samples, Downsampler.MINUTE, from, to);
      List<Rollup> wholes =
          one.isCounter() ? downsample(one, samples, Downsampler.QUARTER, from, to) : List.of();
      Map<Long, QuarterBuckets> own = new HashMap<>();
      for (long quarter = first; quarter <= last; quarter++) {
        own.put(quarter, QuarterBuckets.of(quarter, minutes, wholes));
      }
      quarters.put(one, own);
    }
    return quarters;
  }

  /**
   * Finds the last number of a series in a short time.
   *
   * @param from the earliest time, milliseconds.
   * @param to the first time that is not included.
   * @param unrolled where the rows are that are not in the table of row ranges yet.
   * @param end the id of the last row to read.
   * @return nothing if there is none, or its row is deleted.
   */
  Optional<Sample> last(Series series, long from, long to, UnrolledRows unrolled, long end)
      throws SQLException, MalformedException {
    Set<String> sent = series.isDerived() ? sentTable.of(series.meterId()) : Set.of();
    Collector collector = new Collector(List.of(series), sent, from, to - 1);
    long first = OpenBuckets.quarter(from);
    long last = OpenBuckets.quarter(to - 1);
    List<RowRangeTable.Ids> rows = unrolled.find(series.meterId(), first, last);
    for (RowRangeTable.Ids ids : spans.find(series.meterId(), first, last, rows, end)) {
      readings.scan(ids.first(), ids.last(), series.meterId(), collector);
    }
    return collector.samples.get(series.name()).stream()
        .reduce((one, other) -> other.time() >= one.time() ? other : one);
  }

  private static List<Rollup> downsample(
      Series series, List<Sample> samples, long step, long from, long to) {
    return series.isCounter()
        ? Downsampler.counters(samples, series.usual(), step, from, to)
        : Downsampler.gauges(samples, series.usual(), step, from, to);
  }

  /** Whether a number can be aggregated. */
  static boolean isUsable(BigDecimal number) {
    return Math.abs((long) number.scale()) <= MAX_DECIMALS && number.precision() <= MAX_DIGITS;
  }

  /** What is wanted of the rows of a schema. */
  private enum Wanted {
    NOTHING,
    SENT,
    DERIVED
  }

  /** Collects the numbers of some series from the rows. */
  private final class Collector implements ReadingTable.Visitor {
    private final Map<String, List<Sample>> samples = new HashMap<>();
    private final Map<String, Unit> units = new HashMap<>();
    private final Map<Integer, Wanted> wanted = new HashMap<>();
    private final Set<String> sent;
    private final long from;
    private final long to;

    Collector(List<Series> series, Set<String> sent, long from, long to) {
      for (Series one : series) {
        samples.put(one.name(), new ArrayList<>());
        units.put(one.name(), new Unit(one.unit(), one.unit()));
      }
      this.sent = sent;
      this.from = from;
      this.to = to;
    }

    @Override
    public boolean wants(RowHead head) throws SQLException, MalformedException {
      Wanted known = wanted.get(head.schema());
      if (known == null) {
        known = wanted(readings.schema(head.schema()));
        wanted.put(head.schema(), known);
      }
      if (known == Wanted.NOTHING) {
        return false;
      }
      long time = time(head);
      return time != EventTime.NONE && time >= from && time <= to;
    }

    private Wanted wanted(RowSchema rowSchema) {
      Set<String> names = InvalidationScan.names(rowSchema, sent);
      names.retainAll(samples.keySet());
      if (names.stream().anyMatch(DerivedSeries::isDerived)) {
        return Wanted.DERIVED;
      }
      return names.isEmpty() ? Wanted.NOTHING : Wanted.SENT;
    }

    private long time(RowHead head) throws SQLException, MalformedException {
      return EventTime.of(
          head.isHistory(),
          head.received(),
          head.stamp(),
          readings.schema(head.schema()).clock(),
          zone);
    }

    @Override
    public void take(RowHead head, Reading reading) throws SQLException, MalformedException {
      long time = time(head);
      Set<String> taken = new HashSet<>();
      reading.measurements().forEach(m -> take(time, m, taken));
      if (wanted.get(head.schema()) == Wanted.DERIVED) {
        DerivedQuantities.of(reading, sent).forEach(m -> take(time, m, taken));
      }
    }

    private void take(long time, Measurement m, Set<String> taken) {
      String name = Formulas.name(m);
      List<Sample> list = samples.get(name);
      if (list != null
          && m.value() instanceof Value.Decimal decimal
          && isUsable(decimal.number())
          && taken.add(name)) {
        inUnitOfSeries(name, decimal.number(), m.unit())
            .ifPresent(n -> list.add(new Sample(time, n.scale() < 0 ? n.setScale(0) : n)));
      }
    }

    /** A meter may change its unit, a series does not; nothing where the units differ in kind. */
    private Optional<BigDecimal> inUnitOfSeries(String name, BigDecimal number, Unit own) {
      Unit unit = units.get(name);
      boolean known = own != null && !own.ascii().isEmpty() && !unit.ascii().isEmpty();
      if (!known || own.ascii().equals(unit.ascii())) {
        return Optional.of(number);
      }
      return Units.isPossible(own, unit)
          ? Optional.of(Units.convert(number, own, unit))
          : Optional.empty();
    }
  }
}
