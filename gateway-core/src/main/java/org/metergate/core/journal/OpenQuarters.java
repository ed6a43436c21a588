// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.journal;

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
import org.metergate.core.rollup.Downsampler;
import org.metergate.core.rollup.Rollup;
import org.metergate.spi.codec.MalformedException;

/**
 * The quarters of an hour that newer readings touched than are in the roll-ups, for whoever looks
 * before they are written. One thread.
 */
final class OpenQuarters {
  private static final int ROWS_AT_ONCE = 5000;

  private final Marks marks;
  private final Refold refold;
  private final long rolled;
  private final long newest;

  /**
   * Goes through the newer rows.
   *
   * @param wanted whose quarters are looked for.
   */
  OpenQuarters(Connection connection, ZoneId clocks, Meanings meanings, List<Series> wanted)
      throws SQLException, MalformedException {
    Set<Long> ids = new HashSet<>();
    wanted.forEach(one -> ids.add(one.id()));
    marks = new Marks(connection, clocks, meanings, series -> ids.contains(series.id()));
    refold = new Refold(connection, clocks, meanings);
    rolled = Roller.rolled(connection);
    newest = UnstampedTable.newestStamped(connection);
    long position = rolled - 1;
    while (position < newest) {
      long reached = marks.read(position + 1, newest, ROWS_AT_ONCE, 0);
      position = reached == position ? newest : reached;
    }
  }

  /** The minutes of those quarters between two times, by series and quarter. */
  Map<Long, TreeMap<Long, List<Rollup>>> minutes(long from, long to)
      throws SQLException, MalformedException {
    Map<Long, TreeMap<Long, List<Rollup>>> fresh = new HashMap<>();
    Map<FoldUnit, Map<Track, Set<Long>>> units = new LinkedHashMap<>();
    for (Track track : marks.tracks()) {
      for (long quarter : track.open()) {
        if ((quarter + 1) * Downsampler.QUARTER > from && quarter * Downsampler.QUARTER < to) {
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
