// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.reading.MeterRef;

/** Reads the file, independently of the writer. Any thread, one at a time. */
final class Reader {
  /** A query of the file. */
  private interface Query<T> {
    T run() throws SQLException, MalformedException;
  }

  private final Path path;
  private final ReadingTable readings;
  private final FindingTable findings;
  private final History history;
  private final UndecodedTable undecoded;
  private boolean closed;

  Reader(Database database, ZoneId zone) throws SQLException {
    history = new History(database.reader(), zone, database.counterRuleTable());
    path = database.path();
    readings = new ReadingTable(database.reader(), database.counterRuleTable());
    findings = new FindingTable(database.reader());
    undecoded = new UndecodedTable(database.reader());
  }

  List<StoredReading> after(long id, long last, int limit) throws JournalException {
    return query(() -> readings.after(id, last, limit));
  }

  List<StoredReading> of(MeterRef meter, long after, long last, int limit) throws JournalException {
    return query(() -> readings.of(meter, after, last, limit));
  }

  List<StoredReading> asStored(MeterRef meter, long after, long last, int limit)
      throws JournalException {
    return query(() -> readings.asStored(meter, after, last, limit));
  }

  OptionalLong idBefore(Instant from) throws JournalException {
    return query(() -> readings.idBefore(from.toEpochMilli()));
  }

  Optional<StoredReading> get(long id) throws JournalException {
    return query(() -> readings.get(id));
  }

  List<StoredFinding> findings(int limit) throws JournalException {
    return query(() -> findings.newest(limit));
  }

  void history(HistoryQuery query) throws JournalException {
    query(
        () -> {
          query.at(history);
          return null;
        });
  }

  KeptRange kept() throws JournalException {
    return query(undecoded::span);
  }

  List<StoredFrame> frames(String meter, KeptRange within) throws JournalException {
    return query(() -> undecoded.frames(meter, within));
  }

  private synchronized <T> T query(Query<T> query) throws JournalException {
    if (closed) {
      throw JournalException.closed(path);
    }
    try {
      return query.run();
    } catch (SQLException | MalformedException e) {
      throw JournalException.of(path, e);
    }
  }

  /** Waits for a running read; later reads fail. */
  synchronized void close() {
    closed = true;
  }
}
