// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.sql;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
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

  static final int PAGE_BYTES = 512;

  /** A WAL of this size is checkpointed by the appending thread if the syncs do not come. */
  private static final int LOG_BYTES = 4 << 20;

  /** A page in the log has 24 bytes in front of it. */
  private static final int FRAME_BYTES = PAGE_BYTES + 24;

  /** More than an output or an export leaves in the log for the time of a query. */
  private static final long HELD_LOG_BYTES = 2L * LOG_BYTES;

  /** How long a start waits for another program that has locked the file. */
  static final int BUSY_MILLIS = 5000;

  /**
   * How long a link waits when another program has locked the file; its line keeps sending
   * meanwhile. Only the first transaction waits: the following ones fail at once until one
   * succeeds.
   */
  private static final int BUSY_WRITER_MILLIS = 300;

  private final Deque<Connection> connections = new ArrayDeque<>();
  private final SwitchedConnection writer = new SwitchedConnection();
  private final SwitchedConnection reader = new SwitchedConnection();
  private final SwitchedConnection checkpointer = new SwitchedConnection();
  private final SwitchedConnection rollupReader = new SwitchedConnection();
  private final CounterRuleTable counterRuleTable;
  private final Prepared begin;
  private final Prepared commit;
  private final Prepared rollback;
  private volatile long heldLog;
  private boolean busy;

  private volatile Path path;
  private volatile boolean suspect;
  private OpenFiles files;

  private Database(Path path) throws SQLException, IOException {
    this.path = path;
    boolean open = false;
    try {
      connectAll();
      counterRuleTable = new CounterRuleTable(writer());
      begin = new Prepared(writer(), "BEGIN IMMEDIATE");
      commit = new Prepared(writer(), "COMMIT");
      rollback = new Prepared(writer(), "ROLLBACK");
      open = true;
    } finally {
      if (!open) {
        close();
      }
    }
  }

  private void connectAll() throws SQLException, IOException {
    Connection first = connect();
    writer.use(first);
    Migrations.OURS.check(first);
    execute(first, "PRAGMA page_size = " + PAGE_BYTES);
    execute(first, "PRAGMA journal_mode = WAL");
    execute(first, "PRAGMA wal_autocheckpoint = " + LOG_BYTES / PAGE_BYTES);
    Migrations.OURS.run(first);
    reader.use(connect());
    execute(reader(), "PRAGMA query_only = ON");
    checkpointer.use(connect());
    rollupReader.use(connect());
    execute(rollupReader(), "PRAGMA query_only = ON");
    execute(first, "PRAGMA busy_timeout = " + BUSY_WRITER_MILLIS);
    files = OpenFiles.of(path, (int) number(first, "PRAGMA page_size"));
    suspect = false;
  }

  /**
   * Closes all connections and opens them for another file, or for the same file again. Statements
   * that were prepared on them are prepared again when they are used next. No other thread uses a
   * connection meanwhile.
   *
   * @param newPath a journal of this version, as a rule with the rows of the present one.
   * @throws SQLException when it cannot be opened; all connections are closed then, and this can be
   *     called again.
   * @throws IOException when its files cannot be watched, likewise.
   */
  public void reopen(Path newPath) throws SQLException, IOException {
    close();
    path = newPath;
    boolean open = false;
    try {
      connectAll();
      open = true;
    } finally {
      if (!open) {
        close();
      }
    }
  }

  /** The open files, to compare them with what lies at their paths; empty while all are closed. */
  public Optional<OpenFiles> files() {
    return Optional.ofNullable(files);
  }

  /** Whether SQLite has found damage since the file was opened, or since this was asked last. */
  public boolean takeSuspicion() {
    boolean was = suspect;
    suspect = false;
    return was;
  }

  /**
   * Writes a complete copy of the journal as it is at the beginning, while others write. Syncs must
   * wait meanwhile.
   *
   * @param file missing or empty.
   */
  public void copyInto(Path file) throws SQLException {
    try (PreparedStatement statement = checkpointer().prepareStatement("VACUUM INTO ?")) {
      statement.setString(1, file.toString());
      statement.execute();
    }
  }

  /**
   * Adds to a copy what was written since {@link #copyInto} began, apart from roll-ups and deleted
   * readings, which must wait meanwhile. Under the writer's lock.
   *
   * @param file a copy.
   */
  public void catchUp(Path file) throws SQLException {
    try (PreparedStatement statement = writer().prepareStatement("ATTACH ? AS copied")) {
      statement.setString(1, file.toString());
      statement.execute();
    }
    try {
      execute(writer(), "PRAGMA copied.synchronous = FULL");
      transaction(
          () -> {
            for (JournalTable table : JournalTable.values()) {
              table.catchUp(writer(), "copied");
            }
          });
    } finally {
      execute(writer(), "DETACH copied");
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
    return writer.handle();
  }

  public Connection reader() {
    return reader.handle();
  }

  private Connection checkpointer() {
    return checkpointer.handle();
  }

  /** The counter rules, shared by all connections. */
  public CounterRuleTable counterRuleTable() {
    return counterRuleTable;
  }

  /**
   * The connection on which the journal's own thread reads, so that outputs need not wait for it.
   */
  public Connection rollupReader() {
    return rollupReader.handle();
  }

  /** The bytes in use in the file, without its free pages. */
  public long used() throws SQLException {
    long pages =
        number(rollupReader(), "PRAGMA page_count")
            - number(rollupReader(), "PRAGMA freelist_count");
    return pages * number(rollupReader(), "PRAGMA page_size");
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
    } catch (SQLException e) {
      suspect |= Salvage.isDamage(e);
      throw e;
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
        execute(writer(), "PRAGMA busy_timeout = 0");
      }
      throw e;
    }
    if (busy) {
      busy = false;
      execute(writer(), "PRAGMA busy_timeout = " + BUSY_WRITER_MILLIS);
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
    if (files != null) {
      // A checkpoint alone may sync nothing while a reader is active.
      files.forceLog();
    }
    try (Statement statement = checkpointer().createStatement();
        ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(PASSIVE)")) {
      // the frames of the log, and how many of them are in the file now: https://sqlite.org/pragma
      long left = row.next() ? row.getLong(2) - row.getLong(3) : 0;
      heldLog = left * FRAME_BYTES > HELD_LOG_BYTES && files != null ? files.logBytes() : 0;
    }
    if (files != null) {
      files.written();
    }
  }

  /**
   * Copies the whole write-ahead log into the file.
   *
   * @return whether nothing is left in the log; another program that reads may prevent that.
   */
  public boolean emptyLog() throws SQLException, IOException {
    flush();
    try (Statement statement = checkpointer().createStatement();
        ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(PASSIVE)")) {
      return row.next() && row.getInt(1) == 0 && row.getInt(2) == row.getInt(3);
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
    if (files != null) {
      // Not before: the kernel drops all of a process's locks on a file when it closes one of its
      // descriptors.
      files.close();
      files = null;
    }
  }
}
