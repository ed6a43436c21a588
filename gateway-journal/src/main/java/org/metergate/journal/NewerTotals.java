// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.metergate.journal.sql.CounterRuleTable;
import org.metergate.journal.sql.JournalConnections;
import org.metergate.journal.sql.Prepared;
import org.metergate.journal.sql.ReadingTable;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Value;

/**
 * Totals of pulses in the journal that a restore replaces, as far as they confirm those of the
 * copy. They do when that journal is whole and has gone on from the copy, with the same meter,
 * series and rules; when an output has delivered a total after the copy, which is not lower than
 * the copied one; and when the totals are not withheld there. All totals of a meter, or none. One
 * thread.
 */
final class NewerTotals {
  private static final String NEWEST =
      "SELECT reading.id FROM reading JOIN meter ON meter.id = reading.meter"
          + " WHERE meter.name = ? AND history = 0 AND reading.id <= ?"
          + " ORDER BY reading.id DESC LIMIT 1";

  private static final String STATES =
      "SELECT key, text FROM state WHERE meter = ? AND key LIKE 'total-%'";

  /** What must be the same: rules, the number of the meter, whether totals are withheld. */
  private static final String CIRCUMSTANCES =
      "SELECT key, text FROM state WHERE meter = ? AND text <> ''"
          + " AND (key LIKE 'meaning %' OR key = 'meter now' OR key = '"
          + RestoredJournal.TOTALS
          + "')";

  private static final String ROW =
      "SELECT received_ms, boot, monotonic_ms, hex(data) FROM reading WHERE id = ?";

  private final Connection copy;
  private final Connection journal;
  private final long delivered;

  private NewerTotals(Connection copy, Connection journal, long delivered) {
    this.copy = copy;
    this.journal = journal;
    this.delivered = delivered;
  }

  /**
   * Looks for totals that confirm copied ones.
   *
   * @param copy an open copy of this version.
   * @param path the journal that it replaces; not changed, and possibly missing or damaged.
   * @param meters the names of the meters with the quantities of their totals.
   * @return the states of the driver to go on from, by key, of each confirmed meter.
   */
  static Map<String, Map<String, String>> confirmed(
      Connection copy, Path path, Map<String, List<String>> meters) {
    Map<String, Map<String, String>> confirmed = new TreeMap<>();
    if (meters.isEmpty() || Files.notExists(path)) {
      return confirmed;
    }
    try (Connection journal = JournalConnections.openToCopy(path)) {
      if (text(journal, "PRAGMA quick_check(1)").equals("ok")) {
        NewerTotals newer = new NewerTotals(copy, journal, delivered(journal));
        for (Map.Entry<String, List<String>> meter : meters.entrySet()) {
          newer
              .states(meter.getKey(), meter.getValue())
              .ifPresent(states -> confirmed.put(meter.getKey(), states));
        }
      }
    } catch (SQLException | MalformedException e) {
      confirmed.clear(); // damaged or of another version: it confirms nothing
    }
    return confirmed;
  }

  private Optional<Map<String, String>> states(String meter, List<String> quantities)
      throws SQLException, MalformedException {
    StoredReading copied = newest(copy, meter, Long.MAX_VALUE);
    StoredReading newer = newest(journal, meter, delivered);
    Map<String, String> states = texts(journal, STATES, meter);
    boolean goesOn =
        copied != null
            && newer != null
            && newer.id() > copied.id()
            && row(copy, copied.id()).equals(row(journal, copied.id()))
            && newer.reading().meter().equals(copied.reading().meter())
            && newer.seriesFrom() == copied.seriesFrom()
            && texts(copy, CIRCUMSTANCES, meter).equals(texts(journal, CIRCUMSTANCES, meter))
            && texts(copy, STATES, meter).keySet().equals(states.keySet());
    for (String quantity : quantities) {
      goesOn = goesOn && isNotLower(newer, copied, quantity);
    }
    return goesOn ? Optional.of(states) : Optional.empty();
  }

  private static boolean isNotLower(StoredReading newer, StoredReading copied, String quantity) {
    Optional<Measurement> now = newer.reading().measurement(quantity);
    Optional<Measurement> then = copied.reading().measurement(quantity);
    if (now.isEmpty() || then.isEmpty() || !Objects.equals(now.get().unit(), then.get().unit())) {
      return false;
    }
    return number(now.get())
        .flatMap(high -> number(then.get()).map(low -> high.compareTo(low) >= 0))
        .orElse(false);
  }

  private static Optional<BigDecimal> number(Measurement measurement) {
    return measurement.value() instanceof Value.Decimal decimal
        ? Optional.of(decimal.number())
        : Optional.empty();
  }

  private static StoredReading newest(Connection connection, String meter, long last)
      throws SQLException, MalformedException {
    Prepared select = new Prepared(connection, NEWEST);
    long id;
    try (ResultSet row = select.query(meter, last)) {
      if (!row.next()) {
        return null;
      }
      id = row.getLong(1);
    }
    return new ReadingTable(connection, new CounterRuleTable(connection))
        .get(id, StoredReading::new)
        .orElse(null);
  }

  /** Up to which reading an output has delivered, whichever it is. */
  private static long delivered(Connection journal) throws SQLException {
    long highest = 0;
    try (Statement statement = journal.createStatement();
        ResultSet rows = statement.executeQuery("SELECT output, reading FROM cursor")) {
      while (rows.next()) {
        if (WithheldCursor.of(rows.getString(1)).isEmpty()) {
          highest = Math.max(highest, rows.getLong(2));
        }
      }
    }
    return highest;
  }

  private static Map<String, String> texts(Connection connection, String sql, String meter)
      throws SQLException {
    Map<String, String> texts = new HashMap<>();
    try (ResultSet rows = new Prepared(connection, sql).query(meter)) {
      while (rows.next()) {
        texts.put(rows.getString(1), rows.getString(2));
      }
    }
    return texts;
  }

  private static String row(Connection connection, long id) throws SQLException {
    try (ResultSet row = new Prepared(connection, ROW).query(id)) {
      return row.next()
          ? String.join(" ", row.getString(1), row.getString(2), row.getString(3), row.getString(4))
          : "missing in " + connection;
    }
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? String.valueOf(row.getString(1)) : "";
    }
  }
}
