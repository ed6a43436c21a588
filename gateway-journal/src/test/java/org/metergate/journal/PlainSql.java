// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.metergate.journal.sql.Database;

/** Reads a journal as another program does that knows nothing but SQL. */
final class PlainSql {
  private PlainSql() {}

  static Connection connect(Path path) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + path);
  }

  static String text(Path path, String sql) throws SQLException {
    try (Connection connection = connect(path);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return result.next() ? result.getString(1) : null;
    }
  }

  static long number(Path path, String sql) throws SQLException {
    String text = text(path, sql);
    return text == null ? 0 : Long.parseLong(text);
  }

  static void execute(Path path, String... statements) throws SQLException {
    try (Connection connection = connect(path)) {
      for (String statement : statements) {
        Database.execute(connection, statement);
      }
    }
  }
}
