// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.metergate.spi.codec.MalformedException;

/** The connection on which the rooms read, independently of the writer. Any thread. */
final class Reader {
  /** A query of the file. */
  interface Query<T> {
    T run() throws SQLException, MalformedException;
  }

  private volatile Path path;
  private final Connection connection;
  private boolean closed;

  Reader(Path path, Connection connection) {
    this.path = path;
    this.connection = connection;
  }

  /** The connection, for statements that are run within {@link #query}. */
  Connection connection() {
    return connection;
  }

  /** Runs a query, one at a time. */
  synchronized <T> T query(Query<T> query) throws JournalException {
    if (closed) {
      throw JournalException.closed(path);
    }
    try {
      return query.run();
    } catch (SQLException | MalformedException e) {
      throw JournalException.of(path, e);
    }
  }

  /** The journal is another file now; under the lock of this. */
  void moved(Path newPath) {
    path = newPath;
  }

  /** Waits for a running query; later ones fail. */
  synchronized void close() {
    closed = true;
  }
}
