// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.journal.rollup.RollupAudit;
import org.metergate.journal.rollup.RollupWriter;
import org.metergate.journal.sql.CounterRuleTable;
import org.metergate.journal.sql.Database;
import org.metergate.journal.sql.JournalConnections;
import org.metergate.journal.sql.OpenFiles;
import org.metergate.journal.sql.ReadingTable;
import org.metergate.spi.codec.MalformedException;

/**
 * What a check of a journal has found. It only reads, also while a gateway writes.
 *
 * @param path the file.
 * @param bytes its size.
 * @param logBytes the size of its write-ahead log; 0 without one.
 * @param readings how many readings it has, as far as they can be counted.
 * @param first the id of the first one; 0 if there is none.
 * @param last the id of the last one; 0 if there is none.
 * @param firstAt when the first one was received.
 * @param lastAt when the last one was received.
 * @param waiting how many readings are not in the roll-ups yet.
 * @param disagreeing how many quarters of an hour of the last complete day have roll-ups that do
 *     not agree with their readings.
 * @param damage what is damaged, each a clause for people; empty in a good journal.
 */
public record JournalCheck(
    Path path,
    long bytes,
    long logBytes,
    long readings,
    long first,
    long last,
    Optional<Instant> firstAt,
    Optional<Instant> lastAt,
    long waiting,
    long disagreeing,
    List<String> damage) {
  private static final int ROWS_AT_ONCE = 500;
  private static final int MOST_NAMED = 10;

  /** Copies the list. */
  public JournalCheck {
    damage = List.copyOf(damage);
  }

  /**
   * Returns whether nothing is damaged and the roll-ups agree.
   *
   * @return false for a journal that {@link JournalRepair} should repair.
   */
  public boolean isGood() {
    return damage.isEmpty() && disagreeing == 0;
  }

  /**
   * Checks a journal: every page, every reading, and the roll-ups of the last complete day.
   *
   * @param path the file, or a copy of it.
   * @param zone of meter clocks without an offset.
   * @return what was found.
   * @throws JournalException when there is none, or it is not a journal of this program's version.
   */
  public static JournalCheck of(Path path, ZoneId zone) throws JournalException {
    if (!Files.isRegularFile(path)) {
      throw JournalException.missing(path);
    }
    Path log = OpenFiles.logOf(path.toAbsolutePath());
    try (Connection connection =
        Files.exists(log)
            ? JournalConnections.openReadOnly(path)
            : JournalConnections.openAtRest(path.toAbsolutePath())) {
      return new Search(connection, path, Files.exists(log) ? Files.size(log) : 0).run(zone);
    } catch (SQLException e) {
      throw JournalException.of(path, e);
    } catch (IOException e) {
      throw JournalException.of(path, e);
    }
  }

  /** A check that is made; what cannot be read is noted, and the rest still looked at. */
  private static final class Search {
    private final Connection connection;
    private final Path path;
    private final long logBytes;
    private final List<String> damage = new ArrayList<>();

    Search(Connection connection, Path path, long logBytes) {
      this.connection = connection;
      this.path = path;
      this.logBytes = logBytes;
    }

    /** A part of a check. */
    private interface Part {
      long run() throws SQLException, MalformedException;
    }

    private long note(String what, Part part) {
      try {
        return part.run();
      } catch (SQLException | MalformedException | IllegalArgumentException e) {
        damage.add(what + " cannot be read (" + e.getMessage() + ")");
        return 0;
      }
    }

    private long number(String what, String sql) {
      return note(what, () -> Database.number(connection, sql));
    }

    JournalCheck run(ZoneId zone) throws IOException {
      note("a page", this::pages);
      long first = number("the first reading", "SELECT min(id) FROM reading");
      long last = number("the last reading", "SELECT max(id) FROM reading");
      long readings = note("a reading", this::readings);
      long rolled = note("the watermark of the roll-ups", () -> RollupWriter.watermark(connection));
      long waiting =
          number("a reading", "SELECT count(*) FROM reading WHERE id >= " + Math.max(1, rolled));
      long disagreeing =
          note("a roll-up", () -> RollupAudit.disagreements(connection, zone).size());
      return new JournalCheck(
          path,
          Files.size(path),
          logBytes,
          readings,
          first,
          last,
          received(first),
          received(last),
          waiting,
          disagreeing,
          damage);
    }

    private Optional<Instant> received(long id) {
      return id == 0
          ? Optional.empty()
          : Optional.of(
              Instant.ofEpochMilli(
                  number("a reading", "SELECT received_ms FROM reading WHERE id = " + id)));
    }

    private long pages() throws SQLException {
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("PRAGMA quick_check(" + MOST_NAMED + ")")) {
        while (rows.next()) {
          if (!rows.getString(1).equals("ok")) {
            damage.add(rows.getString(1).replaceAll("\\s+", " "));
          }
        }
      }
      return 0;
    }

    /** Decodes every reading; returns how many there are. */
    private long readings() throws SQLException, MalformedException {
      ReadingTable table = new ReadingTable(connection, new CounterRuleTable(connection));
      long position = 0;
      long count = 0;
      List<Long> ids;
      do {
        ids = table.after(position, Long.MAX_VALUE, ROWS_AT_ONCE, (id, reading, series) -> id);
        count += ids.size();
        position = ids.isEmpty() ? position : ids.get(ids.size() - 1);
      } while (!ids.isEmpty());
      return count;
    }
  }
}
