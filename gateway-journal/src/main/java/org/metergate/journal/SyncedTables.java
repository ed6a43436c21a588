// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The tables whose changes stay in memory until the next sync. Written under the writer's lock.
 *
 * @param states the states of the drivers, and the journal's own.
 * @param cursors the cursors of the outputs.
 * @param newest the newest reading of each meter.
 * @param findings the findings, with counts of repeated ones.
 */
record SyncedTables(
    StateTable states, CursorTable cursors, NewestTable newest, FindingTable findings) {

  /** Loads the tables from the file. */
  static SyncedTables of(Connection connection) throws SQLException {
    return new SyncedTables(
        new StateTable(connection),
        new CursorTable(connection),
        new NewestTable(connection),
        new FindingTable(connection));
  }

  /**
   * Whether there is something to write that came without a reading; {@code newest} only changes
   * with one.
   */
  boolean haveChanged() {
    return states.hasChanged() || cursors.hasChanged() || findings.hasChanged();
  }

  /** Writes all changes in one transaction. */
  void write(Database database) throws SQLException {
    database.transaction(
        () -> {
          states.write();
          cursors.write();
          newest.write();
          findings.write();
        });
    states.committed();
    cursors.committed();
    newest.committed();
    findings.committed();
  }
}
