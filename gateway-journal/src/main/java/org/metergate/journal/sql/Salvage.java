// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.metergate.spi.codec.MalformedException;
import org.sqlite.SQLiteException;

/**
 * Copies all rows that can still be read from a damaged journal into a new one, where the indexes
 * are built from them. Tables whose rows have a number are searched from both ends, and row by row
 * around the pages that cannot be read; the others from both ends. Rows that the new file has
 * already are left as they are, so that several sources can be copied one after the other, the best
 * one first. One thread.
 */
public final class Salvage {
  /**
   * Rows that cannot be read.
   *
   * @param table in which they are.
   * @param first the first number at which none was found.
   * @param last the last one.
   */
  public record Gap(JournalTable table, long first, long last) {}

  private static final int ROWS_AT_ONCE = 500;

  /** More than a table without numbers ever has; damaged pages may refer to each other. */
  private static final int MOST_ROWS_IN_ORDER = 1_000_000;

  /** The rows of some pages of the smallest size. */
  private static final int SINGLE_PROBES = 400;

  private static final long LAST = 1L << 62;

  /** 2^32 places for a quarter of an hour, one for each series; see docs/concepts/journal.md. */
  private static final long PLACES_OF_A_QUARTER = 1L << 32;

  private final Connection source;
  private final Connection target;
  private final List<Gap> gaps = new ArrayList<>();
  private long highestSeries;

  private Salvage(Connection source, Connection target) {
    this.source = source;
    this.target = target;
  }

  /**
   * Copies what can be read.
   *
   * @param source a journal; it is only read.
   * @param target a journal of the present version.
   * @return the rows that could not be read.
   * @throws SQLException when the target cannot be written.
   */
  public static List<Gap> copy(Connection source, Connection target) throws SQLException {
    Salvage salvage = new Salvage(source, target);
    Database.execute(target, "BEGIN");
    boolean done = false;
    try {
      for (JournalTable table : JournalTable.values()) {
        salvage.copy(table);
      }
      Database.execute(target, "COMMIT");
      done = true;
    } finally {
      if (!done) {
        Database.execute(target, "ROLLBACK");
      }
    }
    return List.copyOf(salvage.gaps);
  }

  /** Whether an error means that the file is damaged, and not, for example, that a disk is full. */
  public static boolean isDamage(SQLException e) {
    if (!(e instanceof SQLiteException sqlite)) {
      return e.getCause() instanceof SQLException cause && isDamage(cause);
    }
    return switch (sqlite.getResultCode().code & 0xff) {
      case 11, 26 -> true; // SQLITE_CORRUPT, SQLITE_NOTADB
      case 10 -> sqlite.getResultCode().code == 522; // SQLITE_IOERR_SHORT_READ: truncated
      default -> false;
    };
  }

  /**
   * Deletes the readings that cannot be decoded: what others wrote over a page may look like rows.
   *
   * @return their ids.
   */
  public static List<Long> dropUnreadable(Connection target) throws SQLException {
    ReadingTable readings = new ReadingTable(target, new CounterRuleTable(target));
    Prepared next = new Prepared(target, "SELECT min(id) FROM reading WHERE id > ?");
    Prepared delete = new Prepared(target, "DELETE FROM reading WHERE id = ?");
    List<Long> dropped = new ArrayList<>();
    long position = 0;
    int limit = ROWS_AT_ONCE;
    while (true) {
      try {
        List<Long> ids =
            readings.after(position, Long.MAX_VALUE, limit, (id, reading, series) -> id);
        if (ids.isEmpty()) {
          return dropped;
        }
        position = ids.get(ids.size() - 1);
        limit = ROWS_AT_ONCE;
      } catch (MalformedException | IllegalArgumentException e) {
        if (limit > 1) {
          limit = 1;
          continue;
        }
        try (ResultSet row = next.query(position)) {
          position = row.getLong(1);
        }
        delete.run(position);
        dropped.add(position);
      }
    }
  }

  private void copy(JournalTable table) throws SQLException {
    List<String> columns = table.columns(target);
    String select = "SELECT " + String.join(", ", columns) + " FROM " + table.sql();
    String insert =
        "INSERT OR IGNORE INTO "
            + table.sql()
            + " VALUES ("
            + "?,".repeat(columns.size() - 1)
            + "?)";
    try (PreparedStatement into = target.prepareStatement(insert)) {
      if (table.isNumbered()) {
        numbered(table, select, into);
      } else if (!scan(select + " ORDER BY " + table.key(), into)) {
        gaps.add(new Gap(table, 0, 0));
        scan(select + " ORDER BY " + table.falling(), into);
      }
    }
    if (table == JournalTable.SERIES) {
      highestSeries = Database.number(target, "SELECT max(id) FROM series");
    }
  }

