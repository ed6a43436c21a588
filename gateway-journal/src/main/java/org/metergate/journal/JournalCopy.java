// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.metergate.journal.sql.Database;
import org.metergate.journal.sql.JournalConnections;
import org.metergate.journal.sql.OpenFiles;
import org.metergate.journal.sql.UnusableFileException;

/**
 * A complete copy of a journal in a file of its own, made in one step ({@code VACUUM INTO}) and
 * checked ({@code quick_check}). A copy in several steps would begin again with each reading that
 * is stored, and never end.
 *
 * @param version of the tables.
 * @param bytes its size.
 * @param newest the id of the newest reading, 0 in an empty journal.
 */
public record JournalCopy(int version, long bytes, long newest) {
  /** For readings that are stored meanwhile. */
  private static final long ROOM = 1 << 20;

  /**
   * Copies a journal that no gateway uses.
   *
   * @param journal its file, which is not changed.
   * @param target where nothing is; for its owner alone, and on the disk when this returns.
   * @return what was copied.
   * @throws JournalException when a gateway uses it, when it cannot be read, or when there is no
   *     room; {@code target} is removed then.
   */
  public static JournalCopy ofClosed(Path journal, Path target) throws JournalException {
    if (!Files.isRegularFile(journal)) {
      throw JournalException.missing(journal);
    }
    try (JournalFile file = JournalFile.claim(journal);
        Connection source = JournalConnections.openToCopy(file.path())) {
      return write(source, file.path(), target);
    } catch (JournalException e) {
      if (e.kind() == JournalException.Cause.NOT_WRITABLE && isAtRest(journal)) {
        return ofReadOnly(journal, target);
      }
      throw e;
    } catch (SQLException e) {
      throw JournalException.of(journal, e);
    }
  }

  /** A disk that cannot be written has no gateway that writes. */
  private static JournalCopy ofReadOnly(Path journal, Path target) throws JournalException {
    try (Connection source = JournalConnections.openCopyAtRest(journal)) {
      return write(source, journal, target);
    } catch (SQLException e) {
      throw JournalException.of(journal, e);
    }
  }

  private static boolean isAtRest(Path journal) {
    try {
      Path log = OpenFiles.logOf(journal);
      return Files.notExists(log) || Files.size(log) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Copies the journal that this process has open. */
  static JournalCopy ofOpen(Path journal, Path target) throws JournalException {
    try (Connection source = JournalConnections.openReadOnly(journal)) {
      return write(source, journal, target);
    } catch (SQLException e) {
      throw JournalException.of(journal, e);
    }
  }

  private static JournalCopy write(Connection source, Path journal, Path target)
      throws JournalException {
    boolean done = false;
    try {
      requireRoom(journal, target);
      OwnFiles.createFile(target);
      Database.execute(source, "PRAGMA cache_size = -512");
      try (PreparedStatement statement = source.prepareStatement("VACUUM INTO ?")) {
        statement.setString(1, target.toString());
        statement.execute();
      } catch (SQLException e) {
        throw failed(journal, target, e);
      }
      JournalCopy copy = check(target);
      force(target);
      done = true;
      return copy;
    } catch (SQLException e) {
      throw JournalException.of(target, e);
    } catch (IOException e) {
      throw JournalException.copyNotWritten(target, String.valueOf(e.getMessage()), e);
    } finally {
      if (!done) {
        deleteQuietly(target);
      }
    }
  }

  /** A copy must not fill the disk on which readings are stored meanwhile. */
  private static void requireRoom(Path journal, Path target) throws IOException, JournalException {
    long needed = Files.size(journal) + ROOM;
    long free = Files.getFileStore(target.getParent()).getUsableSpace();
    if (free < needed) {
      throw JournalException.copyNotWritten(
          target,
          "it needs " + (needed / 1_000_000 + 1) + " MB, and " + free / 1_000_000 + " MB are free",
          null);
    }
  }

  /** SQLite does not say on which side an error was; damage is in the journal itself. */
  private static JournalException failed(Path journal, Path target, SQLException e) {
    JournalException seen = JournalException.of(journal, e);
    return seen.kind() == JournalException.Cause.DAMAGED
            || seen.kind() == JournalException.Cause.BUSY
        ? seen
        : JournalException.copyNotWritten(
            target,
            seen.kind() == JournalException.Cause.FULL
                ? "there is no space left on its disk"
                : e.getMessage(),
            e);
  }

  /** Reads a copy, all of it. */
  static JournalCopy check(Path copy) throws SQLException, IOException {
    if (Files.size(copy) == 0) {
      throw new UnusableFileException(UnusableFileException.Reason.FOREIGN, 0, 0);
    }
    try (Connection connection = JournalConnections.openCopyAtRest(copy)) {
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
        String text = row.next() ? row.getString(1) : "";
        if (!text.equals("ok")) {
          throw new IOException("it is damaged: " + text.replaceAll("\\s+", " "));
        }
      }
      return new JournalCopy(
          (int) Database.number(connection, "PRAGMA user_version"),
          Files.size(copy),
          Database.number(connection, "SELECT max(id) FROM reading"));
    }
  }

  static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // What is left has a name of its own, and the next copy removes it.
    }
  }
}
