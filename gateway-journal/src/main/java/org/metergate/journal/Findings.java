// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metergate.journal.sql.BoundedMaps;
import org.metergate.journal.sql.Database;
import org.metergate.journal.sql.Prepared;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;

/**
 * The findings, at most 10,000; the oldest are deleted first. One that equals the last finding with
 * its code for its meter is only counted in memory, and the count is written at the next sync. Any
 * thread may use it.
 */
public final class Findings {
  static final int MAX_ROWS = 10_000;

  /** More than a gateway finds in minutes, since each fault is recorded once and then counted. */
  private static final int MAX_WAITING = 200;

  private static final String NEWEST = "SELECT * FROM finding ORDER BY id DESC LIMIT ?";

  private static final JsonFactory JSON = new JsonFactory();

  private record Key(String meter, FindingCode code) {}

  /** What could not be written when it was found. */
  private record Waiting(String meter, Finding finding, long millis) {}

  private static final class Count {
    final long id;
    final Map<String, String> parameters;
    long last;
    long count;

    Count(long id, Map<String, String> parameters, long last) {
      this.id = id;
      this.parameters = parameters;
      this.last = last;
      this.count = 1;
    }
  }

  private final Database database;
  private final Writer writer;
  private final Reader reader;
  private final Prepared insert;
  private final Prepared update;
  private final Prepared prune;
  private final Prepared newest;
  private final Failures failures;
  // the rest is used under the writer's lock
  private final Map<Key, Count> counts = new HashMap<>();
  private final Map<Long, Count> unwritten = new LinkedHashMap<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private long highest;

  Findings(Failures failures, Database database, Writer writer, Reader reader) throws SQLException {
    this.failures = failures;
    this.database = database;
    this.writer = writer;
    this.reader = reader;
    Connection connection = database.writer();
    insert = new Prepared(connection, "INSERT INTO finding VALUES (?,?,?,?,?,?,?,?,1)");
    update = new Prepared(connection, "UPDATE finding SET last_ms=?, count=? WHERE id=?");
    prune = new Prepared(connection, "DELETE FROM finding WHERE id <= ?");
    newest = new Prepared(reader.connection(), NEWEST);
    highest = Database.number(connection, "SELECT max(id) FROM finding");
    writer.defer(() -> !unwritten.isEmpty(), this::writeCounts, unwritten::clear);
  }

  /**
   * Records a finding. The newest 10,000 are kept. One that cannot be written now is written later,
   * at most 200 of them.
   *
   * @param meter its name for people.
   * @param finding what was found.
   * @param at when.
   * @return the number of its row, or 0 if it could not be written, which is logged.
   */
  public long record(String meter, Finding finding, Instant at) {
    try {
      return countOrInsert(meter, finding, at.toEpochMilli());
    } catch (SQLException e) {
      synchronized (writer) {
        if (waiting.size() < MAX_WAITING) {
          waiting.add(new Waiting(meter, finding, at.toEpochMilli()));
        }
      }
      failures.failed(Failures.Task.FINDINGS, JournalException.of(database.path(), e));
      return 0;
    }
  }

  private long countOrInsert(String meter, Finding finding, long millis) throws SQLException {
    synchronized (writer) {
      writer.requireOpen();
      Key key = new Key(meter, finding.code());
      Count count = counts.get(key);
      if (count != null && count.parameters.equals(finding.parameters())) {
        count.last = millis;
        count.count++;
        unwritten.put(count.id, count);
        return count.id;
      }
      long id = highest + 1;
      writer.write(() -> insert(id, meter, finding, millis));
      highest = id;
      BoundedMaps.put(counts, key, new Count(id, finding.parameters(), millis));
      return id;
    }
  }

  /** Writes what could not be written when it was found. */
  void retry() {
    synchronized (writer) {
      if (waiting.isEmpty()) {
        return;
      }
      try {
        writer.write(
            () -> {
              long id = highest;
              for (Waiting one : waiting) {
                insert(++id, one.meter(), one.finding(), one.millis());
              }
            });
        highest += waiting.size();
        waiting.clear();
        failures.recovered(Failures.Task.FINDINGS);
      } catch (SQLException e) {
        failures.failed(Failures.Task.FINDINGS, JournalException.of(database.path(), e));
      }
    }
  }

  private void insert(long id, String meter, Finding finding, long millis) throws SQLException {
    FindingCode code = finding.code();
    String parameters = json(finding.parameters());
    insert.run(
        id, meter, code.id(), code.stage().name(), code.kind().name(), parameters, millis, millis);
    prune.run(id - MAX_ROWS);
  }

  private void writeCounts() throws SQLException {
    for (Count count : unwritten.values()) {
      update.run(count.last, count.count, count.id);
    }
  }

  /**
   * Reads the findings.
   *
   * @param limit the maximum number of findings.
   * @return the newest first.
   * @throws JournalException when the file cannot be read.
   */
  public List<StoredFinding> newest(int limit) throws JournalException {
    return reader.query(() -> stored(newest, limit));
  }

  /** Reads the newest findings of a journal that is open only for reading. */
  static List<StoredFinding> newest(Connection connection, int limit)
      throws SQLException, MalformedException {
    return stored(new Prepared(connection, NEWEST), limit);
  }

  private static List<StoredFinding> stored(Prepared newest, int limit)
      throws SQLException, MalformedException {
    List<StoredFinding> findings = new ArrayList<>();
    try (ResultSet row = newest.query(limit)) {
      while (row.next()) {
        FindingCode code =
            new FindingCode(
                row.getString(3),
                Stage.valueOf(row.getString(4)),
                FindingCode.Kind.valueOf(row.getString(5)));
        findings.add(
            new StoredFinding(
                row.getLong(1),
                row.getString(2),
                new Finding(code, parameters(row.getString(6))),
                Instant.ofEpochMilli(row.getLong(7)),
                Instant.ofEpochMilli(row.getLong(8)),
                row.getLong(9)));
      }
    }
    return findings;
  }

  private static String json(Map<String, String> parameters) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (Map.Entry<String, String> entry : parameters.entrySet()) {
        json.writeStringField(entry.getKey(), entry.getValue());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("a text cannot be written into a text", e);
    }
    return text.toString();
  }

  private static Map<String, String> parameters(String text) throws MalformedException {
    Map<String, String> parameters = new LinkedHashMap<>();
    try (JsonParser json = JSON.createParser(text)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        parameters.put(name, json.nextTextValue());
      }
    } catch (IOException e) {
      throw new MalformedException("the parameters of a finding are damaged");
    }
    return parameters;
  }
}
