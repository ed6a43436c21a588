// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * A journal as it is on the disk after its program ended, in whatever way. It is read from a copy,
 * so that the next start finds the file as the last run left it.
 */
final class JournalCopy implements AutoCloseable {
  private final Connection connection;

  /** One reading: its id and the number of its telegram. */
  record Row(long id, int telegram) {}

  private JournalCopy(Connection connection) {
    this.connection = connection;
  }

  /** Copies the file and its write-ahead log while no program has them open. */
  static JournalCopy of(Path journal) throws IOException, SQLException {
    Path folder = Files.createTempDirectory(journal.getParent(), "copy");
    for (String suffix : List.of("", "-wal")) {
      Path from = journal.resolveSibling(journal.getFileName() + suffix);
      if (Files.exists(from)) {
        Files.copy(from, folder.resolve(from.getFileName()));
      }
    }
    return new JournalCopy(
        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(journal.getFileName())));
  }

  /** Returns all readings; none where the program was killed before it had created the table. */
  List<Row> readings() throws SQLException {
    List<Row> rows = new ArrayList<>();
    if (text("SELECT count(*) FROM sqlite_master WHERE name = 'reading'").equals("0")) {
      return rows;
    }
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("SELECT id, meter_time FROM reading ORDER BY id")) {
      while (result.next()) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(result.getLong(2), 0, ZoneOffset.UTC);
        rows.add(new Row(result.getLong(1), EmulatedTelegrams.number(time)));
      }
    }
    return rows;
  }

  List<byte[]> undecoded() throws SQLException {
    List<byte[]> frames = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT frame FROM undecoded ORDER BY id")) {
      while (result.next()) {
        frames.add(result.getBytes(1));
      }
    }
    return frames;
  }

  /** Returns the result of SQLite's integrity check: {@code ok}, or what is broken. */
  String integrity() throws SQLException {
    return text("PRAGMA integrity_check");
  }

  /** Returns the last reading that the output named {@code home} has delivered. */
  long cursor() throws SQLException {
    return Long.parseLong(text("SELECT reading FROM cursor WHERE output = 'home'"));
  }

  private String text(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      return result.next() ? result.getString(1) : "nothing";
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
