// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.metergate.counter.CounterRules;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Reading;

/**
 * The counter rules of each meter, stored as a state of the meter under a key with a blank in it,
 * which no driver's key has. Any thread may read; {@link #write} needs the writer's lock.
 */
public final class CounterRuleTable {
  private static final String KEY = "meaning ";

  private final Prepared upsert;
  private volatile Map<MeterRef, CounterRules> all;

  public CounterRuleTable(Connection connection) throws SQLException {
    upsert =
        new Prepared(
            connection,
            "INSERT INTO state (meter, key, text) VALUES (?,?,?)"
                + " ON CONFLICT (meter, key) DO UPDATE SET text=excluded.text");
    Map<MeterRef, CounterRules> found = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT meter, key, text FROM state WHERE key LIKE '" + KEY + "%'")) {
      while (rows.next()) {
        String[] parts = rows.getString(2).substring(KEY.length()).split("/", 2);
        found.put(
            new MeterRef(rows.getString(1), parts[0], parts[1]),
            CounterRules.parse(rows.getString(3)));
      }
    } catch (MalformedException e) {
      throw new SQLException("a state is damaged: " + e.getMessage(), e);
    }
    all = found;
  }

  public CounterRules of(MeterRef meter) {
    return all.getOrDefault(meter, CounterRules.PLAIN);
  }

  /** Applies the counter rules to a stored reading. */
  public Reading read(long id, Reading stored) {
    CounterRules counterRules = all.get(stored.meter());
    return counterRules == null ? stored : counterRules.read(id, stored);
  }

  /** Within a transaction. */
  public void write(MeterRef meter, CounterRules counterRules) throws SQLException {
    upsert.run(
        meter.name(), KEY + meter.subMeter() + "/" + meter.identifier(), counterRules.text());
  }

  /** Writes the rules of all meters; within a transaction. */
  public void writeAll() throws SQLException {
    for (Map.Entry<MeterRef, CounterRules> each : all.entrySet()) {
      write(each.getKey(), each.getValue());
    }
  }

  /** Whether a state is one of the rules, by its key. */
  public static boolean isRule(String key) {
    return key.startsWith(KEY);
  }

  /** The transaction of {@link #write} is in the file: from now on the rules apply to all reads. */
  public synchronized void committed(MeterRef meter, CounterRules counterRules) {
    Map<MeterRef, CounterRules> next = new HashMap<>(all);
    next.put(meter, counterRules);
    all = next;
  }
}
