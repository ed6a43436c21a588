// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.metergate.spi.reading.MeterRef;

/**
 * The id of the newest live reading of each meter, so that a page has something to show right after
 * a start. Any thread may call {@link #of}; the rest needs the writer's lock.
 */
public final class NewestTable {
  private final Prepared update;
  private final Map<Integer, Long> changed = new HashMap<>();
  private final Map<String, Long> byName = new ConcurrentHashMap<>();

  public NewestTable(Connection connection) throws SQLException {
    update = new Prepared(connection, "UPDATE meter SET newest=? WHERE id=?");
    // Only the readings since the last sync are missing in the table of meters.
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT id, name, sub_meter, identifier, max(newest, coalesce((SELECT max(r.id)"
                    + " FROM reading r WHERE r.id > (SELECT max(newest) FROM meter)"
                    + " AND r.meter = meter.id AND r.history = 0), 0)) FROM meter")) {
      while (rows.next()) {
        MeterRef meter = new MeterRef(rows.getString(2), rows.getString(3), rows.getString(4));
        byName.merge(meter.displayName(), rows.getLong(5), Math::max);
      }
    }
    byName.values().removeIf(id -> id == 0);
  }

  public void appended(int meter, String name, long id) {
    changed.put(meter, id);
    byName.put(name, id);
  }

  public Optional<Long> of(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Writes the changes; within a transaction. */
  public void write() throws SQLException {
    for (Map.Entry<Integer, Long> entry : changed.entrySet()) {
      update.run(entry.getValue(), entry.getKey());
    }
  }

  /** The transaction of the last {@link #write} is in the file. */
  public void committed() {
    changed.clear();
  }
}
