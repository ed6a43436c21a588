// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.metergate.counter.CounterRule;
import org.metergate.counter.CounterRules;
import org.metergate.journal.sql.Database;
import org.metergate.journal.sql.Prepared;
import org.metergate.spi.codec.MalformedException;

/**
 * What was done to a journal that was restored, before it is used.
 *
 * @param firstId the lowest id that the next reading can get.
 * @param withheld the counters that pulses are counted into, by the names of their meters: withheld
 *     until each is set to what its meter shows.
 * @param confirmed likewise, those that go on from what the journal that lay there had delivered.
 */
public record RestoredJournal(
    long firstId, Map<String, List<String>> withheld, Map<String, List<String>> confirmed) {
  /** The key of the state of a meter that lists its withheld totals, separated by blanks. */
  public static final String TOTALS = "restored-totals";

  private static final String PUT =
      "INSERT OR REPLACE INTO state (meter, key, text) VALUES (?,?,?)";

  /** Copies the maps. */
  public RestoredJournal {
    withheld = Map.copyOf(withheld);
    confirmed = Map.copyOf(confirmed);
  }

  /**
   * Makes a copy ready in one transaction. The next id is the number of milliseconds since 1970, if
   * that is more than what is known: no gateway stores a reading each millisecond for years, so it
   * is above all ids of every run before, also of one that followed an earlier restore of the same
   * backup.
   *
   * @param replaced the journal that lies in the place; possibly missing or damaged.
   */
  static RestoredJournal mark(
      Connection connection, Path replaced, Instant copied, Instant now, long above)
      throws SQLException {
    Database.execute(connection, "PRAGMA synchronous = FULL");
    Database.execute(connection, "BEGIN IMMEDIATE");
    boolean done = false;
    try {
      long newest = Database.number(connection, JournalRepair.NEWEST);
      long floor =
          Math.max(Math.max(newest + ReadingIdSequence.RESERVE, above), now.toEpochMilli());
      Prepared put = new Prepared(connection, PUT);
      put.run("", "ids-reserved", Long.toString(floor));
      put.run("", "ids-boot", "");
      put.run(
          "",
          SkippedIds.STATE,
          SkippedIds.with(text(connection, "", SkippedIds.STATE), newest, floor));
      Map<String, List<String>> totals = totals(connection);
      Map<String, List<String>> confirmed = new TreeMap<>();
      for (Map.Entry<String, Map<String, String>> newer :
          NewerTotals.confirmed(connection, replaced, totals).entrySet()) {
        for (Map.Entry<String, String> state : newer.getValue().entrySet()) {
          put.run(newer.getKey(), state.getKey(), state.getValue());
        }
        confirmed.put(newer.getKey(), totals.remove(newer.getKey()));
      }
      for (Map.Entry<String, List<String>> meter : totals.entrySet()) {
        put.run(meter.getKey(), TOTALS, String.join(" ", meter.getValue()));
        withhold(connection, put, meter.getKey(), floor + 1);
      }
      note(connection, copied, now);
      Database.execute(connection, "COMMIT");
      done = true;
      return new RestoredJournal(floor + 1, totals, confirmed);
    } catch (MalformedException e) {
      throw new SQLException("a state is damaged: " + e.getMessage(), e);
    } finally {
      if (!done) {
        Database.execute(connection, "ROLLBACK");
      }
    }
  }

  /** The counters of the meters whose totals the gateway counts by itself, from their pulses. */
  private static Map<String, List<String>> totals(Connection connection) throws SQLException {
    Map<String, List<String>> totals = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT DISTINCT meter.name, series.quantity FROM series"
                    + " JOIN meter ON meter.id = series.meter"
                    + " WHERE series.kind = 'COUNTER' AND series.quantity NOT LIKE '%=%'"
                    + " AND EXISTS (SELECT 1 FROM state WHERE state.meter = meter.name"
                    + " AND state.key LIKE 'total-%') ORDER BY 1, 2")) {
      while (rows.next()) {
        totals.computeIfAbsent(rows.getString(1), name -> new ArrayList<>()).add(rows.getString(2));
      }
    }
    return totals;
  }

  private static void withhold(Connection connection, Prepared put, String meter, long from)
      throws SQLException, MalformedException {
    List<String> keys = new ArrayList<>();
    Prepared select =
        new Prepared(connection, "SELECT sub_meter, identifier FROM meter WHERE name = ?");
    try (ResultSet rows = select.query(meter)) {
      while (rows.next()) {
        keys.add("meaning " + rows.getString(1) + "/" + rows.getString(2));
      }
    }
    for (String key : keys) {
      CounterRules rules = CounterRules.parse(text(connection, meter, key));
      CounterRule held = new CounterRule(from, rules.last().exponent(), true, Map.of());
      put.run(meter, key, rules.with(held).text());
    }
  }

  private static String text(Connection connection, String meter, String key) throws SQLException {
    Prepared select =
        new Prepared(connection, "SELECT text FROM state WHERE meter = ? AND key = ?");
    try (ResultSet row = select.query(meter, key)) {
      return row.next() ? row.getString(1) : "";
    }
  }

  private static void note(Connection connection, Instant copied, Instant now) throws SQLException {
    String parameters =
        "{\"from\":\"%s\",\"to\":\"%s\"}"
            .formatted(copied.truncatedTo(ChronoUnit.SECONDS), now.truncatedTo(ChronoUnit.SECONDS));
    new Prepared(
            connection,
            "INSERT INTO finding (meter, code, stage, kind, parameters, first_ms, last_ms, count)"
                + " VALUES ('journal', ?, ?, ?, ?, ?, ?, 1)")
        .run(
            JournalFindings.RESTORED.id(),
            JournalFindings.RESTORED.stage().name(),
            JournalFindings.RESTORED.kind().name(),
            parameters,
            now.toEpochMilli(),
            now.toEpochMilli());
  }
}
