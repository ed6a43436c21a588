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
 * A journal that is only read, beside a gateway that writes it or without one. It asks for no lock,
 * so that it hinders nobody. One thread at a time.
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
   * @throws JournalException when there is none, or not one of the form that this program knows.
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
      requireForm(connection, path);
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

  private static void requireForm(Connection connection, Path path)
      throws SQLException, JournalException {
    long version = Database.number(connection, "PRAGMA user_version");
    if (version == 0) {
      throw new JournalException(
          JournalException.Cause.NOT_A_JOURNAL,
          "The file " + path + " is no journal of this program; name another one.",
          null);
    }
    if (version < Migrations.VERSION) {
      throw new JournalException(
          JournalException.Cause.OTHER,
          "The journal "
              + path
              + " was written by an older metergate; start the gateway once with this one, which"
              + " brings it up to date.",
          null);
    }
  }

  /**
   * Looks at what was.
   *
   * @param clocks the zone of meters' clocks that tell none.
   * @param look takes what it wants.
   * @throws JournalException when the file cannot be read.
   */
  public void history(ZoneId clocks, HistoryQuery look) throws JournalException {
    try {
      look.at(new History(connection, clocks, new CounterRuleTable(connection)));
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
      // Nothing was written that could be lost.
    }
  }

  @Override
  public void close() {
    close(connection);
  }
}
