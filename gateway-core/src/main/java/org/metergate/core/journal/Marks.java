// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.reading.Quantity;

/**
 * Goes through new rows and notes which quarters of which series they open, and where they are.
 * Only the heads of the rows are read. Used under the lock of its connection.
 */
final class Marks {
  private record Sender(int meter, int shape) {}

  /** Rows of one meter that lie in one quarter, one behind the other. */
  record Span(int meter, long quarter, SpanTable.Ids ids) {}

  private final ReadingTable readings;
  private final SeriesTable table;
  private final ZoneId zone;
  private final Predicate<Series> wanted;
  private final Map<Long, Track> tracks = new LinkedHashMap<>();
  private final Map<Sender, List<Track>> lists = new HashMap<>();
  private final Map<Integer, Span> current = new HashMap<>();
  private final List<Span> left = new ArrayList<>();
  private final Set<Track> learnt = new HashSet<>();
  private long newest = PointTime.NONE;

  Marks(Connection connection, ZoneId zone, Meanings meanings) {
    this(connection, zone, meanings, series -> true);
  }

  /**
   * Begins with no row.
   *
   * @param zone of the clocks of meters that tell none.
   * @param meanings how readings are read.
   * @param wanted which series are looked at.
   */
  Marks(Connection connection, ZoneId zone, Meanings meanings, Predicate<Series> wanted) {
    this.wanted = wanted;
    readings = new ReadingTable(connection, meanings);
    table = new SeriesTable(connection);
    this.zone = zone;
  }

  /**
   * Reads on.
   *
   * @param first the id to begin with.
   * @param last the id to end with.
   * @param most how many rows at most.
   * @param pass counts the passes of the roller.
   * @return the id of the last row that was read, or one below the first where there was none.
   */
  long read(long first, long last, int most, long pass) throws SQLException, MalformedException {
    long position = first - 1;
    for (RowHead head : readings.heads(first, last, most)) {
      mark(head, pass);
      position = head.id();
    }
    return position;
  }

  private void mark(RowHead head, long pass) throws SQLException, MalformedException {
    long time =
        PointTime.of(
            head.isHistory(),
            head.received(),
            head.stamp(),
            readings.shape(head.shape()).clock(),
            zone);
    if (time == PointTime.NONE) {
      return;
    }
    newest = Math.max(newest, head.isLive() ? time : newest);
    span(head, Track.quarter(time));
    for (Track track : tracks(head)) {
      if (track.touch(head, time, pass)) {
        learnt.add(track);
      }
    }
  }

  private void span(RowHead head, long quarter) {
    Span span = current.get(head.meter());
    long first = head.id();
    if (span != null && span.quarter() == quarter) {
      first = span.ids().first();
    } else if (span != null) {
      left.add(span);
    }
    current.put(head.meter(), new Span(head.meter(), quarter, new SpanTable.Ids(first, head.id())));
  }

  private List<Track> tracks(RowHead head) throws SQLException, MalformedException {
    Sender list = new Sender(head.meter(), head.shape());
    List<Track> known = lists.get(list);
    if (known == null) {
      known = load(list);
      Bounded.put(lists, list, known);
    }
    return known;
  }

  private List<Track> load(Sender list) throws SQLException, MalformedException {
    Set<String> numbers = numbers(readings.shape(list.shape()));
    List<Track> found = new ArrayList<>();
    for (Series series : table.ofMeter(list.meter())) {
      if (numbers.contains(series.quantity()) && wanted.test(series)) {
        found.add(tracks.computeIfAbsent(series.id(), id -> new Track(series)));
      }
    }
    return found;
  }

  /** The quantities of a list that a row has numbers for, or will have when a scale is known. */
  static Set<String> numbers(Shape shape) {
    Set<String> names = new HashSet<>();
    for (Item item : shape.items()) {
      boolean open =
          item.kind() == Item.Kind.UNKNOWN
              && item.unit() != null
              && item.quantity().kind() == Quantity.Kind.COUNTER;
      if (open
          || item.kind() == Item.Kind.DECIMAL && item.quantity().kind() != Quantity.Kind.STATE) {
        names.add(item.quantity().name());
      }
    }
    return names;
  }

  Collection<Track> tracks() {
    return tracks.values();
  }

  /** The latest time that a live row belongs to. */
  long newest() {
    return newest;
  }

  /** The series whose usual interval changed since the last call. */
  Set<Track> learnt() {
    Set<Track> list = new HashSet<>(learnt);
    learnt.clear();
    return list;
  }

  /** The spans that were left since the last call, and those that begin before an id. */
  List<Span> spans(long before) {
    List<Span> list = new ArrayList<>(left);
    left.clear();
    current.values().stream().filter(s -> s.ids().first() < before).forEach(list::add);
    return list;
  }

  /** The reading from which on everything must be read again after a start. */
  long firstId() {
    return tracks.values().stream().mapToLong(Track::firstId).min().orElse(Long.MAX_VALUE);
  }
}
