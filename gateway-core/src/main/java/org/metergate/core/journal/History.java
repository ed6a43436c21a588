// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.metergate.core.rollup.Every;
import org.metergate.core.rollup.Fold;
import org.metergate.core.rollup.Merge;
import org.metergate.core.rollup.Rollup;
import org.metergate.spi.codec.MalformedException;

/**
 * What was: the roll-ups and the readings of a time. Roll-ups come from their table as far as they
 * stand there; the last quarter of an hour, and whatever else is not written yet, is made from the
 * raw rows. One thread at a time.
 */
public final class History {
  private static final int ROWS_AT_ONCE = 5000;
  private static final long CHUNK = 24 * Fold.HOUR;

  /** Takes intervals, one by one. */
  public interface Intervals {
    /**
     * Takes one.
     *
     * @param series whose it is.
     * @param rollup the interval.
     */
    void take(Series series, Rollup rollup);
  }

  /** Takes readings, one by one. */
  public interface Readings {
    /**
     * Takes one.
     *
     * @param at the time it belongs to: the meter's own where that is sane, else the arrival.
     * @param reading as stored.
     */
    void take(Instant at, StoredReading reading);
  }

  private final Connection connection;
  private final Meanings meanings;
  private final ZoneId clocks;
  private final SeriesTable series;
  private final RollupTable table;
  private final SpanTable spans;
  private final ReadingTable readings;
  private final Refold refold;

  History(Connection connection, ZoneId clocks, Meanings meanings) {
    this.meanings = meanings;
    this.connection = connection;
    this.clocks = clocks;
    series = new SeriesTable(connection);
    table = new RollupTable(connection);
    spans = new SpanTable(connection);
    readings = new ReadingTable(connection, meanings);
    refold = new Refold(connection, clocks, meanings);
  }

  /**
   * Names the meters.
   *
   * @return the names by which pages speak of them.
   * @throws SQLException when the file cannot be read.
   */
  public List<String> meters() throws SQLException {
    return series.names();
  }

  /**
   * Lists the counters and gauges of a meter.
   *
   * @param meter the name by which pages speak of it.
   * @return a meter that was replaced has each once for each number; empty for an unknown one.
   * @throws SQLException when the file cannot be read.
   */
  public List<Series> series(String meter) throws SQLException {
    return series.ofName(meter);
  }

  /**
   * Reads the intervals of some series, one series behind the other, each in the order of time.
   * Intervals in which nothing is known are left out.
   *
   * @param wanted some of {@link #series}.
   * @param from the interval that holds this time is the first.
   * @param to the interval that holds the moment before this time is the last.
   * @param every how long an interval is.
   * @param zone in which days begin.
   * @param sink takes them.
   * @throws SQLException when the file cannot be read.
   * @throws MalformedException when a row is damaged.
   */
  public void intervals(
      List<Series> wanted, Instant from, Instant to, Every every, ZoneId zone, Intervals sink)
      throws SQLException, MalformedException {
    long begin = every.start(from.toEpochMilli(), zone);
    long last = every.isEven() ? to.toEpochMilli() + Fold.HOUR : Long.MAX_VALUE;
    Map<Long, TreeMap<Long, List<Rollup>>> all =
        new Tail().fresh(wanted, Math.floorDiv(begin, Fold.HOUR) * Fold.HOUR, last);
    for (Series one : wanted) {
      long start = begin;
      TreeMap<Long, List<Rollup>> fresh = all.getOrDefault(one.id(), new TreeMap<>());
      while (start < to.toEpochMilli()) {
        long end = every.end(start, zone);
        if (every.isEven()) {
          end = Math.min((Math.floorDiv(start, CHUNK) + 1) * CHUNK, to.toEpochMilli());
          end = every.start(end - 1, zone) + every.millis();
          for (Rollup rollup : stored(one, every, start, end, fresh)) {
            sink.take(one, rollup);
          }
        } else {
          List<Rollup> parts = stored(one, base(start, zone), start, end, fresh);
          Merge.of(parts, start, end).ifPresent(rollup -> sink.take(one, rollup));
        }
        start = end;
      }
    }
  }

  /** Days are made of hours; of quarters where midnight is not at a full hour of UTC. */
  private static Every base(long time, ZoneId zone) {
    int offset = zone.getRules().getOffset(Instant.ofEpochMilli(time)).getTotalSeconds();
    return offset % 3600 == 0 ? Every.HOUR : Every.QUARTER;
  }

  private List<Rollup> stored(
      Series one, Every step, long from, long to, TreeMap<Long, List<Rollup>> fresh)
      throws SQLException, MalformedException {
    long length = step == Every.HOUR ? Fold.HOUR : Fold.QUARTER;
    long first = Math.floorDiv(from, length) * length;
    List<Rollup> list =
        new ArrayList<>(table.read(one, (int) (step.millis() / Fold.MINUTE), first, to));
    long last = Math.floorDiv(to - 1, Fold.QUARTER);
    Map<Long, List<Rollup>> part =
        fresh.subMap(Math.floorDiv(first, Fold.QUARTER), true, last, true);
    Set<Long> done = new LinkedHashSet<>();
    for (Map.Entry<Long, List<Rollup>> entry : part.entrySet()) {
      long start = Math.floorDiv(entry.getKey() * Fold.QUARTER, length) * length;
      if (done.add(start)) {
        list.removeIf(r -> r.from() >= start && r.from() < start + length);
        list.addAll(fresh(one, step, start, start + length, entry.getValue(), fresh));
      }
    }
    list.removeIf(r -> r.from() < from || r.from() >= to);
    list.sort(Comparator.comparingLong(Rollup::from));
    return list;
  }

