// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.rollup;

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
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.metergate.journal.sql.BoundedMaps;
import org.metergate.journal.sql.CounterRuleTable;
import org.metergate.journal.sql.DerivedSeries;
import org.metergate.journal.sql.ReadingTable;
import org.metergate.journal.sql.RowField;
import org.metergate.journal.sql.RowHead;
import org.metergate.journal.sql.RowRangeTable;
import org.metergate.journal.sql.RowSchema;
import org.metergate.journal.sql.SentTable;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.reading.Quantity;

/**
 * Scans new rows for the quarters of an hour that they invalidate in each series, and for the row
 * ranges of each quarter. Only the heads of the rows are read. Used under the lock of its
 * connection.
 */
final class InvalidationScan {
  private static final int HEADS_AT_ONCE = 5000;

  private record Sender(int meter, int schema) {}

  /** Consecutive rows of one meter in one quarter of an hour. */
  record Span(int meter, long quarter, RowRangeTable.Ids ids) {}

  private final ReadingTable readings;
  private final SeriesTable table;
  private final SentTable sent;
  private final ZoneId zone;
  private final IntPredicate meters;
  private final Predicate<Series> wanted;
  private final Map<Long, OpenBuckets> allOpen = new LinkedHashMap<>();
  private final Map<Sender, List<OpenBuckets>> lists = new HashMap<>();
  private final Map<Integer, Span> current = new HashMap<>();
  private final List<Span> ended = new ArrayList<>();
  private final Set<OpenBuckets> changedIntervals = new HashSet<>();
  private UnrolledRows unrolled;
  private long newest = EventTime.NONE;

  InvalidationScan(Connection connection, ZoneId zone, CounterRuleTable counterRuleTable) {
    this(connection, zone, counterRuleTable, meter -> true, series -> true);
  }

  /**
   * Creates a scan before its first row.
   *
   * @param zone of meter clocks without an offset.
   * @param counterRuleTable the counter rules of the readings.
   * @param meters selects the meters to scan, by their numbers.
   * @param wanted selects their series to scan.
   */
  InvalidationScan(
      Connection connection,
      ZoneId zone,
      CounterRuleTable counterRuleTable,
      IntPredicate meters,
      Predicate<Series> wanted) {
    this.meters = meters;
    this.wanted = wanted;
    readings = new ReadingTable(connection, counterRuleTable);
    table = new SeriesTable(connection);
    sent = new SentTable(connection);
    this.zone = zone;
  }

  /** Notes where the rows of the wanted series are, from the next row on. */
  void note(UnrolledRows rows) {
    unrolled = rows;
  }

  /**
   * Scans more rows.
   *
   * @param first the first id.
   * @param last the last id.
   * @param limit the maximum number of rows.
   * @param pass the number of the roll-up writer's pass.
   * @return the id of the last row that was read, or one below {@code first} if there was none.
   */
  long read(long first, long last, int limit, long pass) throws SQLException, MalformedException {
    long position = first - 1;
    for (RowHead head : readings.heads(first, last, limit)) {
      invalidate(head, pass);
      position = head.id();
    }
    return position;
  }

  private void invalidate(RowHead head, long pass) throws SQLException, MalformedException {
    if (!meters.test(head.meter())) {
      note(head, List.of(), 0);
      return;
    }
    long time = time(head);
    if (time == EventTime.NONE) {
      note(head, List.of(), 0);
      return;
    }
    newest = Math.max(newest, head.isLive() ? time : newest);
    long quarter = OpenBuckets.quarter(time);
    span(head, quarter);
    List<OpenBuckets> touched = bucketsOf(head);
    note(head, touched, quarter);
    for (OpenBuckets openBuckets : touched) {
      if (openBuckets.touch(head, time, pass)) {
        changedIntervals.add(openBuckets);
      }
    }
  }

