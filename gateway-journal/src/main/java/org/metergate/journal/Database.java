// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The journal's file as SQLite sees it: one connection that writes, one that reads, one that brings
 * the write-ahead log home, one that reads for the roll-ups. Each is used by one thread at a time.
 *
 * <p>A commit is a write into the log without a sync ({@code synchronous = NORMAL} in WAL mode), so
 * that only {@link #flush} waits for the disk. Each commit writes whole pages: they are of 512
 * bytes, the smallest that SQLite has, since a reading is one commit and an SD card is to live.
 * Measured for 20 values, 4096 bytes would make it 4.8 kB a reading in place of 0.9 kB, and save a
 * tenth of the file's size.
 */
final class Database implements AutoCloseable {
  /** Work on the writing connection. */
  interface Work {
    void run() throws SQLException;
  }

  private static final int PAGE_BYTES = 512;

  /** A log that long is brought home by whoever appends, should the syncs fail to come. */
  private static final int LOG_BYTES = 4 << 20;

  /** So long a start waits for another program that holds the file. */
  private static final int BUSY_MILLIS = 5000;

  /** So long a link waits with each reading: its line goes on sending meanwhile. */
  private static final int BUSY_WRITER_MILLIS = 300;

  private final JournalFile file;
  private final Deque<Connection> connections = new ArrayDeque<>();
  private final Connection writer;
  private final Connection reader;
  private final Connection keeper;
  private final Connection roller;
  private final CounterRuleTable counterRuleTable;
  private final Prepared begin;
  private final Prepared commit;
  private final Prepared rollback;

  private Database(JournalFile file) throws SQLException, JournalException {
    this.file = file;
    boolean open = false;
    try {
      writer = connect();
      Migrations.check(writer, file.path());
      execute(writer, "PRAGMA page_size = " + PAGE_BYTES);
      execute(writer, "PRAGMA journal_mode = WAL");
      execute(writer, "PRAGMA wal_autocheckpoint = " + LOG_BYTES / PAGE_BYTES);
      Migrations.run(writer);
      reader = connect();
      execute(reader, "PRAGMA query_only = ON");
      keeper = connect();
      roller = connect();
      execute(roller, "PRAGMA query_only = ON");
      execute(writer, "PRAGMA busy_timeout = " + BUSY_WRITER_MILLIS);
      counterRuleTable = new CounterRuleTable(writer);
      begin = new Prepared(writer, "BEGIN IMMEDIATE");
      commit = new Prepared(writer, "COMMIT");
      rollback = new Prepared(writer, "ROLLBACK");
      open = true;
    } finally {
      if (!open) {
        close();
      }
    }
  }

  /**
   * Opens the file, as far as the version that this program knows; holds the claim to it from then
   * on.
   *
   * @throws JournalException when it cannot be used; the claim is given back.
   */
  static Database open(JournalFile file) throws JournalException {
    loadLibrary(file);
    try {
      return new Database(file);
    } catch (SQLException e) {
      throw JournalException.of(file.path(), e);
    }
  }

  private static void loadLibrary(JournalFile file) throws JournalException {
    try {
      SqliteLibrary.load();
    } catch (IOException e) {
      file.close();
      String usual = System.getProperty("java.io.tmpdir");
      throw new JournalException(
          JournalException.Cause.OTHER,
          "The journal "
              + file.path()
              + " cannot be opened, since the library of SQLite cannot be unpacked and run in "
              + System.getProperty("org.sqlite.tmpdir", usual)
              + "; name a folder where that is allowed with -Dorg.sqlite.tmpdir=FOLDER.",
          e);
    }
  }

  private Connection connect() throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.path());
    connections.push(connection);
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

  /** The number that a query gives; 0 where it gives none. */
  static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return result.next() ? result.getLong(1) : 0;
    }
  }

  Path path() {
    return file.path();
  }

  Connection writer() {
    return writer;
  }

  Connection reader() {
    return reader;
  }

  /** How the readings are read; one for all connections. */
  CounterRuleTable counterRuleTable() {
    return counterRuleTable;
  }

  /** Reads for the journal's own thread, so that outputs need not wait for it. */
  Connection roller() {
    return roller;
  }

  /** The bytes of the file that hold something; room that was given back is not in it. */
  long used() throws SQLException {
    long pages = number(roller, "PRAGMA page_count") - number(roller, "PRAGMA freelist_count");
    return pages * number(roller, "PRAGMA page_size");
  }

  /**
   * Runs work in one transaction: all of it is in the file when this returns, or nothing.
   *
   * @param work on {@link #writer()}.
   */
  void transaction(Work work) throws SQLException {
    begin.run();
    boolean done = false;
    try {
      work.run();
      commit.run();
      done = true;
    } finally {
      if (!done) {
        rollBack();
      }
    }
  }

  private void rollBack() {
    try {
      rollback.run();
    } catch (SQLException e) {
      // A full disk makes SQLite roll back by itself: then there is nothing left to undo.
    }
  }

  /**
   * Makes all that was committed safe against a power cut, then moves it from the log to its place.
   * Writers and readers go on meanwhile.
   */
  void flush() throws SQLException, IOException {
    Path log = path().resolveSibling(path().getFileName() + "-wal");
    if (Files.exists(log)) {
      // A checkpoint alone may sync nothing while somebody reads. SQLite holds no lock on the log
      // itself, so that none is lost when this channel is closed.
      try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
        channel.force(false);
      }
    }
    execute(keeper, "PRAGMA wal_checkpoint(PASSIVE)");
  }

  /** Lets go of the file and of the claim to it. */
  @Override
  public void close() {
    while (!connections.isEmpty()) {
      try {
        connections.pop().close();
      } catch (SQLException e) {
        // What was committed is in the file or its log; the next one who opens it puts them
        // together.
      }
    }
    file.close();
  }
}
