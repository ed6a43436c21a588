// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import org.metergate.spi.codec.MalformedException;
import org.sqlite.SQLiteConfig;

/**
 * Read-only access to a journal, with or without a gateway that writes it. It takes no lock, so
 * that it blocks no other program. One thread at a time.
 */
public final class JournalReader implements AutoCloseable {
  private final Path path;
  private final Connection connection;

  private JournalReader(Path path, Connection connection) {
    this.path = path;
    this.connection = connection;
  }

  /**
   * Opens a journal for reading.
   *
   * @param path the file.
   * @return the open journal.
   * @throws JournalException when there is none, or its version is not the one of this program.
   */
  public static JournalReader open(Path path) throws JournalException {
    if (!Files.isRegularFile(path)) {
      throw new JournalException(
          JournalException.Cause.NOT_A_JOURNAL,
          "There is no journal "
              + path
              + "; name it with --journal, or the gateway's"
              + " configuration with -c.",
          null);
    }
    Connection connection = null;
    boolean open = false;
    try {
      SQLiteConfig config = new SQLiteConfig();
      config.setReadOnly(true);
      config.setBusyTimeout(5000);
      connection = config.createConnection("jdbc:sqlite:" + path.toAbsolutePath());
      Migrations.check(connection, path);
      requireVersion(connection, path);
      open = true;
      return new JournalReader(path, connection);
    } catch (SQLException e) {
      throw JournalException.of(path, e);
    } finally {
      if (!open) {
        close(connection);
      }
    }
  }

  private static void requireVersion(Connection connection, Path path)
      throws SQLException, JournalException {
    long version = Database.number(connection, "PRAGMA user_version");
    if (version == 0) {
      throw new JournalException(
          JournalException.Cause.NOT_A_JOURNAL,
          "The file " + path + " is not a journal of this program; name another one.",
          null);
    }
    if (version < Migrations.VERSION) {
      throw new JournalException(
          JournalException.Cause.OTHER,
          "The journal "
              + path
              + " was written by an older metergate; start the gateway once with this version,"
              + " which migrates it.",
          null);
    }
  }

  /**
   * Queries the history.
   *
   * @param clocks the zone of meter clocks without an offset.
   * @param query reads what it needs.
   * @throws JournalException when the file cannot be read.
   */
  public void history(ZoneId clocks, HistoryQuery query) throws JournalException {
    try {
      query.at(new History(connection, clocks, new CounterRuleTable(connection)));
    } catch (SQLException | MalformedException e) {
      throw JournalException.of(path, e);
    }
  }

  private static void close(Connection connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      // Nothing that could be lost was written.
    }
  }

  @Override
  public void close() {
    close(connection);
  }
}
