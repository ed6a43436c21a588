// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.metergate.counter.CounterRules;
import org.metergate.journal.clock.ClockSyncGate;
import org.metergate.journal.clock.ClockWait;
import org.metergate.journal.sql.Database;
import org.metergate.journal.sql.LoggedTable;
import org.metergate.journal.sql.NewestTable;
import org.metergate.journal.sql.ReadingTable;
import org.metergate.journal.sql.UnusableFileException;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.time.TimeSource;

/**
 * Writes the file, one thread at a time: assigns ids to readings and stores them, each in a
 * transaction, and counts the changes that a sync must make safe. Rooms that keep changes in memory
 * use it as their lock. Any thread.
 */
final class Writer implements Database.Transactions {
  /**
   * What stays in memory until the next sync; used under the lock.
   *
   * @param changed whether there is something to write that came without a reading.
   * @param write writes it, within a transaction.
   * @param committed is called when that transaction is in the file.
   */
  private record Deferred(BooleanSupplier changed, Database.Work write, Runnable committed) {}

  private final Database database;
  private final States states;
  private final Cursors cursors;
  private final NewestTable newest;
  private final ReadingTable readings;
  private final LoggedTable logged;
  private final ReadingIdSequence ids;
  private final ClockSyncGate gate;
  private final List<Deferred> deferred = new ArrayList<>();
  private long changes = 1;
  private long synced;
  private boolean closed;

  /**
   * Continues where the journal ended.
   *
   * @param states are written with each reading.
   * @param boot the id of the present boot; empty if it has none.
   * @param wait how to detect whether the clock is set.
   */
  Writer(
      Database database,
      States states,
      Cursors cursors,
      TimeSource time,
      String boot,
      ClockWait wait)
      throws SQLException, MalformedException {
    this.database = database;
    this.states = states;
    this.cursors = cursors;
    Connection connection = database.writer();
    readings = new ReadingTable(connection, database.counterRuleTable());
    readings.loadAll();
    logged = new LoggedTable(connection);
    newest = new NewestTable(connection);
    long last = Database.number(connection, "SELECT max(id) FROM reading");
    ids = new ReadingIdSequence(states, last, boot);
    gate = new ClockSyncGate(database, time, boot, wait);
    defer(states::hasChanged, states::write, states::committed);
    defer(cursors::hasChanged, cursors::write, cursors::committed);
    defer(() -> false, newest::write, newest::committed);
  }

  /**
   * Writes something with each sync.
   *
   * @param changed whether there is something to write that came without a reading.
   * @param write writes it, within a transaction.
   * @param committed is called when that transaction is in the file.
   */
  synchronized void defer(BooleanSupplier changed, Database.Work write, Runnable committed) {
    deferred.add(new Deferred(changed, write, committed));
  }

  Cursors cursors() {
    return cursors;
  }

  /** Writes the cursors alone; if that fails, the next sync writes them. */
  synchronized void commitCursors() {
    try {
      write(cursors::write);
      cursors.committed();
    } catch (SQLException e) {
      return; // they stay in memory, and an output that repeats some readings loses none
    }
  }

  /** The newest live readings; any thread may read them. */
  NewestTable newest() {
    return newest;
  }

