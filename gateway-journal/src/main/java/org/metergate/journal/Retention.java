// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.metergate.journal.clock.ClockSyncGate;
import org.metergate.journal.sql.Database;
import org.metergate.journal.sql.Prepared;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.time.TimeSource;

/**
 * Deletes old readings, a few at a time, so that no link waits long. The age limit spares what an
 * output has not delivered; the size limit spares only what is not in the roll-ups yet. The
 * journal's own thread.
 */
final class Retention {
  /** A few milliseconds of work. */
  static final int BATCH = 500;

  private static final int BATCHES_IN_A_PASS = 40;
  private static final long REPORT_INTERVAL = Duration.ofHours(1).toNanos();
  private static final String OLDEST =
      "(SELECT id FROM reading WHERE id <= ? ORDER BY id LIMIT " + BATCH + ")";

  /** Receives a finding for each output that lost readings. */
  interface Losses {
    void lost(String output, Finding finding);
  }

  private static final class Loss {
    private long count;
    private long reported;
  }

  private final Database database;
  private final Writer writer;
  private final TimeSource time;
  private final JournalSettings settings;
  private final Prepared delete;
  private final Prepared waiting;
  private final Map<String, Loss> losses = new TreeMap<>();

  Retention(Database database, Writer writer, TimeSource time, JournalSettings settings) {
    this.database = database;
    this.writer = writer;
    this.time = time;
    this.settings = settings;
    Connection connection = database.writer();
    delete =
        new Prepared(
            connection, "DELETE FROM reading WHERE id IN " + OLDEST + " AND received_ms < ?");
    waiting = new Prepared(connection, "SELECT count(*) FROM " + OLDEST + " WHERE id > ?");
  }

  /**
   * Deletes what is over the limits.
   *
   * @param watermark all readings below this id are in the roll-ups.
   * @param outputs those for which readings are retained; null for all that have a cursor.
   */
  void pass(long watermark, Set<String> outputs, Losses listener) throws SQLException {
    Map<String, Long> cursors = new TreeMap<>(writer.cursors().all());
    cursors.keySet().removeIf(name -> outputs != null && !outputs.contains(output(name)));
    long delivered = cursors.values().stream().mapToLong(c -> c).min().orElse(Long.MAX_VALUE);
    cursors.keySet().removeIf(name -> WithheldCursor.of(name).isPresent());
    long cutoff = time.now().toEpochMilli() - settings.keepRaw().toMillis();
    long deleted = BATCH;
    for (int i = 0; i < BATCHES_IN_A_PASS && deleted > 0; i++) {
      if (database.used() > settings.maxSize()) {
        deleted = batch(watermark - 1, Long.MAX_VALUE, cursors);
      } else {
        // an age measured by a clock that is not set is meaningless
        boolean known = writer.gate().state() == ClockSyncGate.State.SET;
        deleted = known ? batch(Math.min(watermark - 1, delivered), cutoff, Map.of()) : 0;
      }
    }
    report(listener);
  }

  private static String output(String cursor) {
    return WithheldCursor.of(cursor).map(WithheldCursor::output).orElse(cursor);
  }

  private long batch(long last, long before, Map<String, Long> cursors) throws SQLException {
    long[] deleted = new long[1];
    Map<String, Long> lost = new TreeMap<>();
    writer.writeIfNeeded(
        () -> {
          lost.clear();
          for (Map.Entry<String, Long> cursor : cursors.entrySet()) {
            lost.put(cursor.getKey(), count(last, cursor.getValue()));
          }
          deleted[0] = delete.change(last, before);
          return deleted[0] > 0;
        });
    lost.values().removeIf(count -> count == 0);
    lost.forEach((output, count) -> losses.computeIfAbsent(output, o -> new Loss()).count += count);
    return deleted[0];
  }

  private long count(long last, long cursor) throws SQLException {
    try (ResultSet row = waiting.query(last, cursor)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  /** Reports losses at once, and then once an hour while they continue. */
  private void report(Losses listener) {
    long now = time.nanos();
    losses.forEach(
        (output, loss) -> {
          if (loss.count > 0 && (loss.reported == 0 || now - loss.reported >= REPORT_INTERVAL)) {
            listener.lost(
                output,
                JournalFindings.READINGS_DROPPED.with("output", output, "count", loss.count));
            loss.count = 0;
            loss.reported = now == 0 ? 1 : now;
          }
        });
  }
}
