// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.metergate.journal.rollup.RollupWriter;
import org.metergate.journal.sql.CounterRuleTable;
import org.metergate.journal.sql.ModelTable;
import org.metergate.journal.sql.Prepared;
import org.metergate.spi.driver.DurableState;
import org.metergate.spi.reading.MeterRef;

/**
 * Small durable texts of the drivers, and the journal's own under the meter ''. Changed in memory
 * at once, in the file with the next reading, at the next sync and on closing. Any thread may use
 * it.
 */
public final class States {
  private static final int MAX_LENGTH = 4096;

  private record Key(String meter, String key) {}

  private final Prepared upsert;
  private final Map<Key, String> texts = new HashMap<>();
  private final Map<Key, String> changed = new HashMap<>();
  private Map<Key, String> pending = Map.of();

  /** Loads the states in the file. */
  States(Connection connection) throws SQLException {
    upsert =
        new Prepared(
            connection,
            "INSERT INTO state (meter, key, text) VALUES (?,?,?)"
                + " ON CONFLICT (meter, key) DO UPDATE SET text=excluded.text");
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT meter, key, text FROM state")) {
      while (rows.next()) {
        texts.put(new Key(rows.getString(1), rows.getString(2)), rows.getString(3));
      }
    }
  }

  /**
   * Returns a durable state.
   *
   * @param meter the configured name.
   * @param key words with dashes.
   * @return a state with the same text for the same meter and key, at most 4096 characters.
   */
  public DurableState of(String meter, String key) {
    Key name = new Key(meter, key);
    return new DurableState() {
      @Override
      public Optional<String> get() {
        return States.this.get(name);
      }

      @Override
      public void put(String text) {
        States.this.put(name, text);
      }
    };
  }

  /**
   * Keeps what a meter is called, for those who read the journal while no driver runs.
   *
   * @param meter with its own number.
   * @param model the name on the meter, at most 4096 characters.
   */
  public void model(MeterRef meter, String model) {
    put(new Key(meter.name(), ModelTable.key(meter)), model);
  }

  private synchronized Optional<String> get(Key key) {
    return Optional.ofNullable(texts.get(key));
  }

  private synchronized void put(Key key, String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a state holds at most " + MAX_LENGTH + " characters, not " + text.length());
    }
    if (!text.equals(texts.put(key, text))) {
      changed.put(key, text);
    }
  }

  /** Whether a sync has something to write. */
  synchronized boolean hasChanged() {
    return !changed.isEmpty();
  }

  /** Writes the changes; under the writer's lock, within a transaction. */
  void write() throws SQLException {
    synchronized (this) {
      pending = changed.isEmpty() ? Map.of() : new HashMap<>(changed);
    }
    for (Map.Entry<Key, String> entry : pending.entrySet()) {
      upsert.run(entry.getKey().meter(), entry.getKey().key(), entry.getValue());
    }
  }

  /**
   * Writes all of them with the next {@link #write}: the file was made again. Those that others
   * write, the roll-ups' and the counter rules, are left to them.
   */
  synchronized void writeAll() {
    texts.forEach(
        (key, text) -> {
          boolean others =
              CounterRuleTable.isRule(key.key())
                  || key.meter().isEmpty() && RollupWriter.STATE.equals(key.key());
          if (!others) {
            changed.put(key, text);
          }
        });
  }

  /** The transaction of the last {@link #write} is in the file. */
  synchronized void committed() {
    pending.forEach(changed::remove);
    pending = Map.of();
  }
}
