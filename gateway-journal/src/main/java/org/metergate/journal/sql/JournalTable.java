// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The tables of a journal, as {@code schema.sql} creates them, for copying them as a whole: first
 * those that others refer to.
 */
public enum JournalTable {
  BOOT("id"),
  METER("id"),
  SERIES("id"),
  SHAPE("id"),
  SHAPE_ITEM("shape", "place"),
  WORD("id"),
  READING("id") {
    @Override
    void catchUp(Connection connection, String copy) throws SQLException {
      Database.execute(
          connection,
          "INSERT INTO %1$s.reading SELECT * FROM main.reading WHERE id > (SELECT coalesce(max(id), 0) FROM %1$s.reading)"
              .formatted(copy));
    }
  },
  UNDECODED("id") {
    @Override
    void catchUp(Connection connection, String copy) throws SQLException {
      // by what distinguishes two frames, since these are large, and an id may be used again
      Database.execute(
          connection,
          "DELETE FROM %s.undecoded WHERE (id, total, received_ms) NOT IN (SELECT id, total, received_ms FROM main.undecoded)"
              .formatted(copy));
      Database.execute(
          connection,
          "INSERT INTO %1$s.undecoded SELECT * FROM main.undecoded WHERE id NOT IN (SELECT id FROM %1$s.undecoded)"
              .formatted(copy));
    }
  },
  CURSOR("output"),
  STATE("meter", "key"),
  FINDING("id"),
  SPAN("meter", "quarter", "first"),
  LOGGED("meter", "logger", "record_ms"),
  UNSTAMPED("reading"),
  ROLLUP_MINUTE("place") {
    @Override
    void catchUp(Connection connection, String copy) {
      // only maintenance writes it, which waits
    }
  },
  ROLLUP_DAY("place") {
    @Override
    void catchUp(Connection connection, String copy) {
      // only maintenance writes it, which waits
    }
  };

  private final List<String> key;

  JournalTable(String... key) {
    this.key = List.of(key);
  }

  /** Its name in SQL. */
  String sql() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** The columns of its primary key, for an order or a comparison in SQL. */
  String key() {
    return String.join(", ", key);
  }

  /** The primary key in falling order. */
  String falling() {
    return String.join(" DESC, ", key) + " DESC";
  }

  /** Whether the rows are ordered by one number, so that a search can begin anywhere. */
  boolean isNumbered() {
    return key.size() == 1 && this != CURSOR;
  }

  /** Its columns, as the file has them. */
  List<String> columns(Connection connection) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA table_info(" + sql() + ")")) {
      while (rows.next()) {
        columns.add(rows.getString(2));
      }
    }
    return Collections.unmodifiableList(columns);
  }

  /**
   * Writes into an earlier copy what has changed since.
   *
   * @param connection to the journal, with the copy attached; within a transaction.
   * @param copy the name under which it is attached.
   */
  void catchUp(Connection connection, String copy) throws SQLException {
    Database.execute(
        connection,
        "DELETE FROM %1$s.%2$s WHERE (%3$s) NOT IN (SELECT %3$s FROM main.%2$s)"
            .formatted(copy, sql(), key()));
    Database.execute(
        connection,
        "INSERT OR REPLACE INTO %1$s.%2$s SELECT * FROM main.%2$s EXCEPT SELECT * FROM %1$s.%2$s"
            .formatted(copy, sql()));
  }
}
