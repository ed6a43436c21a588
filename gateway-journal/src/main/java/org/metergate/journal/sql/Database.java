// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.sql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
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
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/**
 * The SQLite connections to the journal's file: one that writes, one that reads, one that
 * checkpoints the write-ahead log (WAL), one that reads for the roll-ups. Each is used by one
 * thread at a time.
 *
 * <p>A commit is a write to the WAL without a sync ({@code synchronous = NORMAL} in WAL mode), so
 * that only {@link #flush} waits for the disk. Each commit writes whole pages: they have 512 bytes,
 * the smallest size that SQLite supports, since each reading is one commit and an SD card should
 * not wear out. Measured for 20 values, pages of 4096 bytes would write 4.8 kB per reading instead
 * of 0.9 kB, and save a tenth of the file's size.
 */
public final class Database implements AutoCloseable {
  /** Work on the writing connection. */
  public interface Work {
    void run() throws SQLException;
  }

  /** Runs work in a transaction between the transactions of other threads. */
  public interface Transactions {
    /**
     * Runs work in a transaction of its own.
     *
     * @param work on {@link Database#writer()}; all of it is in the file when this returns.
     * @throws SQLException when nothing of it is.
     */
    void write(Work work) throws SQLException;
  }

  private static final int PAGE_BYTES = 512;

  private static final int HEADER_BYTES = 100;

  /** A WAL of this size is checkpointed by the appending thread if the syncs do not come. */
  private static final int LOG_BYTES = 4 << 20;

  /** A page in the log has 24 bytes in front of it. */
  private static final int FRAME_BYTES = PAGE_BYTES + 24;

  /** More than an output or an export leaves in the log for the time of a query. */
  private static final long HELD_LOG_BYTES = 2L * LOG_BYTES;

  /** How long a start waits for another program that has locked the file. */
  private static final int BUSY_MILLIS = 5000;

  /**
   * How long a link waits when another program has locked the file; its line keeps sending
   * meanwhile. Only the first transaction waits: the following ones fail at once until one
   * succeeds.
   */
  private static final int BUSY_WRITER_MILLIS = 300;

  private final Path path;
  private final Deque<Connection> connections = new ArrayDeque<>();
  private final Connection writer;
  private final Connection reader;
  private final Connection checkpointer;
  private final Connection rollupReader;
  private final CounterRuleTable counterRuleTable;
  private final Prepared begin;
  private final Prepared commit;
  private final Prepared rollback;
  private volatile long heldLog;
  private boolean busy;

  private Database(Path path) throws SQLException {
    this.path = path;
    boolean open = false;
    try {
      writer = connect();
      Migrations.OURS.check(writer);
      execute(writer, "PRAGMA page_size = " + PAGE_BYTES);
      execute(writer, "PRAGMA journal_mode = WAL");
      execute(writer, "PRAGMA wal_autocheckpoint = " + LOG_BYTES / PAGE_BYTES);
      Migrations.OURS.run(writer);
      reader = connect();
      execute(reader, "PRAGMA query_only = ON");
      checkpointer = connect();
      rollupReader = connect();
      execute(rollupReader, "PRAGMA query_only = ON");
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
   * Opens the file, or creates it, and migrates it to the version of this program. The caller keeps
   * other writers away.
   *
   * @throws UnusableFileException when it is not a journal that this program can write; it is not
   *     changed.
   * @throws SQLException when the file cannot be used.
   * @throws IOException when the native part of SQLite cannot be loaded.
   */
  public static Database open(Path path) throws SQLException, IOException {
    SqliteLibrary.load();
    return new Database(path);
  }

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
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(BUSY_MILLIS);
    Connection connection = config.createConnection("jdbc:sqlite:" + path.toAbsolutePath());
    boolean open = false;
    try {
      Migrations.OURS.requireCurrent(connection);
      open = true;
      return connection;
    } finally {
      if (!open) {
        connection.close();
      }
    }
  }

  private Connection connect() throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path);
    connections.push(connection);
    execute(connection, "PRAGMA busy_timeout = " + BUSY_MILLIS);
    execute(connection, "PRAGMA synchronous = NORMAL");
    execute(connection, "PRAGMA journal_size_limit = " + LOG_BYTES);
    execute(connection, "PRAGMA cache_size = -512");
    return connection;
  }

  public static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The number that a query returns; 0 if it returns none. */
  public static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return result.next() ? result.getLong(1) : 0;
    }
  }

  public Path path() {
    return path;
  }

  public Connection writer() {
    return writer;
  }

  public Connection reader() {
    return reader;
  }

  /** The counter rules, shared by all connections. */
  public CounterRuleTable counterRuleTable() {
    return counterRuleTable;
  }

  /**
   * The connection on which the journal's own thread reads, so that outputs need not wait for it.
   */
  public Connection rollupReader() {
    return rollupReader;
  }

  /** The bytes in use in the file, without its free pages. */
  public long used() throws SQLException {
    long pages =
        number(rollupReader, "PRAGMA page_count") - number(rollupReader, "PRAGMA freelist_count");
    return pages * number(rollupReader, "PRAGMA page_size");
  }

  /**
   * Runs work in one transaction: when this returns, all of it is in the file; otherwise nothing
   * is.
   *
   * @param work on {@link #writer()}.
   */
  public void transaction(Work work) throws SQLException {
    begin();
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

  private void begin() throws SQLException {
    try {
      begin.run();
    } catch (SQLException e) {
      if (!busy && isBusy(e)) {
        busy = true;
        execute(writer, "PRAGMA busy_timeout = 0");
      }
      throw e;
    }
    if (busy) {
      busy = false;
      execute(writer, "PRAGMA busy_timeout = " + BUSY_WRITER_MILLIS);
    }
  }

  /** An extended code of SQLite has its primary code in the lowest byte. */
  private static boolean isBusy(SQLException e) {
    return (e.getErrorCode() & 0xFF) == SQLiteErrorCode.SQLITE_BUSY.code;
  }

  private void rollBack() {
    try {
      rollback.run();
    } catch (SQLException e) {
      // On a full disk SQLite has rolled back by itself, and nothing is left to undo.
    }
  }

  /**
   * Makes all committed data safe against a power cut, then checkpoints the WAL. Writers and
   * readers continue meanwhile.
   */
  public void flush() throws SQLException, IOException {
    Path log = path.resolveSibling(path.getFileName() + "-wal");
    if (Files.exists(log)) {
      // A checkpoint alone may sync nothing while a reader is active. SQLite holds no lock on the
      // WAL file itself, so that none is lost when this channel is closed.
      try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
        channel.force(false);
      }
    }
    try (Statement statement = checkpointer.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(PASSIVE)")) {
      // the frames of the log, and how many of them are in the file now: https://sqlite.org/pragma
      long left = row.next() ? row.getLong(2) - row.getLong(3) : 0;
      heldLog = left * FRAME_BYTES > HELD_LOG_BYTES ? Files.size(log) : 0;
    }
  }

  /**
   * The size of a log that the last {@link #flush} could not copy into the file, because a reader
   * still needs what is there; 0 for a log that is emptied as usual. Any thread.
   *
   * @return bytes.
   */
  public long heldLog() {
    return heldLog;
  }

  /** Closes the connections. */
  @Override
  public void close() {
    while (!connections.isEmpty()) {
      try {
        connections.pop().close();
      } catch (SQLException e) {
        // What was committed is in the file or its WAL; SQLite recovers it when the file is opened
        // next.
      }
    }
  }
}
