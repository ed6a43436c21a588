// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;

/**
 * Writes what comes from meters: assigns ids to readings and stores them, stores records of loggers
 * once, and keeps frames that wait for their key, each in a transaction. Used under the writer's
 * lock.
 */
final class Intake {
  private final Database database;
  private final ReadingTable readings;
  private final LoggedTable logged;
  private final UndecodedTable undecoded;
  private final StateTable states;
  private final NewestTable newest;
  private final ReadingIdSequence readingIdSequence;
  private final ClockSyncGate gate;

  /**
   * Continues where the journal ended.
   *
   * @param readings on the writing connection, with dictionary and row schemas loaded.
   * @param tables of which the states of the drivers are written with each reading.
   * @param readingIdSequence assigns the ids.
   * @param gate holds back what arrives before the clock is set.
   */
  Intake(
      Database database,
      ReadingTable readings,
      SyncedTables tables,
      ReadingIdSequence readingIdSequence,
      ClockSyncGate gate)
      throws SQLException {
    this.database = database;
    this.readings = readings;
    this.states = tables.states();
    this.newest = tables.newest();
    this.readingIdSequence = readingIdSequence;
    this.gate = gate;
    Connection connection = database.writer();
    logged = new LoggedTable(connection);
    undecoded = new UndecodedTable(connection);
  }

  /** As {@link Writer#append}. */
  Appended append(Reading reading, String logger) throws JournalException {
    if (readingIdSequence.exhausted(1)) {
      return Appended.SYNC_FIRST;
    }
    long id = readingIdSequence.next();
    if (reading.origin() == Origin.HISTORY) {
      return appendRecord(id, reading, logger);
    }
    int[] meter = new int[1];
    store(() -> meter[0] = insert(id, reading));
    assigned(id);
    if (reading.origin() == Origin.LIVE) {
      newest.appended(meter[0], reading.meter().displayName(), id);
    }
    return new Appended(id, reading, gate.held() == 0);
  }

  private Appended appendRecord(long id, Reading record, String logger) throws JournalException {
    Reading[] written = new Reading[1];
    store(
        () -> {
          int meter = readings.meter(record.meter());
          Optional<Reading> fresh = logged.fresh(meter, logger, record);
          if (fresh.isPresent()) {
            insert(id, fresh.get());
            logged.store(meter, logger, fresh.get());
            written[0] = fresh.get();
          }
        });
    if (written[0] == null) {
      return new Appended(0, record, true);
    }
    assigned(id);
    return new Appended(id, written[0], gate.held() == 0);
  }

  /**
   * Writes a row; if it arrives before the clock is set, it keeps the monotonic time of its
   * arrival.
   */
  private int insert(long id, Reading reading) throws SQLException {
    return readings.insert(id, reading, gate.pass(id, reading.receivedAt()));
  }

  private void assigned(long id) {
    readingIdSequence.assigned(id);
    gate.passed(id);
  }

  /** As {@link Writer#appendLate}. */
  Appended appendLate(List<Reading> late, List<Long> frames) throws JournalException {
    if (readingIdSequence.exhausted(late.size())) {
      return Appended.SYNC_FIRST;
    }
    long first = readingIdSequence.next();
    store(
        () -> {
          for (int i = 0; i < late.size(); i++) {
            readings.insert(first + i, late.get(i), gate.now());
          }
          undecoded.remove(frames);
        });
    readingIdSequence.assigned(first + late.size() - 1);
    return new Appended(first, null, gate.held() == 0);
  }

  /** As {@link Journal#keepUndecoded}. */
  List<String> keepUndecoded(String meter, byte[] frame, Instant receivedAt)
      throws JournalException {
    List<String> gone = new ArrayList<>();
    try {
      boolean waits = gate.waits();
      database.transaction(
          () -> gone.addAll(undecoded.add(meter, frame, receivedAt, gate.now(), waits)));
      if (waits) {
        gate.frameHeld();
      }
    } catch (SQLException e) {
      undecoded.forget();
      throw JournalException.of(database.path(), e);
    }
    return gone;
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
}
