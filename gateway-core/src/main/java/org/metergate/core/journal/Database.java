// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The journal's file as SQLite sees it: one connection that writes, one that reads, one that brings
 * the write-ahead log home. Whoever uses one of them holds its lock.
 */
final class Database implements AutoCloseable {
  /** Work on the writing connection. */
  interface Work {
    void run() throws SQLException;
  }

  private static final int PAGE = 4096;
  private static final int LOG_BYTES = 4 << 20;
  private static final int BUSY_MILLIS = 5000;

  private final Path path;
  private final Connection writer;
  private final Connection reader;
  private final Connection keeper;
  private final PreparedStatement begin;
  private final PreparedStatement commit;
  private final PreparedStatement rollback;

  private Database(Path path, Connection writer, Connection reader, Connection keeper)
      throws SQLException {
    this.path = path;
    this.writer = writer;
    this.reader = reader;
    this.keeper = keeper;
    begin = writer.prepareStatement("BEGIN IMMEDIATE");
    commit = writer.prepareStatement("COMMIT");
    rollback = writer.prepareStatement("ROLLBACK");
  }

  static Database open(Path path) throws JournalException {
    Connection[] opened = new Connection[3];
    try {
      opened[0] = connect(path);
      Migrations.check(opened[0], path);
      execute(opened[0], "PRAGMA page_size = " + PAGE);
      execute(opened[0], "PRAGMA journal_mode = WAL");
      execute(opened[0], "PRAGMA wal_autocheckpoint = " + LOG_BYTES / PAGE);
      Migrations.run(opened[0]);
      opened[1] = connect(path);
      execute(opened[1], "PRAGMA query_only = ON");
      opened[2] = connect(path);
      return new Database(path, opened[0], opened[1], opened[2]);
    } catch (SQLException e) {
      closeAll(opened);
      throw JournalException.of(path, e);
    } catch (JournalException | RuntimeException e) {
      closeAll(opened);
      throw e;
    }
  }

  private static Connection connect(Path path) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path);
    execute(connection, "PRAGMA busy_timeout = " + BUSY_MILLIS);
    execute(connection, "PRAGMA synchronous = NORMAL");
    execute(connection, "PRAGMA journal_size_limit = " + LOG_BYTES);
    execute(connection, "PRAGMA cache_size = -512");
    return connection;
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  Connection writer() {
    return writer;
  }

  Connection reader() {
    return reader;
  }

  /**
   * Runs work in one transaction: all of it is in the file when this returns, or nothing.
   *
   * @param work on {@link #writer()}, whose lock the caller holds.
   */
  void transaction(Work work) throws SQLException {
    begin.execute();
    boolean done = false;
    try {
      work.run();
      commit.execute();
      done = true;
    } finally {
      if (!done) {
        rollback();
      }
    }
  }

  private void rollback() {
    try {
      rollback.execute();
    } catch (SQLException e) {
      // A full disk makes SQLite roll back by itself: then there is nothing left to undo.
    }
  }

  /**
   * Makes all that was committed safe against a power cut, then moves it from the log to its place.
   * Writers go on meanwhile.
   */
  void flush() throws SQLException, IOException {
    Path log = path.resolveSibling(path.getFileName() + "-wal");
    if (Files.exists(log)) {
      // A checkpoint alone syncs nothing while a reader stands on the file's own pages. SQLite
      // holds
      // no lock on the log, so that closing it here loses none.
      try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
        channel.force(false);
      }
    }
    try (Statement statement = keeper.createStatement();
        ResultSet result = statement.executeQuery("PRAGMA wal_checkpoint(PASSIVE)")) {
      result.next();
    }
  }

  @Override
  public void close() throws SQLException {
    SQLException first = null;
    for (Connection connection : new Connection[] {reader, keeper, writer}) {
      try {
        connection.close();
      } catch (SQLException e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private static void closeAll(Connection[] connections) {
    for (Connection connection : connections) {
      try {
        if (connection != null) {
          connection.close();
        }
      } catch (SQLException e) {
        // The reason why the journal could not be opened is on its way to the caller.
      }
    }
  }
}
