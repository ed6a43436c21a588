// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.metergate.spi.codec.ByteCursor;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Reading;

/**
 * The records of meters' loggers that are stored already, by series, logger and record time.
 * Reading a logger again, or for more registers, adds only what is new. Used under the lock of its
 * connection, within a transaction.
 */
public final class LoggedTable {
  private final Prepared select;
  private final Prepared put;
  private final Prepared series;
  private final Prepared between;
  private final Map<Integer, Map<String, Long>> numbers = new HashMap<>();

  public LoggedTable(Connection connection) {
    select =
        new Prepared(
            connection, "SELECT series FROM logged WHERE meter=? AND logger=? AND record_ms=?");
    put = new Prepared(connection, "INSERT OR REPLACE INTO logged VALUES (?,?,?,?)");
    between =
        new Prepared(
            connection,
            "SELECT record_ms, series FROM logged WHERE meter=? AND record_ms BETWEEN ? AND ?");
    series = new Prepared(connection, "SELECT quantity, id FROM series WHERE meter=?");
  }

  /**
   * Removes what is stored already from a record.
   *
   * @param meter the number of the record's meter.
   * @param logger which of the meter's.
   * @param record its series may be unknown to the file.
   * @return the record with its new measurements only, in their order; nothing if all of it is
   *     stored.
   */
  public Optional<Reading> fresh(int meter, String logger, Reading record)
      throws SQLException, MalformedException {
    Optional<Set<Long>> row = stored(meter, logger, time(record));
    if (row.isEmpty()) {
      return Optional.of(record);
    }
    Set<Long> stored = row.get();
    Map<String, Long> known = numbers(meter, record);
    List<Measurement> fresh = new ArrayList<>();
    for (Measurement m : record.measurements()) {
      Long number = known.get(m.quantity().name());
      if (number == null || !stored.contains(number)) {
        fresh.add(m);
      }
    }
    return fresh.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Reading(
                record.meter(),
                record.telegram(),
                record.origin(),
                record.receivedAt(),
                record.meterTime(),
                fresh));
  }

  /**
   * A record: its time on the meter's clock, as if that were UTC, and the numbers of its series.
   */
  public record Stored(long time, Set<Long> series) {}

  /** Finds the records of a meter between two times on its clock, both included. */
  public List<Stored> between(int meter, long first, long last)
      throws SQLException, MalformedException {
    List<Stored> list = new ArrayList<>();
    try (ResultSet rows = between.query(meter, first, last)) {
      while (rows.next()) {
        list.add(new Stored(rows.getLong(1), numbers(rows.getBytes(2))));
      }
    }
    return list;
  }

  /** Notes that a record is stored now; all of its series are in the file. */
  public void store(int meter, String logger, Reading record)
      throws SQLException, MalformedException {
    Set<Long> stored = stored(meter, logger, time(record)).orElseGet(TreeSet::new);
    Map<String, Long> known = numbers(meter, record);
    record.measurements().forEach(m -> stored.add(known.get(m.quantity().name())));
    ByteSink blob = new ByteSink();
    stored.forEach(id -> Varints.putUnsigned(blob, id));
    put.run(meter, logger, time(record), blob.toArray());
  }

  private Optional<Set<Long>> stored(int meter, String logger, long time)
      throws SQLException, MalformedException {
    try (ResultSet row = select.query(meter, logger, time)) {
      return row.next() ? Optional.of(numbers(row.getBytes(1))) : Optional.empty();
    }
  }

  private static Set<Long> numbers(byte[] blob) throws MalformedException {
    Set<Long> ids = new TreeSet<>();
    ByteCursor in = new ByteCursor(blob);
    while (in.remaining() > 0) {
      ids.add(Varints.unsigned(in));
    }
    return ids;
  }

  /** The numbers of the series; queried again if the record has one that is not known yet. */
  private Map<String, Long> numbers(int meter, Reading record) throws SQLException {
    Map<String, Long> known = numbers.get(meter);
    if (known == null
        || !record.measurements().stream()
            .map(m -> m.quantity().name())
            .allMatch(known::containsKey)) {
      known = new HashMap<>();
      try (ResultSet rows = series.query(meter)) {
        while (rows.next()) {
          known.put(rows.getString(1), rows.getLong(2));
        }
      }
      BoundedMaps.put(numbers, meter, known);
    }
    return known;
  }

  /**
   * The record's own time; a record without one is identified by its time of receipt. Absurd times
   * may collide, where milliseconds overflow.
   */
  private static long time(Reading record) {
    Instant time =
        record
            .meterTime()
            .map(t -> t.local().toInstant(t.offset() == null ? ZoneOffset.UTC : t.offset()))
            .orElse(record.receivedAt());
    return time.getEpochSecond() * 1000 + time.getNano() / 1_000_000;
  }

  /** Forgets what a rolled-back transaction may have added. */
  public void forget() {
    numbers.clear();
  }
}
