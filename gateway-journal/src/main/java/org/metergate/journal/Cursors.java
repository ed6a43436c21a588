// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.metergate.journal.sql.Prepared;
import org.metergate.spi.reading.MeterRef;

/**
 * The cursor of each output: the id of the last reading that it has delivered. Changed in memory at
 * once, in the file at the next sync and on closing: after a crash an output repeats what it
 * delivered since the last sync, and misses nothing. Any thread may use it.
 */
public final class Cursors {
  private final Prepared upsert;
  private final Prepared delete;
  private final Map<String, Long> cursors = new ConcurrentHashMap<>();
  private final Map<String, Long> inFile = new HashMap<>();
  private Map<String, Long> pending = Map.of();
  private Set<String> gone = Set.of();

  /** Loads the cursors in the file. */
  Cursors(Connection connection) throws SQLException {
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

  /**
   * Returns the cursor of an output.
   *
   * @param output its name.
   * @return the id to which it was last moved; nothing if the output is new, which is not the same
   *     as an output that has delivered nothing yet.
   */
  public OptionalLong of(String output) {
    Long id = cursors.get(output);
    return id == null ? OptionalLong.empty() : OptionalLong.of(id);
  }

  /**
   * Moves the cursor of an output, or creates it.
   *
   * @param output its name.
   * @param id the last reading that it has delivered.
   */
  public void move(String output, long id) {
    cursors.put(output, id);
  }

  /**
   * Removes a cursor, for example that of counters that are all delivered.
   *
   * @param name of an output, or from {@link #ofWithheld}.
   */
  public void remove(String name) {
    cursors.remove(name);
  }

  /**
   * Removes a released place from {@link Rules#released}, unless another decision has moved it.
   *
   * @param output its name.
   * @param meter whose counters.
   * @param after the reading before the first one that was released.
   */
  public void removeReleased(String output, MeterRef meter, long after) {
    cursors.remove(new WithheldCursor(WithheldCursor.Kind.RELEASED, output, meter).name(), after);
  }

  /**
   * Returns the name of the cursor for counters of a meter that were withheld when an output passed
   * their readings: how far they are delivered.
   *
   * @param output its name.
   * @param meter whose counters.
   * @return a name for the other methods.
   */
  public static String ofWithheld(String output, MeterRef meter) {
    return new WithheldCursor(WithheldCursor.Kind.DELIVERED, output, meter).name();
  }

  /**
   * Returns the name of the cursor that ends {@link #ofWithheld}: the last reading that the output
   * passed without these counters.
   *
   * @param output its name.
   * @param meter whose counters.
   * @return a name for the other methods.
   */
  public static String ofWithheldEnd(String output, MeterRef meter) {
    return new WithheldCursor(WithheldCursor.Kind.END, output, meter).name();
  }

  /** All cursors. */
  Map<String, Long> all() {
    return Map.copyOf(cursors);
  }

  /** The meters for which an output has a {@link WithheldCursor}. */
  Set<MeterRef> withheldMeters(String output) {
    Set<MeterRef> meters = new LinkedHashSet<>();
    for (String name : cursors.keySet()) {
      WithheldCursor.of(name)
          .filter(late -> late.output().equals(output))
          .ifPresent(late -> meters.add(late.meter()));
    }
    return meters;
  }

  /** Moves a cursor back, or creates it; returns where it was, or null. */
  Long moveBack(String name, long id) {
    Long before = cursors.get(name);
    cursors.merge(name, id, Math::min);
    return before;
  }

  /** Puts a cursor where {@link #moveBack} found it. */
  void restore(String name, Long id) {
    if (id == null) {
      cursors.remove(name);
    } else {
      cursors.put(name, id);
    }
  }

  /** The reading after which decisions released counters of each meter for an output. */
  Map<MeterRef, Long> released(String output) {
    Map<MeterRef, Long> released = new HashMap<>();
    cursors.forEach(
        (name, id) ->
            WithheldCursor.of(name)
                .filter(it -> it.kind() == WithheldCursor.Kind.RELEASED)
                .filter(it -> it.output().equals(output))
                .ifPresent(it -> released.put(it.meter(), id)));
    return released;
  }

  /** Whether a sync has something to write; like the methods below, under the writer's lock. */
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

  /** Writes all of them with the next {@link #write}: the file was made again. */
  void writeAll() {
    inFile.replaceAll((output, id) -> -1L);
  }

  /** The transaction of the last {@link #write} is in the file. */
  void committed() {
    inFile.putAll(pending);
    inFile.keySet().removeAll(gone);
    gone = Set.of();
    pending = Map.of();
  }
}