  private List<Rollup> fresh(
      Series one,
      Every step,
      long start,
      long end,
      List<Rollup> minutes,
      TreeMap<Long, List<Rollup>> fresh)
      throws SQLException, MalformedException {
    if (step == Every.MINUTE) {
      return minutes;
    }
    List<Rollup> parts =
        step == Every.QUARTER ? minutes : stored(one, Every.QUARTER, start, end, fresh);
    return Merge.of(parts, start, end).stream().toList();
  }

  /**
   * Reads the readings of a meter, in the order in which they were stored.
   *
   * @param meter the name by which pages speak of it.
   * @param from the earliest time.
   * @param to the first time that is not wanted any more.
   * @param sink takes them.
   * @throws SQLException when the file cannot be read.
   * @throws MalformedException when a row is damaged.
   */
  public void readings(String meter, Instant from, Instant to, Readings sink)
      throws SQLException, MalformedException {
    long first = Track.quarter(from.toEpochMilli());
    long last = Track.quarter(to.toEpochMilli());
    Set<Integer> meters = new LinkedHashSet<>();
    series.ofName(meter).forEach(one -> meters.add(one.meterId()));
    long newest = UnstampedTable.newestStamped(connection);
    for (int id : meters) {
      for (SpanTable.Ids ids : spans.find(id, first, last, Roller.rolled(connection), newest)) {
        readings.scan(
            ids.first(), ids.last(), id, new Wanted(from.toEpochMilli(), to.toEpochMilli(), sink));
      }
    }
  }

  private final class Wanted implements ReadingTable.Visitor {
    private final long from;
    private final long to;
    private final Readings sink;
    private long time;

    Wanted(long from, long to, Readings sink) {
      this.from = from;
      this.to = to;
      this.sink = sink;
    }

    @Override
    public boolean wants(RowHead head) throws SQLException, MalformedException {
      time =
          PointTime.of(
              head.isHistory(),
              head.received(),
              head.stamp(),
              readings.shape(head.shape()).clock(),
              clocks);
      return time != PointTime.NONE && time >= from && time < to;
    }

    @Override
    public void take(RowHead head, StoredReading reading) {
      sink.take(Instant.ofEpochMilli(time), reading);
    }
  }

  /** The quarters that newer readings touched than are in the roll-ups. */
  private final class Tail {
    private final Marks marks = new Marks(connection, clocks, meanings);
    private final long rolled = Roller.rolled(connection);
    private final long newest = UnstampedTable.newestStamped(connection);

    Tail() throws SQLException, MalformedException {
      long position = rolled - 1;
      while (position < newest) {
        long reached = marks.read(position + 1, newest, ROWS_AT_ONCE, 0);
        position = reached == position ? newest : reached;
      }
    }

    /** The minutes of those quarters between two times, by series and quarter. */
    Map<Long, TreeMap<Long, List<Rollup>>> fresh(List<Series> wanted, long from, long to)
        throws SQLException, MalformedException {
      Set<Long> ids = new HashSet<>();
      wanted.forEach(one -> ids.add(one.id()));
      Map<Long, TreeMap<Long, List<Rollup>>> fresh = new HashMap<>();
      Map<FoldUnit, Map<Track, Set<Long>>> units = new LinkedHashMap<>();
      for (Track track : marks.tracks()) {
        for (long quarter : ids.contains(track.series().id()) ? track.open() : List.<Long>of()) {
          if ((quarter + 1) * Fold.QUARTER > from && quarter * Fold.QUARTER < to) {
            units
                .computeIfAbsent(FoldUnit.of(track.series(), quarter), u -> new LinkedHashMap<>())
                .computeIfAbsent(track, t -> new TreeSet<>())
                .add(quarter);
          }
        }
      }
      for (Map.Entry<FoldUnit, Map<Track, Set<Long>>> unit : units.entrySet()) {
        add(fresh, unit.getKey().meter(), unit.getValue());
      }
      return fresh;
    }

    private void add(
        Map<Long, TreeMap<Long, List<Rollup>>> fresh, int meter, Map<Track, Set<Long>> tracks)
        throws SQLException, MalformedException {
      TreeSet<Long> all = new TreeSet<>();
      tracks.values().forEach(all::addAll);
      List<Series> series = tracks.keySet().stream().map(Track::series).toList();
      Map<Series, List<Rollup>> minutes =
          refold.minutes(meter, series, all.first(), all.last(), rolled, newest);
      tracks.forEach(
          (track, quarters) -> {
            List<Rollup> own = minutes.get(track.series());
            for (long q : own == null ? Set.<Long>of() : quarters) {
              fresh
                  .computeIfAbsent(track.series().id(), id -> new TreeMap<>())
                  .put(q, own.stream().filter(m -> Track.quarter(m.from()) == q).toList());
            }
          });
    }
  }
}
