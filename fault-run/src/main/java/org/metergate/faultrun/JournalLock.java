// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Another program's exclusive lock on the journal, such as a careless backup holds. */
final class JournalLock {
  private final Connection connection;

  private JournalLock(Connection connection) {
    this.connection = connection;
  }

  /** Waits until it has the lock; where there is no journal, none is made. */
  static JournalLock on(Path journal) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:file:" + journal + "?mode=rw");
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 10000");
      statement.execute("BEGIN EXCLUSIVE");
    }
    return new JournalLock(connection);
  }

  /** Releases it. */
  void close() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("ROLLBACK");
    } finally {
      connection.close();
    }
  }
}
