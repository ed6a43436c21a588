// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Reading;

/** The rows of the readings. Used under the lock of its connection. */
public final class ReadingTable {
  /** Visits the rows of a scan. */
  public interface Visitor {
    /** Whether a row is wanted; other rows need not be decoded. */
    boolean wants(RowHead head) throws SQLException, MalformedException;

    /** Takes a row that is wanted, with the counter rules applied. */
    void take(RowHead head, Reading reading) throws SQLException, MalformedException;
  }

  /** What the caller makes of a reading. */
  public interface Mapper<T> {
    /** Maps the reading with an id; its counters' series begins at another, 0 for the first. */
    T of(long id, Reading reading, long seriesFrom);
  }

  private static final String COLUMNS = "id, meter, shape, history, received_ms, meter_time, data";

  private final Prepared insert;
  private final Prepared after;
  private final Prepared one;
  private final Prepared since;
  private final Prepared heads;
  private final Prepared ofMeter;
  private final Prepared some;
  private final Prepared newestTimed;
  private final MeterTable meters;
  private final RowSchemaTable schemas;
  private final DictionaryTable dictionary;
  private final RowCodec codec;
  private final CounterRuleTable counterRuleTable;
  private final ByteSink blob = new ByteSink();

  public ReadingTable(Connection connection, CounterRuleTable counterRuleTable) {
    this.counterRuleTable = counterRuleTable;
    insert =
        new Prepared(
            connection,
            "INSERT INTO reading (id, meter, shape, history, received_ms, meter_time, boot,"
                + " monotonic_ms, data) VALUES (?,?,?,?,?,?,?,?,?)");
    after =
        new Prepared(
            connection,
            "SELECT " + COLUMNS + " FROM reading WHERE id > ? AND id <= ? ORDER BY id LIMIT ?");
    one = new Prepared(connection, "SELECT " + COLUMNS + " FROM reading WHERE id = ?");
    since =
        new Prepared(
            connection, "SELECT id FROM reading WHERE received_ms >= ? ORDER BY id LIMIT 1");
    heads =
        new Prepared(
            connection,
            "SELECT "
                + RowHead.COLUMNS
                + " FROM reading WHERE id >= ? AND id <= ? ORDER BY id LIMIT ?");
    ofMeter =
        new Prepared(
            connection,
            "SELECT "
                + COLUMNS
                + ", boot, monotonic_ms FROM reading WHERE id >= ? AND id <= ? AND meter = ?"
                + " ORDER BY id");
    some =
        new Prepared(
            connection,
            "SELECT "
                + COLUMNS
                + " FROM reading WHERE id > ? AND id <= ? AND meter = (SELECT id FROM meter"
                + " WHERE name=? AND sub_meter=? AND identifier=?) ORDER BY id LIMIT ?");
    newestTimed =
        new Prepared(
            connection,
            "SELECT coalesce((SELECT min(reading) - 1 FROM unstamped), (SELECT max(id) FROM"
                + " reading))");
    meters = new MeterTable(connection);
    schemas = new RowSchemaTable(connection);
    dictionary = new DictionaryTable(connection);
    codec = new RowCodec(dictionary);
  }

  /** Loads what is stored already; called again after a rollback. */
  public void loadAll() throws SQLException, MalformedException {
    meters.forget();
    dictionary.forget();
    schemas.loadAll();
  }

  /** The number of a meter; a new meter is added. Within a transaction. */
  public int meter(MeterRef meter) throws SQLException {
    return meters.number(meter);
  }

  /** Writes a row; within a transaction. Returns the number of the meter. */
  public int insert(long id, Reading reading, SteadyTime stored) throws SQLException {
    int meter = meters.number(reading.meter());
    RowSchemaTable.Numbered schema = schemas.of(reading);
    meters.series(meter, schema.number(), schema.rowSchema());
    blob.clear();
    codec.encode(reading, meter, schema, blob);
    insert.run(
        id,
        meter,
        schema.number(),
        OriginColumn.write(reading.origin()),
        reading.receivedAt().toEpochMilli(),
        reading.meterTime().map(RowCodec::seconds).orElse(null),
        stored.boot(),
        stored.millis(),
        blob.toArray());
    return meter;
  }

