// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The tables whose changes stay in memory until the next sync. Written under the writer's lock.
 *
 * @param states the memories of the drivers, and the journal's own.
 * @param cursors how far each output has got.
 * @param newest the newest reading of each meter.
 * @param findings what was found, with counts of what goes on.
 */
record SyncedTables(
    StateTable states, CursorTable cursors, NewestTable newest, FindingTable findings) {

  /** Goes on where the file ended. */
  static SyncedTables of(Connection connection) throws SQLException {
    return new SyncedTables(
        new StateTable(connection),
        new CursorTable(connection),
        new NewestTable(connection),
        new FindingTable(connection));
  }

  /** Whether there is something to write that no reading brought; newest ones come with theirs. */
  boolean haveChanged() {
    return states.hasChanged() || cursors.hasChanged() || findings.hasChanged();
  }

  /** Writes it all in one transaction. */
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
