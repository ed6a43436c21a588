// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.journal;

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
import org.metergate.core.rollup.Downsampler;
import org.metergate.core.rollup.Rollup;
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
final class Roller {
  private static final int ROWS_AT_ONCE = 2000;
  private static final int ROWS_IN_A_PASS = 20_000;

  private final Writer writer;
  private final Supplier<Marks> newMarks;
  private Marks marks;
  private final Refold refold;
  private final RollupTable table;
  private final SpanTable spans;
  private final Prepared setUsual;
  private final Prepared setRolled;
  private final Map<Integer, Marks.Span> spansWritten = new HashMap<>();
  private long position;
  private long rolled;
  private long pass;
  private long daysMade;
  private volatile boolean behind;

  Roller(Database database, Writer writer, ZoneId zone) throws SQLException {
    this.writer = writer;
    newMarks = () -> new Marks(database.roller(), zone, database.meanings());
    marks = newMarks.get();
    refold = new Refold(database.roller(), zone, database.meanings());
    table = new RollupTable(database.writer());
    spans = new SpanTable(database.writer());
    setUsual = new Prepared(database.writer(), "UPDATE series SET usual_ms=? WHERE id=?");
    setRolled =
        new Prepared(
            database.writer(),
            "INSERT INTO state VALUES ('', 'rolled', ?)"
                + " ON CONFLICT (meter, key) DO UPDATE SET text=excluded.text");
    rolled = rolled(database.writer());
    position = rolled - 1;
  }

  /** The id from which on the roll-ups in a file may lack what the readings say. */
  static long rolled(Connection connection) throws SQLException {
    return Database.number(
        connection, "SELECT CAST(text AS INTEGER) FROM state WHERE meter='' AND key='rolled'");
  }

  /** Below this id all readings are in the roll-ups. */
  long rolled() {
    return rolled;
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
    rolled = Math.min(rolled, from);
    position = rolled - 1;
    marks = newMarks.get();
  }

  /** Notes in the file that it must go back there, so that a crash changes nothing. */
  void storeReopened(long from) throws SQLException {
    setRolled.run(Long.toString(Math.min(rolled, from)));
  }

  /** Takes new readings and writes the quarters that are over. */
  void pass() throws SQLException, MalformedException, JournalException {
    pass++;
    long end = writer.newestStamped();
    int taken = 0;
    while (position < end && taken < ROWS_IN_A_PASS) {
      long reached = marks.read(position + 1, end, ROWS_AT_ONCE, pass);
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
    Map<FoldUnit, Map<Track, Set<Long>>> units = new LinkedHashMap<>();
    for (Track track : marks.tracks()) {
      Series series = track.series();
      for (long quarter : track.ready(marks.newest(), pass)) {
        FoldUnit unit = FoldUnit.of(series, quarter);
        units
            .computeIfAbsent(unit, u -> new LinkedHashMap<>())
            .computeIfAbsent(track, t -> new TreeSet<>())
            .add(quarter);
      }
    }
    for (Map.Entry<FoldUnit, Map<Track, Set<Long>>> unit : units.entrySet()) {
      write(unit.getKey(), unit.getValue());
    }
  }

  private void write(FoldUnit unit, Map<Track, Set<Long>> tracks)
      throws SQLException, MalformedException, JournalException {
    TreeSet<Long> all = new TreeSet<>();
    List<Series> series = new ArrayList<>();
    tracks.forEach(
        (track, quarters) -> {
          all.addAll(quarters);
          series.add(track.series());
        });
    Map<Series, List<Rollup>> minutes =
        refold.minutes(unit.meter(), series, all.first(), all.last(), rolled, position);
    long today = today();
    writer.maintain(
        () -> {
          for (Map.Entry<Track, Set<Long>> entry : tracks.entrySet()) {
            List<Rollup> own = minutes.get(entry.getKey().series());
            if (own != null) {
              put(entry.getKey(), entry.getValue(), own, today);
            }
          }
        });
    tracks.forEach((track, quarters) -> track.written(quarters, today));
  }

  private void put(Track track, Set<Long> quarters, List<Rollup> minutes, long today)
      throws SQLException {
    Series series = track.series();
    for (long quarter : quarters) {
      long from = quarter * Downsampler.QUARTER;
      long to = from + Downsampler.QUARTER;
      List<Rollup> own = minutes.stream().filter(m -> m.from() >= from && m.from() < to).toList();
      table.putMinutes(series.id(), quarter, own);
    }
    long day = RollupTable.dayOf(quarters.iterator().next()); // all are of one hour
    if (day < today && !track.isOpen(day, quarters)) {
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
    return RollupTable.dayOf(Track.quarter(marks.newest()));
  }

  /** Makes the days that are over of meters that fell silent in them. */
  private void makeDays() throws JournalException {
    long today = today();
    if (today == daysMade) {
      return;
    }
    Map<Track, Set<Long>> over = new LinkedHashMap<>();
    for (Track track : marks.tracks()) {
      Set<Long> days = track.daysOver(today);
      if (!days.isEmpty()) {
        over.put(track, days);
      }
    }
    if (!over.isEmpty()) {
      writer.maintain(
          () -> {
            for (Map.Entry<Track, Set<Long>> entry : over.entrySet()) {
              for (long day : entry.getValue()) {
                makeDay(entry.getKey().series(), day);
              }
            }
          });
    }
    over.forEach(Track::daysMade);
    boolean rest = marks.tracks().stream().anyMatch(track -> track.hasDaysBefore(today));
    daysMade = rest ? daysMade : today;
  }

  /** Notes how far all this is, so that a start goes on from there. */
  private void settle() throws JournalException {
    long first = Math.min(marks.firstId(), position + 1);
    Set<Track> learnt = marks.learnt();
    List<Marks.Span> left = new ArrayList<>(marks.spans(first));
    left.removeIf(span -> span.equals(spansWritten.get(span.meter())));
    if (first == rolled && learnt.isEmpty() && left.isEmpty()) {
      return;
    }
    writer.maintain(
        () -> {
          for (Marks.Span span : left) {
            spans.put(span.meter(), span.quarter(), span.ids());
          }
          for (Track track : learnt) {
            setUsual.run(track.series().usual(), track.series().id());
          }
          setRolled.run(Long.toString(first));
        });
    left.forEach(span -> spansWritten.put(span.meter(), span));
    rolled = first;
  }
}