  /** Copies rows in an order until the end or an error; returns whether the end was reached. */
  private boolean scan(String query, PreparedStatement into) throws SQLException {
    try (Rows rows = new Rows(query, into)) {
      int count = 0;
      while (count++ < MOST_ROWS_IN_ORDER && rows.next()) {
        rows.insert();
      }
      return !rows.broken && count <= MOST_ROWS_IN_ORDER;
    }
  }

  private void numbered(JournalTable table, String select, PreparedStatement into)
      throws SQLException {
    String key = table.key();
    String rising = select + " WHERE " + key + " >= %d ORDER BY " + key + " LIMIT " + ROWS_AT_ONCE;
    long position = Long.MIN_VALUE;
    long hole = 0;
    int probes = 0;
    while (position < LAST) {
      try (Rows rows = new Rows(rising.formatted(position), into)) {
        int found = 0;
        while (rows.next()) {
          if (rows.number() < position) { // pages that refer to each other: there would be no end
            rows.broken = true;
            break;
          }
          if (probes > 0) {
            end(table, select, into, hole, rows.number());
            probes = 0;
          }
          position = rows.number() + 1;
          rows.insert();
          found++;
        }
        if (!rows.broken && found < ROWS_AT_ONCE) {
          break;
        }
        if (!rows.broken) {
          continue;
        }
      }
      position = Math.max(position, 1);
      hole = probes == 0 ? position : hole;
      position = next(table, position, ++probes);
    }
    if (probes > 0) {
      end(table, select, into, hole, Long.MAX_VALUE);
    }
  }

  /**
   * The place to look at next when nothing can be read from here on: around a page of rows at each
   * number that a row may have, beyond that in steps that double.
   */
  private long next(JournalTable table, long position, int probes) {
    if (probes > SINGLE_PROBES) {
      return position + (1L << Math.min(61, probes - SINGLE_PROBES));
    }
    return table == JournalTable.ROLLUP_MINUTE && position % PLACES_OF_A_QUARTER >= highestSeries
        ? (position / PLACES_OF_A_QUARTER + 1) * PLACES_OF_A_QUARTER
        : position + 1;
  }

  /** Copies the rows before a found one, from there down to what cannot be read. */
  private void end(JournalTable table, String select, PreparedStatement into, long hole, long found)
      throws SQLException {
    String falling =
        "%s WHERE %s >= %d AND %2$s < %d ORDER BY %s"
            .formatted(select, table.key(), hole, found, table.falling());
    long lowest = found;
    try (Rows rows = new Rows(falling, into)) {
      while (rows.next()) {
        if (rows.number() >= lowest) {
          rows.broken = true;
          break;
        }
        lowest = rows.number();
        rows.insert();
      }
      if (rows.broken || lowest > hole) {
        gaps.add(new Gap(table, hole, lowest == Long.MAX_VALUE ? lowest : lowest - 1));
      }
    }
  }

  /** The rows of a query of the source, up to the first that cannot be read. */
  private final class Rows implements AutoCloseable {
    private final PreparedStatement into;
    private PreparedStatement statement;
    private ResultSet result;
    private Object[] values;
    boolean broken;

    Rows(String query, PreparedStatement into) throws SQLException {
      this.into = into;
      try {
        statement = source.prepareStatement(query);
        result = statement.executeQuery();
        values = new Object[result.getMetaData().getColumnCount()];
      } catch (SQLException e) {
        broken = true;
      }
    }

    /** Reads the next row; an error of any kind ends the rows. */
    boolean next() {
      try {
        if (broken || !result.next()) {
          return false;
        }
        for (int i = 0; i < values.length; i++) {
          values[i] = result.getObject(i + 1);
        }
        return true;
      } catch (SQLException e) {
        broken = true;
        return false;
      }
    }

    long number() {
      return values[0] instanceof Number number ? number.longValue() : 0;
    }

    void insert() throws SQLException {
      for (int i = 0; i < values.length; i++) {
        into.setObject(i + 1, values[i]);
      }
      try {
        into.executeUpdate();
      } catch (SQLiteException e) {
        if ((e.getResultCode().code & 0xff) != 19) { // SQLITE_CONSTRAINT: the row is no row
          throw e;
        }
      }
    }

    @Override
    public void close() {
      try {
        if (statement != null) {
          statement.close();
        }
      } catch (SQLException e) {
        // It was only read.
      }
    }
  }
}
