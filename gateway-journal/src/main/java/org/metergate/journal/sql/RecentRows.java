// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The newest readings once more, in memory, with what is needed to read them: where another program
 * truncates or overwrites the journal's file, nothing of them is left there. At most 8 MB, which is
 * a day of some meters that send 20 values every 10 seconds. Used under the writer's lock.
 */
public final class RecentRows implements AutoCloseable {
  private static final long MAX_BYTES = 8 << 20;
  private static final int DROPPED_AT_ONCE = 1000;

  /** The column by which the rows of each table grow. */
  private static final Map<JournalTable, String> GROWING = new EnumMap<>(JournalTable.class);

  /** What never changes in a row; in the other tables all of it. */
  private static final Map<JournalTable, String> FIXED =
      Map.of(
          JournalTable.METER, "name, sub_meter, identifier",
          JournalTable.SERIES, "meter, quantity",
          JournalTable.READING, "meter, shape, data");

  private static final int COMPARED = 1000;

  static {
    GROWING.put(JournalTable.BOOT, "id");
    GROWING.put(JournalTable.METER, "id");
    GROWING.put(JournalTable.SERIES, "id");
    GROWING.put(JournalTable.SHAPE, "id");
    GROWING.put(JournalTable.SHAPE_ITEM, "shape");
    GROWING.put(JournalTable.WORD, "id");
    GROWING.put(JournalTable.READING, "id");
  }

  private final Connection journal;
  private final Connection memory;
  private final Map<JournalTable, Long> taken = new EnumMap<>(JournalTable.class);

  /**
   * Begins with the newest readings of the file.
   *
   * @param journal the writing connection.
   */
  public RecentRows(Connection journal) throws SQLException {
    this.journal = journal;
    memory = JournalConnections.create(Path.of(":memory:"));
    long newest = Database.number(journal, "SELECT max(id) FROM reading");
    taken.put(JournalTable.READING, newest - DROPPED_AT_ONCE);
  }

  /** The rows, to be copied into another file. */
  public Connection connection() {
    return memory;
  }

  /** Takes over what was written since the last call. */
  public void refresh() throws SQLException {
    Map<JournalTable, Long> before = new EnumMap<>(taken);
    Database.execute(memory, "BEGIN");
    boolean done = false;
    try {
      for (Map.Entry<JournalTable, String> each : GROWING.entrySet()) {
        takeOver(each.getKey(), each.getValue());
      }
      Database.execute(memory, "COMMIT");
      done = true;
    } finally {
      if (!done) {
        taken.clear();
        taken.putAll(before);
        Database.execute(memory, "ROLLBACK");
      }
    }
    while (Database.number(memory, "PRAGMA page_count") > MAX_BYTES / Database.PAGE_BYTES
        && Database.number(memory, "PRAGMA freelist_count") < DROPPED_AT_ONCE / 10) {
      dropOldest();
    }
  }

  /** How another file compares with the rows here. */
  public enum Comparison {
    /** It has them, as far as they were compared. */
    SAME,
    /** It lacks some of the newest readings. */
    LACKING,
    /** A row is different: it is not this journal. */
    DIFFERENT
  }

  /**
   * Compares what is needed to read the readings, and the newest of these, with another file.
   *
   * @param other a journal; where it cannot be read, its rows count as lacking.
   */
  public Comparison compare(Connection other) throws SQLException {
    boolean lacking = false;
    for (JournalTable table : GROWING.keySet()) {
      Comparison one = compare(table, other);
      if (one == Comparison.DIFFERENT) {
        return one;
      }
      lacking |= one == Comparison.LACKING;
    }
    return lacking ? Comparison.LACKING : Comparison.SAME;
  }

  private Comparison compare(JournalTable table, Connection other) throws SQLException {
    String key = table.key();
    String fixed = FIXED.getOrDefault(table, "*");
    String places = key.replaceAll("\\w+", "?");
    String newest = " ORDER BY " + table.falling() + " LIMIT " + COMPARED;
    boolean lacking = false;
    try (Statement statement = memory.createStatement();
        ResultSet own =
            statement.executeQuery(
                "SELECT " + key + "," + fixed + " FROM " + table.sql() + newest);
        PreparedStatement select =
            other.prepareStatement(
                "SELECT %1$s,%2$s FROM %3$s WHERE (%1$s) = (%4$s)"
                    .formatted(key, fixed, table.sql(), places))) {
      while (own.next()) {
        for (int i = 1; i <= select.getParameterMetaData().getParameterCount(); i++) {
          select.setObject(i, own.getObject(i));
        }
        Comparison one = compare(own, select);
        if (one == Comparison.DIFFERENT) {
          return one;
        }
        lacking |= one == Comparison.LACKING;
      }
    } catch (SQLException e) {
      if (!Salvage.isDamage(e)) {
        throw e;
      }
      return Comparison.LACKING;
    }
    return lacking ? Comparison.LACKING : Comparison.SAME;
  }

  private static Comparison compare(ResultSet own, PreparedStatement select) throws SQLException {
    try (ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        return Comparison.LACKING;
      }
      for (int i = 1; i <= own.getMetaData().getColumnCount(); i++) {
        if (!Objects.deepEquals(own.getObject(i), row.getObject(i))) {
          return Comparison.DIFFERENT;
        }
      }
      return Comparison.SAME;
    }
  }

  private void takeOver(JournalTable table, String column) throws SQLException {
    long after = taken.getOrDefault(table, 0L);
    int columns = table.columns(memory).size();
    String insert =
        "INSERT OR REPLACE INTO " + table.sql() + " VALUES (?" + ",?".repeat(columns - 1) + ")";
    String select =
        "SELECT * FROM " + table.sql() + " WHERE " + column + " > ? ORDER BY " + table.key();
    try (PreparedStatement from = journal.prepareStatement(select);
        PreparedStatement into = memory.prepareStatement(insert)) {
      from.setLong(1, after);
      try (ResultSet row = from.executeQuery()) {
        while (row.next()) {
          for (int i = 1; i <= columns; i++) {
            into.setObject(i, row.getObject(i));
          }
          into.executeUpdate();
          taken.merge(table, row.getLong(1), Math::max);
        }
      }
    }
  }

  private void dropOldest() throws SQLException {
    Database.execute(
        memory,
        "DELETE FROM reading WHERE id IN (SELECT id FROM reading ORDER BY id LIMIT "
            + DROPPED_AT_ONCE
            + ")");
  }

  @Override
  public void close() throws SQLException {
    memory.close();
  }
}
