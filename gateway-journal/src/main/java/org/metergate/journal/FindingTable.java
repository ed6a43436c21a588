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
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;

/**
 * The findings, at most 10,000 rows; the oldest are deleted first. A repeated finding is counted in
 * memory and written at the next sync. Used under the lock of its connection.
 */
final class FindingTable {
  static final int MAX_ROWS = 10_000;
  private static final JsonFactory JSON = new JsonFactory();

  private record Key(String meter, FindingCode code) {}

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

  private final Prepared insert;
  private final Prepared update;
  private final Prepared prune;
  private final Prepared newest;
  private final Map<Key, Count> counts = new HashMap<>();
  private final Map<Long, Count> unwritten = new LinkedHashMap<>();
  private long highest;

  FindingTable(Connection connection) throws SQLException {
    insert = new Prepared(connection, "INSERT INTO finding VALUES (?,?,?,?,?,?,?,?,1)");
    update = new Prepared(connection, "UPDATE finding SET last_ms=?, count=? WHERE id=?");
    prune = new Prepared(connection, "DELETE FROM finding WHERE id <= ?");
    newest = new Prepared(connection, "SELECT * FROM finding ORDER BY id DESC LIMIT ?");
    highest = Database.number(connection, "SELECT max(id) FROM finding");
  }

  /**
   * Counts a finding that repeats, so that nothing needs to be written now.
   *
   * @return the number of its row, or 0 if it is new.
   */
  long repeats(String meter, Finding finding, Instant at) {
    Count count = counts.get(new Key(meter, finding.code()));
    if (count == null || !count.parameters.equals(finding.parameters())) {
      return 0;
    }
    count.last = at.toEpochMilli();
    count.count++;
    unwritten.put(count.id, count);
    return count.id;
  }

  /** Writes a new finding; within a transaction. */
  long insert(String meter, Finding finding, Instant at) throws SQLException {
    long id = highest + 1;
    long millis = at.toEpochMilli();
    FindingCode code = finding.code();
    String parameters = json(finding.parameters());
    insert.run(
        id, meter, code.id(), code.stage().name(), code.kind().name(), parameters, millis, millis);
    prune.run(id - MAX_ROWS);
    return id;
  }

  /** The transaction of the last {@link #insert} is in the file. */
  void inserted(long id, String meter, Finding finding, Instant at) {
    highest = id;
    BoundedMaps.put(
        counts,
        new Key(meter, finding.code()),
        new Count(id, finding.parameters(), at.toEpochMilli()));
  }

  boolean hasChanged() {
    return !unwritten.isEmpty();
  }

  /** Writes the counts that changed; within a transaction. */
  void write() throws SQLException {
    for (Count count : unwritten.values()) {
      update.run(count.last, count.count, count.id);
    }
  }

  /** The transaction of the last {@link #write} is in the file. */
  void committed() {
    unwritten.clear();
  }

  List<StoredFinding> newest(int limit) throws SQLException, MalformedException {
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