  /** Reads the readings after an id, up to another, in order. */
  public <T> List<T> after(long id, long last, int limit, Mapper<T> mapper)
      throws SQLException, MalformedException {
    List<T> list = new ArrayList<>();
    try (ResultSet rows = after.query(id, last, limit)) {
      while (rows.next()) {
        long each = rows.getLong(1);
        list.add(read(each, rows, mapper));
      }
    }
    return list;
  }

  /** Reads the readings of one meter after an id, up to another, in order. */
  public <T> List<T> of(MeterRef meter, long after, long last, int limit, Mapper<T> mapper)
      throws SQLException, MalformedException {
    List<T> list = new ArrayList<>();
    try (ResultSet rows = ofMeter(meter, after, last, limit)) {
      while (rows.next()) {
        long id = rows.getLong(1);
        list.add(read(id, rows, mapper));
      }
    }
    return list;
  }

  /** As {@link #of}, without applying the counter rules. */
  public <T> List<T> asStored(MeterRef meter, long after, long last, int limit, Mapper<T> mapper)
      throws SQLException, MalformedException {
    List<T> list = new ArrayList<>();
    try (ResultSet rows = ofMeter(meter, after, last, limit)) {
      while (rows.next()) {
        long id = rows.getLong(1);
        list.add(mapper.of(id, stored(id, rows), 0));
      }
    }
    return list;
  }

  private ResultSet ofMeter(MeterRef meter, long after, long last, int limit) throws SQLException {
    return some.query(after, last, meter.name(), meter.subMeter(), meter.identifier(), limit);
  }

  /** Returns the reading with an id, or nothing. */
  public <T> Optional<T> get(long id, Mapper<T> mapper) throws SQLException, MalformedException {
    try (ResultSet rows = one.query(id)) {
      return rows.next() ? Optional.of(read(id, rows, mapper)) : Optional.empty();
    }
  }

  /**
   * Returns the id of the newest reading for which its own time and the times of all before it are
   * known.
   */
  public long newestTimed() throws SQLException {
    try (ResultSet row = newestTimed.query()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  /** The id before the first row received at a time or later. */
  public OptionalLong idBefore(long millis) throws SQLException {
    try (ResultSet rows = since.query(millis)) {
      return rows.next() ? OptionalLong.of(rows.getLong(1) - 1) : OptionalLong.empty();
    }
  }

  /** The heads of the rows from one id to another. */
  public List<RowHead> heads(long first, long last, int limit)
      throws SQLException, MalformedException {
    List<RowHead> list = new ArrayList<>();
    try (ResultSet rows = heads.query(first, last, limit)) {
      while (rows.next()) {
        list.add(RowHead.of(rows));
      }
    }
    return list;
  }

  /** Visits the rows of a meter from one id to another. */
  public void scan(long first, long last, int meter, Visitor visitor)
      throws SQLException, MalformedException {
    try (ResultSet rows = ofMeter.query(first, last, meter)) {
      while (rows.next()) {
        RowHead head =
            new RowHead(
                rows.getLong(1),
                rows.getInt(2),
                rows.getInt(3),
                OriginColumn.read(rows, 4),
                rows.getLong(5),
                rows.getLong(6),
                new SteadyTime(rows.getInt(8), rows.getLong(9)));
        if (visitor.wants(head)) {
          visitor.take(head, counterRuleTable.read(head.id(), stored(head.id(), rows)));
        }
      }
    }
  }

  public RowSchema schema(int number) throws SQLException, MalformedException {
    return schemas.schema(number);
  }

  private <T> T read(long id, ResultSet rows, Mapper<T> mapper)
      throws SQLException, MalformedException {
    Reading stored = stored(id, rows);
    long seriesFrom = counterRuleTable.of(stored.meter()).seriesFrom(id);
    return mapper.of(id, counterRuleTable.read(id, stored), seriesFrom);
  }

  private Reading stored(long id, ResultSet rows) throws SQLException, MalformedException {
    int schema = rows.getInt(3);
    Row row =
        new Row(
            id,
            meters.meter(rows.getInt(2)),
            schema,
            OriginColumn.read(rows, 4),
            Instant.ofEpochMilli(rows.getLong(5)),
            rows.getLong(6),
            rows.getBytes(7));
    try {
      return codec.decode(row, schemas.schema(schema));
    } catch (MalformedException e) {
      throw new MalformedException("reading " + id + ": " + e.getMessage());
    }
  }
}
