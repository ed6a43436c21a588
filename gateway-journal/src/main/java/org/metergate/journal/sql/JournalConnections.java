// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.sql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;

/**
 * Opens journals that are not the one which the gateway writes: for reading, damaged, at rest, or
 * new ones for rows that are saved. Any thread.
 */
public final class JournalConnections {
  private static final int HEADER_BYTES = 100;

  private JournalConnections() {}

  /**
   * Whether a file has the header of a journal, without opening it as a database; an empty file may
   * become one.
   *
   * @throws IOException when it cannot be read.
   */
  public static boolean isJournal(Path path) throws IOException {
    // https://sqlite.org/fileformat2.html, section 1.3: 100 bytes, the application id at byte 68
    try (InputStream in = Files.newInputStream(path)) {
      byte[] header = in.readNBytes(HEADER_BYTES);
      return header.length == 0
          || header.length == HEADER_BYTES
              && ByteBuffer.wrap(header).getInt(68) == Migrations.APPLICATION;
    }
  }

  /**
   * Opens a journal for reading, whether or not a gateway writes it.
   *
   * @throws UnusableFileException when it is not a journal of this program's version.
   * @throws SQLException when the file cannot be read.
   */
  public static Connection openReadOnly(Path path) throws SQLException {
    return after(readOnly(path), Migrations.OURS::requireCurrent);
  }

  /**
   * Opens a damaged journal for reading; it is not changed.
   *
   * @throws UnusableFileException when it is certain that it is not a journal of this program's
   *     version.
   * @throws SQLException when the file cannot be opened.
   */
  public static Connection openDamaged(Path path) throws SQLException {
    Connection connection = readOnly(path);
    boolean open = false;
    try {
      Migrations.OURS.requireCurrent(connection);
      open = true;
    } catch (SQLException e) {
      open = Salvage.isDamage(e);
      if (!open) {
        throw e;
      }
    } finally {
      if (!open) {
        connection.close();
      }
    }
    return connection;
  }

  private static Connection readOnly(Path path) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(Database.BUSY_MILLIS);
    return config.createConnection("jdbc:sqlite:" + path.toAbsolutePath());
  }

  /**
   * Opens a journal for reading without its write-ahead log, which must be empty or missing.
   * Nothing is written next to it.
   *
   * @throws UnusableFileException when it is not a journal of this program's version.
   * @throws SQLException when the file cannot be read.
   */
  public static Connection openAtRest(Path path) throws SQLException {
    return after(atRest(path), Migrations.OURS::requireCurrent);
  }

  /**
   * As {@link #openAtRest}, for a copy, which may have an older version.
   *
   * @throws UnusableFileException when it is not a journal that this program can write.
   * @throws SQLException when the file cannot be read.
   */
  public static Connection openCopyAtRest(Path path) throws SQLException {
    return after(atRest(path), Migrations.OURS::check);
  }

  private interface Step {
    void on(Connection connection) throws SQLException;
  }

  /** Returns a connection after a step; one that fails closes it. */
  private static Connection after(Connection connection, Step step) throws SQLException {
    boolean done = false;
    try {
      step.on(connection);
      done = true;
      return connection;
    } finally {
      if (!done) {
        connection.close();
      }
    }
  }

  private static Connection atRest(Path path) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + path.toUri() + "?mode=ro&immutable=1");
  }

  /**
   * Opens a journal that no gateway uses, to copy it or to look at it: what its write-ahead log
   * holds is copied into the file when it is closed. It may have an older version.
   *
   * @throws UnusableFileException when it is not a journal that this program can write.
   * @throws SQLException when the file cannot be opened.
   */
  public static Connection openToCopy(Path path) throws SQLException {
    return after(
        DriverManager.getConnection("jdbc:sqlite:" + path.toAbsolutePath()),
        connection -> {
          Database.execute(connection, "PRAGMA busy_timeout = " + Database.BUSY_MILLIS);
          Migrations.OURS.check(connection);
        });
  }

  /**
   * Opens a copy for writing, and brings it to the version of this program.
   *
   * @throws UnusableFileException when it is not a journal that this program can write.
   * @throws SQLException when the file cannot be used.
   */
  public static Connection openCopy(Path path) throws SQLException {
    return after(
        openToCopy(path),
        connection -> {
          if (Database.number(connection, "PRAGMA user_version") == 0) {
            throw new UnusableFileException(
                UnusableFileException.Reason.FOREIGN, 0, Migrations.OURS.version());
          }
          Database.execute(connection, "PRAGMA journal_mode = DELETE");
          Migrations.OURS.run(connection);
        });
  }

  /**
   * Creates an empty journal for rows of another one. It is complete on the disk when it is closed.
   *
   * @param path missing or empty.
   */
  public static Connection create(Path path) throws SQLException {
    return after(
        DriverManager.getConnection("jdbc:sqlite:" + path),
        connection -> {
          Database.execute(connection, "PRAGMA page_size = " + Database.PAGE_BYTES);
          Database.execute(connection, "PRAGMA synchronous = FULL");
          Migrations.OURS.run(connection);
        });
  }
}
