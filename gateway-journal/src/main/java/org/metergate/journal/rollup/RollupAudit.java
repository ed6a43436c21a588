// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.rollup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.metergate.journal.sql.CounterRuleTable;
import org.metergate.journal.sql.Database;
import org.metergate.rollup.Rollup;
import org.metergate.spi.codec.MalformedException;

/**
 * Compares stored roll-ups with the readings that they were made of: how many readings each quarter
 * of an hour of the last day has that is complete. One thread, on a connection of its own.
 */
public final class RollupAudit {
  private static final int QUARTERS = 96;

  private RollupAudit() {}

  /**
   * Finds the quarters of an hour whose roll-ups do not agree with their readings.
   *
   * @param connection to a journal; it is only read.
   * @param zone of meter clocks without an offset.
   * @return quarters since 1970; empty if all of them agree.
   * @throws SQLException when the file cannot be read.
   * @throws MalformedException when a row is damaged.
   */
  public static SortedSet<Long> disagreements(Connection connection, ZoneId zone)
      throws SQLException, MalformedException {
    long watermark = RollupWriter.watermark(connection);
    long received =
        Database.number(connection, "SELECT max(received_ms) FROM reading WHERE id < " + watermark);
    long newest = Database.number(connection, "SELECT max(id) FROM reading");
    long end = OpenBuckets.quarter(received);
    CounterRuleTable rules = new CounterRuleTable(connection);
    BucketRebuild rebuild = new BucketRebuild(connection, zone, rules);
    RollupTable table = new RollupTable(connection);
    SeriesTable all = new SeriesTable(connection);
    SortedSet<Long> different = new TreeSet<>();
    for (int meter : meters(connection)) {
      List<Series> series = all.ofMeter(meter);
      Map<Series, Map<Long, QuarterBuckets>> made =
          series.isEmpty()
              ? Map.of()
              : rebuild.quarters(meter, series, end - QUARTERS, end - 1, watermark, newest);
      for (Map.Entry<Series, Map<Long, QuarterBuckets>> each : made.entrySet()) {
        different.addAll(
            different(table.quarters(each.getKey(), end - QUARTERS, end), each.getValue()));
      }
    }
    return different;
  }

  private static List<Integer> meters(Connection connection) throws SQLException {
    List<Integer> meters = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id FROM meter")) {
      while (rows.next()) {
        meters.add(rows.getInt(1));
      }
    }
    return meters;
  }

  private static Set<Long> different(
      Map<Long, QuarterBuckets> stored, Map<Long, QuarterBuckets> made) {
    Map<Long, Long> counts = new TreeMap<>();
    made.forEach((quarter, buckets) -> counts.merge(quarter, readings(buckets), Long::sum));
    stored.forEach((quarter, buckets) -> counts.merge(quarter, -readings(buckets), Long::sum));
    counts.values().removeIf(difference -> difference == 0);
    return counts.keySet();
  }

  private static long readings(QuarterBuckets buckets) {
    return buckets.minutes().stream().mapToLong(Rollup::readings).sum();
  }
}
