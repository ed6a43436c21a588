// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import org.metergate.journal.sql.CounterRuleTable;
import org.metergate.journal.sql.JournalConnections;
import org.metergate.spi.codec.MalformedException;

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
      throw JournalException.missing(path);
    }
    try {
      return new JournalReader(path, JournalConnections.openReadOnly(path));
    } catch (SQLException e) {
      throw JournalException.of(path, e);
    }
  }

  /**
   * Returns the history.
   *
   * @param clocks the zone of meter clocks without an offset.
   * @return valid until this is closed.
   * @throws JournalException when the file cannot be read.
   */
  public History history(ZoneId clocks) throws JournalException {
    try {
      return new History(new Reader(path, connection), clocks, new CounterRuleTable(connection));
    } catch (SQLException e) {
      throw JournalException.of(path, e);
    }
  }

  /**
   * Reads the findings, as far as they were written.
   *
   * @param limit the maximum number of findings.
   * @return the newest first.
   * @throws JournalException when the file cannot be read.
   */
  public List<StoredFinding> findings(int limit) throws JournalException {
    try {
      return Findings.newest(connection, limit);
    } catch (SQLException | MalformedException e) {
      throw JournalException.of(path, e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // Nothing that could be lost was written.
    }
  }
}
