// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.time.TimeSource;

/** The writing side of the journal: its tables and their transactions. One thread at a time. */
final class Writer {
  private final Database database;
  private final TimeSource time;
  private final int boot;
  private final ReadingTable readings;
  private final StateTable states;
  private final CursorTable cursors;
  private final NewestTable newest;
  private final UndecodedTable undecoded;
  private final FindingTable findings;
  private final Ids ids;
  private boolean unsynced = true;

  Writer(Database database, TimeSource time, String bootName)
      throws SQLException, MalformedException {
    this.database = database;
    this.time = time;
    Connection connection = database.writer();
    readings = new ReadingTable(connection);
    readings.learn();
    states = new StateTable(connection);
    cursors = new CursorTable(connection);
    newest = new NewestTable(connection);
    undecoded = new UndecodedTable(connection);
    findings = new FindingTable(connection);
    ids =
        new Ids(states, Migrations.longNumber(connection, "SELECT max(id) FROM reading"), bootName);
    int[] number = new int[1];
    database.transaction(() -> number[0] = BootTable.number(connection, bootName));
    boot = number[0];
  }

  StateTable states() {
    return states;
  }

  CursorTable cursors() {
    return cursors;
  }

  NewestTable newest() {
    return newest;
  }

  long newestId() {
    return ids.newest();
  }

  /** Whether {@link #prepareSync} and a flush must come before the next append. */
  boolean mustSync() {
    return ids.spent();
  }

  long append(Reading reading) throws SQLException, MalformedException {
    long id = ids.next();
    int[] meter = new int[1];
    boolean done = false;
    try {
      database.transaction(
          () -> {
            meter[0] = readings.insert(id, reading, now());
            states.write();
          });
      done = true;
    } finally {
      if (!done) {
        readings.learn();
      }
    }
    states.written();
    ids.given(id);
    if (reading.origin() == Origin.LIVE) {
      newest.appended(meter[0], reading.meter().displayName(), id);
    }
    unsynced = true;
    return id;
  }

  void keepUndecoded(String meter, byte[] frame, Instant receivedAt) throws SQLException {
    database.transaction(() -> undecoded.add(meter, frame, receivedAt, now()));
    unsynced = true;
  }

  long record(String meter, Finding finding, Instant at) throws SQLException {
    long known = findings.goesOn(meter, finding, at);
    if (known != 0) {
      return known;
    }
    long[] id = new long[1];
    database.transaction(() -> id[0] = findings.insert(meter, finding, at));
    findings.written();
    findings.inserted(id[0], meter, finding, at);
    unsynced = true;
    return id[0];
  }

  /**
   * Writes what is only in memory yet.
   *
   * @return whether there is anything for a flush to do.
   */
  boolean prepareSync() throws SQLException {
    ids.reserve();
    boolean changed = states.hasChanged() || cursors.hasChanged() || findings.hasChanged();
    if (changed || unsynced) {
      database.transaction(
          () -> {
            states.write();
            cursors.write();
            newest.write();
            findings.write();
          });
      states.written();
      cursors.written();
      newest.written();
      findings.written();
      unsynced = true;
    }
    return unsynced;
  }

  /** The flush after {@link #prepareSync} is done, and nothing was written meanwhile. */
  void synced() {
    unsynced = false;
  }

  void close() throws SQLException {
    ids.close();
    prepareSync();
  }

  private Moment now() {
    return new Moment(boot, TimeUnit.NANOSECONDS.toMillis(time.nanos()));
  }
}
