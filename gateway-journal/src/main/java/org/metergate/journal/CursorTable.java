// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.metergate.spi.reading.MeterRef;

/**
 * The cursor of each output. Changed in memory at once, in the file at a sync. Any thread may get
 * and move cursors; {@link #write} and {@link #committed} need the writer's lock.
 */
final class CursorTable {
  private final Prepared upsert;
  private final Prepared delete;
  private final Map<String, Long> cursors = new ConcurrentHashMap<>();
  private final Map<String, Long> inFile = new HashMap<>();
  private Map<String, Long> pending = Map.of();
  private Set<String> gone = Set.of();

  CursorTable(Connection connection) throws SQLException {
    upsert =
        new Prepared(
            connection,
            "INSERT INTO cursor (output, reading) VALUES (?,?)"
                + " ON CONFLICT (output) DO UPDATE SET reading=excluded.reading");
    delete = new Prepared(connection, "DELETE FROM cursor WHERE output=?");
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT output, reading FROM cursor")) {
      while (rows.next()) {
        inFile.put(rows.getString(1), rows.getLong(2));
      }
    }
    cursors.putAll(inFile);
  }

  OptionalLong get(String output) {
    Long id = cursors.get(output);
    return id == null ? OptionalLong.empty() : OptionalLong.of(id);
  }

  /** All cursors. */
  Map<String, Long> all() {
    return Map.copyOf(cursors);
  }

  /** The meters for which an output has a {@link WithheldCursor}. */
  List<MeterRef> late(String output) {
    List<MeterRef> meters = new ArrayList<>();
    for (String name : cursors.keySet()) {
      WithheldCursor.of(name)
          .filter(late -> late.output().equals(output))
          .ifPresent(late -> meters.add(late.meter()));
    }
    return meters;
  }

  void move(String output, long id) {
    cursors.put(output, id);
  }

  void remove(String output) {
    cursors.remove(output);
  }

  boolean hasChanged() {
    return !inFile.equals(cursors);
  }

  /** Writes the changes; within a transaction. */
  void write() throws SQLException {
    pending = new HashMap<>(cursors);
    gone = new HashSet<>(inFile.keySet());
    gone.removeAll(pending.keySet());
    pending.entrySet().removeAll(inFile.entrySet());
    for (String output : gone) {
      delete.run(output);
    }
    for (Map.Entry<String, Long> entry : pending.entrySet()) {
      upsert.run(entry.getKey(), entry.getValue());
    }
  }

  /** The transaction of the last {@link #write} is in the file. */
  void committed() {
    inFile.putAll(pending);
    inFile.keySet().removeAll(gone);
    gone = Set.of();
    pending = Map.of();
  }
}
