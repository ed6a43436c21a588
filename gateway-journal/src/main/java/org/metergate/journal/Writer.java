// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.metergate.counter.CounterRules;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.time.TimeSource;

/**
 * Writes the file, one thread at a time, and counts the changes that a sync must make safe. Any
 * thread.
 */
final class Writer {
  private final Database database;
  private final SyncedTables tables;
  private final ReadingIdSequence readingIdSequence;
  private final ClockSyncGate gate;
  private final Intake intake;
  private long changes = 1;
  private long synced;
  private boolean closed;

  Writer(Database database, TimeSource time, String bootName)
      throws SQLException, MalformedException {
    this(database, time, bootName, ClockWait.NONE);
  }

  /**
   * Continues where the journal ended.
   *
   * @param bootName the id of the present boot; empty if it has none.
   * @param wait how to detect whether the clock is set.
   */
  Writer(Database database, TimeSource time, String bootName, ClockWait wait)
      throws SQLException, MalformedException {
    this.database = database;
    Connection connection = database.writer();
    ReadingTable readings = new ReadingTable(connection, database.counterRuleTable());
    readings.loadAll();
    tables = SyncedTables.of(connection);
    long last = Database.number(connection, "SELECT max(id) FROM reading");
    readingIdSequence = new ReadingIdSequence(tables.states(), last, bootName);
    gate = new ClockSyncGate(database, time, bootName, wait);
    intake = new Intake(database, readings, tables, readingIdSequence, gate);
  }

  StateTable states() {
    return tables.states();
  }

  CursorTable cursors() {
    return tables.cursors();
  }

  NewestTable newest() {
    return tables.newest();
  }

  /** The newest reading for which its own time and all times before it are known. */
  synchronized long newestStamped() {
    return gate.held() == 0 ? readingIdSequence.newest() : gate.held() - 1;
  }

  /** The readings and frames that wait for the machine's clock. */
  ClockSyncGate gate() {
    return gate;
  }

  /**
   * Checks whether the clock is set or the longest wait is over, and releases what waits for it.
   *
   * @return the id of the first reading that waited; 0 if none did, or all still do.
   */
  synchronized long stamp() throws JournalException {
    if (!gate.opens()) {
      return 0;
    }
    maintain(gate::open);
    return gate.opened();
  }

  /**
   * Writes a reading; of a logger's record only what is not stored yet.
   *
   * @param logger the logger from which a record comes; empty for other readings.
   * @return what was written, or {@link Appended#SYNC_FIRST}.
   */
  synchronized Appended append(Reading reading, String logger) throws JournalException {
    requireOpen();
    return counted(intake.append(reading, logger));
  }

  /**
   * Writes readings and removes the frames that contained them, all of it or nothing.
   *
   * @return the first one, after which the ids of the others follow; or {@link
   *     Appended#SYNC_FIRST}.
   */
  synchronized Appended appendLate(List<Reading> late, List<Long> frames) throws JournalException {
    requireOpen();
    return counted(intake.appendLate(late, frames));
  }

  private Appended counted(Appended appended) {
    if (appended.id() > 0) {
      changes++;
    }
    return appended;
  }

  /**
   * Sets the counter rules of a meter, with cursors for outputs that have passed some of its
   * readings, all of it or nothing.
   *
   * @param late cursors that begin after an id.
   * @param more work that belongs to the same transaction.
   */
  synchronized void putRules(
      MeterRef meter, CounterRules counterRules, Map<WithheldCursor, Long> late, Database.Work more)
      throws JournalException {
    requireOpen();
    CursorTable cursors = tables.cursors();
    late.forEach((cursor, id) -> cursors.move(cursor.name(), id));
    boolean done = false;
    try {
      maintain(
          () -> {
            database.counterRuleTable().write(meter, counterRules);
            cursors.write();
            more.run();
          });
      done = true;
    } finally {
      if (!done) {
        late.keySet().forEach(cursor -> cursors.remove(cursor.name()));
      }
    }
    cursors.committed();
    database.counterRuleTable().committed(meter, counterRules);
  }

  // Under the lock of putRules: a caller that has read a value released by a decision finds its
  // cursor here, and a caller that finds a cursor reads the values.
  synchronized List<MeterRef> lateMeters(String output) {
    return tables.cursors().late(output);
  }

  /** The id of the next row. */
  synchronized long nextId() {
    return readingIdSequence.next();
  }

  synchronized List<String> keepUndecoded(String meter, byte[] frame, Instant receivedAt)
      throws JournalException {
    requireOpen();
    List<String> gone = intake.keepUndecoded(meter, frame, receivedAt);
    changes++;
    return gone;
  }

  synchronized long record(String meter, Finding finding, Instant at) throws JournalException {
    requireOpen();
    FindingTable findings = tables.findings();
    long known = findings.repeats(meter, finding, at);
    if (known != 0) {
      return known;
    }
    long[] id = new long[1];
    try {
      database.transaction(() -> id[0] = findings.insert(meter, finding, at));
    } catch (SQLException e) {
      throw JournalException.of(database.path(), e);
    }
    findings.inserted(id[0], meter, finding, at);
    changes++;
    return id[0];
  }

  /**
   * Writes the changes that are only in memory.
   *
   * @return the argument for {@link #synced} after a flush; 0 if there is nothing to flush.
   */
  synchronized long prepareSync() throws SQLException {
    if (closed) {
      return 0;
    }
    readingIdSequence.reserve();
    if (tables.haveChanged()) {
      changes++;
    }
    if (changes == synced) {
      return 0;
    }
    tables.write(database);
    return changes;
  }

  /**
   * Does the journal's own work in one transaction, between two readings.
   *
   * @param work on the writing connection.
   */
  synchronized void maintain(Database.Work work) throws JournalException {
    requireOpen();
    try {
      database.transaction(work);
    } catch (SQLException e) {
      throw JournalException.of(database.path(), e);
    }
    changes++;
  }

  /** Work that returns whether it changed anything. */
  interface MaybeWork {
    boolean run() throws SQLException;
  }

  /** As {@link #maintain}, for work that often finds nothing to do. */
  synchronized void maintainIfNeeded(MaybeWork work) throws JournalException {
    boolean[] changed = new boolean[1];
    long before = changes;
    maintain(() -> changed[0] = work.run());
    changes = changed[0] ? changes : before;
  }

  /** All changes up to the prepared ones are safe. */
  synchronized void synced(long prepared) {
    synced = prepared;
    readingIdSequence.synced();
  }

  /** Writes the last changes; later writes fail. */
  synchronized void close() throws SQLException {
    closed = true;
    readingIdSequence.close();
    tables.write(database);
  }

  private void requireOpen() throws JournalException {
    if (closed) {
      throw JournalException.closed(database.path());
    }
  }
}