  /** The newest reading for which its own time and all times before it are known. */
  synchronized long newestTimed() {
    return gate.held() == 0 ? ids.newest() : gate.held() - 1;
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
  synchronized long releaseTimed() throws JournalException {
    if (!gate.opens()) {
      return 0;
    }
    try {
      write(gate::open);
    } catch (SQLException e) {
      throw JournalException.of(database.path(), e);
    }
    return gate.opened();
  }

  /**
   * Writes a reading; of a logger's record only what is not stored yet. A reading that arrives
   * before the clock is set keeps the monotonic time of its arrival.
   *
   * @param logger the logger from which a record comes; empty for other readings.
   * @return what was written, or {@link Appended#SYNC_FIRST}.
   */
  synchronized Appended append(Reading reading, String logger) throws JournalException {
    if (exhausted(1)) {
      return Appended.SYNC_FIRST;
    }
    long id = ids.next();
    boolean record = reading.origin() == Origin.HISTORY;
    int[] meter = new int[1];
    Reading[] written = new Reading[1];
    store(
        () -> {
          written[0] = record ? fresh(logger, reading) : reading;
          if (written[0] != null) {
            meter[0] = readings.insert(id, written[0], gate.pass(id, reading.receivedAt()));
            if (record) {
              logged.store(meter[0], logger, written[0]);
            }
          }
        });
    if (written[0] == null) {
      return new Appended(0, reading, true);
    }
    ids.assigned(id);
    gate.passed(id);
    changes++;
    if (reading.origin() == Origin.LIVE) {
      newest.appended(meter[0], reading.meter().displayName(), id);
    }
    return new Appended(id, written[0], gate.held() == 0);
  }

  /** The part of a logger's record that is not stored yet; null if all of it is. */
  private Reading fresh(String logger, Reading record) throws SQLException, MalformedException {
    return logged.fresh(readings.meter(record.meter()), logger, record).orElse(null);
  }

  /**
   * Writes readings whose times are known, all of them or none.
   *
   * @param more work that belongs to the same transaction.
   * @return the first one, after which the ids of the others follow; or {@link
   *     Appended#SYNC_FIRST}.
   */
  synchronized Appended appendLate(List<Reading> late, Database.Work more) throws JournalException {
    if (exhausted(late.size())) {
      return Appended.SYNC_FIRST;
    }
    long first = ids.next();
    store(
        () -> {
          for (int i = 0; i < late.size(); i++) {
            readings.insert(first + i, late.get(i), gate.now());
          }
          more.run();
        });
    ids.assigned(first + late.size() - 1);
    changes++;
    return new Appended(first, null, gate.held() == 0);
  }

  private boolean exhausted(int count) throws JournalException {
    if (closed) {
      throw JournalException.closed(database.path());
    }
    return ids.exhausted(count);
  }

  /** Work on rows that may be damaged. */
  private interface CodedWork {
    void run() throws SQLException, MalformedException;
  }

  private void store(CodedWork work) throws JournalException {
    boolean done = false;
    try {
      try {
        database.transaction(
            () -> {
              try {
                work.run();
              } catch (MalformedException e) {
                throw new SQLException(e.getMessage(), e);
              }
              states.write();
            });
        done = true;
      } finally {
        if (!done) {
          logged.forget();
          readings.loadAll();
        }
      }
    } catch (SQLException | MalformedException e) {
      throw JournalException.of(database.path(), e);
    }
    states.committed();
  }

  /**
   * Sets the counter rules of a meter, with cursors for outputs that have passed some of its
   * readings, all of it or nothing.
   *
   * @param late cursors that begin after an id, or before it if they do already.
   * @param more work that belongs to the same transaction.
   */
  synchronized void putRules(
      MeterRef meter, CounterRules counterRules, Map<WithheldCursor, Long> late, Database.Work more)
      throws SQLException {
    requireOpen();
    Map<String, Long> before = new HashMap<>();
    late.forEach((cursor, id) -> before.put(cursor.name(), cursors.moveBack(cursor.name(), id)));
    boolean done = false;
    try {
      write(
          () -> {
            database.counterRuleTable().write(meter, counterRules);
            cursors.write();
            more.run();
          });
      done = true;
    } finally {
      if (!done) {
        before.forEach(cursors::restore);
      }
    }
    cursors.committed();
    database.counterRuleTable().committed(meter, counterRules);
  }

  // Under the lock of putRules: a caller that has read a value released by a decision finds its
  // cursor here, and a caller that finds a cursor reads the values.
  synchronized Set<MeterRef> withheldMeters(String output) {
    return cursors.withheldMeters(output);
  }

  synchronized Map<MeterRef, Long> released(String output) {
    return cursors.released(output);
  }

  /** The id of the next row. */
  synchronized long nextId() {
    return ids.next();
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
    ids.reserve();
    if (deferred.stream().anyMatch(each -> each.changed().getAsBoolean())) {
      changes++;
    }
    if (changes == synced) {
      return 0;
    }
    writeDeferred();
    return changes;
  }

  private void writeDeferred() throws SQLException {
    database.transaction(
        () -> {
          for (Deferred each : deferred) {
            each.write().run();
          }
        });
    deferred.forEach(each -> each.committed().run());
  }

  /**
   * The file was made again from what could be read of it: loads what it has, and writes what is
   * only in memory.
   *
   * @param more work that belongs to the same transaction.
   */
  synchronized void fileMadeAgain(Database.Work more) throws SQLException, MalformedException {
    logged.forget();
    readings.loadAll();
    states.writeAll();
    cursors.writeAll();
    database.transaction(
        () -> {
          database.counterRuleTable().writeAll();
          more.run();
        });
    writeDeferred();
    changes++;
  }

  @Override
  public synchronized void write(Database.Work work) throws SQLException {
    requireOpen();
    database.transaction(work);
    changes++;
  }

  /** Work that returns whether it changed anything. */
  interface MaybeWork {
    boolean run() throws SQLException;
  }

  /** As {@link #write}, for work that often finds nothing to do. */
  synchronized void writeIfNeeded(MaybeWork work) throws SQLException {
    boolean[] changed = new boolean[1];
    long before = changes;
    write(() -> changed[0] = work.run());
    changes = changed[0] ? changes : before;
  }

  /** All changes up to the prepared ones are safe. */
  synchronized void synced(long prepared) {
    synced = prepared;
    ids.synced();
  }

  /** Writes the last changes; later writes fail. */
  synchronized void close() throws SQLException {
    closed = true;
    ids.close();
    writeDeferred();
  }

  /** Requires that {@link #close} was not called. */
  synchronized void requireOpen() throws SQLException {
    if (closed) {
      throw new UnusableFileException();
    }
  }
}
