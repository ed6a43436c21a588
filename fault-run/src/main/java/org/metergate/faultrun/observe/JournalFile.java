// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun.observe;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.metergate.faultrun.evidence.Place;
import org.metergate.faultrun.evidence.Sighting;
import org.metergate.testing.foreign.ForeignReader;

/**
 * Reads a journal by JDBC and the form that {@code docs/concepts/journal.md} describes, and with
 * nothing of the program's own.
 */
public final class JournalFile {
  private JournalFile() {}

  /**
   * Returns all readings in the order of their ids. It can be read while the gateway runs.
   *
   * @param file the database.
   */
  public static List<Sighting> read(Path file) throws Exception {
    List<Sighting> found = new ArrayList<>();
    try (Connection connection =
        DriverManager.getConnection("jdbc:sqlite:file:" + file + "?mode=ro")) {
      for (ForeignReader.Found one : ForeignReader.read(sql -> rows(connection, sql))) {
        if (one.subMeter().isEmpty()) {
          found.add(sighting(one));
        }
      }
    }
    return found;
  }

  private static Sighting sighting(ForeignReader.Found one) {
    Map<String, BigDecimal> values = new HashMap<>();
    for (ForeignReader.Field field : one.fields()) {
      if (field.type().equals("DECIMAL") && field.value() != null) {
        values.put(field.quantity(), new BigDecimal(field.value()));
      }
    }
    return new Sighting(
        Place.JOURNAL,
        one.meter(),
        OptionalLong.of(one.id()),
        Optional.ofNullable(one.meterTime()).flatMap(text -> SightingLog.stamp(full(text))),
        values,
        OptionalLong.empty(),
        false,
        0);
  }

  /** Java leaves out seconds that are zero. */
  private static String full(String time) {
    return time.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d([+Z-].*)?")
        ? time.substring(0, 16) + ":00"
        : time;
  }

  /** Returns the newest reading of each meter, or nothing of a meter that has none. */
  public static Map<String, Sighting> newest(Path file) throws Exception {
    Map<String, Sighting> newest = new HashMap<>();
    read(file).forEach(sighting -> newest.put(sighting.meter(), sighting));
    return newest;
  }

  /** Returns what SQLite finds wrong with the file, or {@code ok}. */
  public static String integrity(Path file) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection("jdbc:sqlite:file:" + file + "?mode=ro")) {
      return rows(connection, "PRAGMA integrity_check").get(0).get("integrity_check");
    }
  }

  private static List<Map<String, String>> rows(Connection connection, String sql)
      throws SQLException {
    List<Map<String, String>> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      ResultSetMetaData columns = result.getMetaData();
      while (result.next()) {
        Map<String, String> row = new HashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          row.put(columns.getColumnLabel(i), result.getString(i));
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
