// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A statement that is prepared on first use and kept. sqlite-jdbc finalizes a statement that fails,
 * for example on a full disk, so a failed one is prepared again for its next use; likewise one
 * whose connection was closed because the journal was opened again elsewhere.
 */
public final class Prepared {
  private final Connection connection;
  private final String sql;
  private PreparedStatement statement;

  public Prepared(Connection connection, String sql) {
    this.connection = connection;
    this.sql = sql;
  }

  /**
   * Runs a statement that returns no rows.
   *
   * @param values integers, texts, byte arrays and nulls, one for each question mark.
   */
  public void run(Object... values) throws SQLException {
    try {
      bind(values);
      statement.execute();
    } catch (SQLException e) {
      drop(e);
      throw e;
    }
  }

  /**
   * Runs a statement that changes rows.
   *
   * @param values as in {@link #run}.
   * @return the number of rows that it changed.
   */
  public int change(Object... values) throws SQLException {
    try {
      bind(values);
      return statement.executeUpdate();
    } catch (SQLException e) {
      drop(e);
      throw e;
    }
  }

  /**
   * Runs a query. The caller closes the rows before the statement is used again.
   *
   * @param values as in {@link #run}.
   */
  public ResultSet query(Object... values) throws SQLException {
    try {
      bind(values);
      return statement.executeQuery();
    } catch (SQLException e) {
      drop(e);
      throw e;
    }
  }

  private void bind(Object... values) throws SQLException {
    if (statement == null || statement.getConnection().isClosed()) {
      statement = connection.prepareStatement(sql);
    }
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof Long number) {
        statement.setLong(i + 1, number);
      } else {
        statement.setObject(i + 1, values[i]);
      }
    }
  }

  private void drop(SQLException why) {
    try {
      if (statement != null) {
        statement.close();
      }
    } catch (SQLException e) {
      why.addSuppressed(e);
    }
    statement = null;
  }
}
