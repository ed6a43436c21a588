// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.metergate.spi.codec.MalformedException;

/**
 * Migrates a journal to the version of this program. Forward only: {@code migration-N.sql} turns
 * version N-1 into version N in one transaction, and is never changed once it is released. A
 * statement in it ends with a semicolon at the end of a line, and no comment does.
 */
final class Migrations {
  /** The version that this program writes. */
  static final int VERSION = 5;

  /** The version that introduced roll-ups of whole days. */
  private static final int DAYS = 5;

  /** "MTGT" in the file's header distinguishes our journals from other programs' databases. */
  static final int APPLICATION = 0x4D544754;

  private Migrations() {}

  /**
   * Checks a file before anything in it is changed.
   *
   * @throws JournalException when it is another program's database, or a newer journal.
   */
  static void check(Connection connection, Path path) throws SQLException, JournalException {
    long version = Database.number(connection, "PRAGMA user_version");
    boolean empty = Database.number(connection, "SELECT count(*) FROM sqlite_master") == 0;
    if (!empty && Database.number(connection, "PRAGMA application_id") != APPLICATION) {
      throw new JournalException(
          JournalException.Cause.NOT_A_JOURNAL,
          "The file "
              + path
              + " is a database of another program; name another file under journal.path.",
          null);
    }
    if (version > VERSION) {
      throw new JournalException(
          JournalException.Cause.NEWER,
          "The journal "
              + path
              + " was written by a newer metergate (its version is "
              + version
              + ", this program knows "
              + VERSION
              + "); install that metergate again, or name another file under journal.path.",
          null);
    }
  }

  static void run(Connection connection) throws SQLException {
    long version = Database.number(connection, "PRAGMA user_version");
    while (version < VERSION) {
      version++;
      Database.execute(connection, "BEGIN IMMEDIATE");
      try {
        for (String statement : statements(version)) {
          Database.execute(connection, statement);
        }
        if (version == DAYS) {
          mergeDays(connection);
        }
        Database.execute(connection, "PRAGMA application_id = " + APPLICATION);
        Database.execute(connection, "PRAGMA user_version = " + version);
        Database.execute(connection, "COMMIT");
      } catch (SQLException e) {
        try {
          Database.execute(connection, "ROLLBACK");
        } catch (SQLException again) {
          e.addSuppressed(again);
        }
        throw e;
      }
    }
  }

  /**
   * The part that SQL cannot do: merges the quarters and hours of each day from its minutes. The
   * last day is left out, since it may not be over.
   */
  private static void mergeDays(Connection connection) throws SQLException {
    RollupTable table = new RollupTable(connection);
    SeriesTable series = new SeriesTable(connection);
    long first = table.firstQuarter();
    long last = Database.number(connection, "SELECT max(place) >> 32 FROM rollup_minute");
    for (String meter : series.names()) {
      for (Series one : series.ofName(meter)) {
        for (long day = RollupTable.dayOf(first); day < RollupTable.dayOf(last); day++) {
          try {
            table.mergeDay(one, day);
          } catch (MalformedException e) {
            // A damaged row is reported when it is read; it must not block the others.
          }
        }
      }
    }
  }

  private static String[] statements(long version) {
    String name = "migration-" + version + ".sql";
    try (InputStream in = Migrations.class.getResourceAsStream(name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.strip().split(";\\s*\\R");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