  /** Finds where the rows of all meters are, from one id to another. */
  UnrolledRows unrolled(long first, long last) throws SQLException, MalformedException {
    UnrolledRows rows = new UnrolledRows(first);
    List<RowHead> heads = readings.heads(first, last, HEADS_AT_ONCE);
    while (!heads.isEmpty()) {
      for (RowHead head : heads) {
        long time = time(head);
        if (time == EventTime.NONE) {
          rows.skip();
        } else {
          rows.add(head.meter(), OpenBuckets.quarter(time), head.id());
        }
      }
      heads = readings.heads(heads.get(heads.size() - 1).id() + 1, last, HEADS_AT_ONCE);
    }
    return rows;
  }

  private long time(RowHead head) throws SQLException, MalformedException {
    return EventTime.of(
        head.isHistory(),
        head.received(),
        head.stamp(),
        readings.schema(head.schema()).clock(),
        zone);
  }

  private void note(RowHead head, List<OpenBuckets> touched, long quarter) {
    if (unrolled != null && touched.isEmpty()) {
      unrolled.skip();
    } else if (unrolled != null) {
      unrolled.add(head.meter(), quarter, head.id());
    }
  }

  private void span(RowHead head, long quarter) {
    Span span = current.get(head.meter());
    long first = head.id();
    if (span != null && span.quarter() == quarter) {
      first = span.ids().first();
    } else if (span != null) {
      ended.add(span);
    }
    current.put(
        head.meter(), new Span(head.meter(), quarter, new RowRangeTable.Ids(first, head.id())));
  }

  // A series that follows from lists seen before makes the writer begin with another scan.
  private List<OpenBuckets> bucketsOf(RowHead head) throws SQLException, MalformedException {
    Sender list = new Sender(head.meter(), head.schema());
    List<OpenBuckets> known = lists.get(list);
    if (known == null) {
      known = load(list);
      BoundedMaps.put(lists, list, known);
    }
    return known;
  }

  private List<OpenBuckets> load(Sender list) throws SQLException, MalformedException {
    List<Series> all = table.ofMeter(list.meter());
    Set<String> names = names(readings.schema(list.schema()), sent.of(list.meter()));
    List<OpenBuckets> found = new ArrayList<>();
    for (Series series : all) {
      if (names.contains(series.name()) && wanted.test(series)) {
        found.add(allOpen.computeIfAbsent(series.id(), id -> new OpenBuckets(series)));
      }
    }
    return found;
  }

  /**
   * The names in the file of the series for which a row has numbers, or will have them once a scale
   * is known; those that follow from others included.
   */
  static Set<String> names(RowSchema rowSchema, Set<String> sent) {
    Set<String> names = numericQuantities(rowSchema);
    names.addAll(DerivedSeries.names(rowSchema, sent));
    return names;
  }

  private static Set<String> numericQuantities(RowSchema rowSchema) {
    Set<String> names = new HashSet<>();
    for (RowField rowField : rowSchema.rowFields()) {
      boolean open =
          rowField.kind() == RowField.Kind.UNKNOWN
              && rowField.unit() != null
              && rowField.quantity().kind() == Quantity.Kind.COUNTER;
      if (open
          || rowField.kind() == RowField.Kind.DECIMAL
              && rowField.quantity().kind() != Quantity.Kind.STATE) {
        names.add(rowField.quantity().name());
      }
    }
    return names;
  }

  Collection<OpenBuckets> allOpen() {
    return allOpen.values();
  }

  /** The latest time to which a live row belongs. */
  long newest() {
    return newest;
  }

  /** The series whose usual interval has changed since the last call. */
  Set<OpenBuckets> changedIntervals() {
    Set<OpenBuckets> list = new HashSet<>(changedIntervals);
    changedIntervals.clear();
    return list;
  }

  /** The row ranges that ended since the last call, and those that begin before an id. */
  List<Span> spans(long before) {
    List<Span> list = new ArrayList<>(ended);
    ended.clear();
    current.values().stream().filter(s -> s.ids().first() < before).forEach(list::add);
    return list;
  }

  /** The reading from which the scan must start again after a restart. */
  long firstId() {
    return allOpen.values().stream().mapToLong(OpenBuckets::firstId).min().orElse(Long.MAX_VALUE);
  }
}
