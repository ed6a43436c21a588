// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.metergate.journal.sql.Database;
import org.metergate.journal.sql.Prepared;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.time.TimeSource;

/**
 * Deletes old readings, a few at a time, so that no link waits long. The age limit spares what an
 * output has not delivered, and takes a limited part of the readings in a day; the size limit takes
 * effect at once and spares only what is not in the roll-ups yet. The journal's own thread.
 */
final class Retention {
  /** A few milliseconds of work. */
  static final int BATCH = 500;

  private static final int BATCHES_IN_A_PASS = 40;
  private static final long REPORT_INTERVAL = Duration.ofHours(1).toNanos();
  private static final long EXPIRED_REPORT_INTERVAL = Duration.ofDays(1).toNanos();
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
  private final Runnable goesOn;
  private final TimeSource time;
  private final JournalSettings settings;
  private final Prepared delete;
  private final Prepared waiting;
  private final Map<String, Loss> losses = new TreeMap<>();
  private final Loss expired = new Loss();
  private final Expiry expiry;

  /**
   * Prepares it.
   *
   * @param goesOn is run after each piece of a pass.
   */
  Retention(
      Database database,
      Writer writer,
      Runnable goesOn,
      TimeSource time,
      String boot,
      JournalSettings settings)
      throws SQLException {
    this.database = database;
    this.writer = writer;
    this.goesOn = goesOn;
    this.time = time;
    this.settings = settings;
    Connection connection = database.writer();
    delete =
        new Prepared(
            connection,
            "DELETE FROM reading WHERE id IN"
                + " (SELECT id FROM reading WHERE id <= ? ORDER BY id LIMIT ?)");
    waiting = new Prepared(connection, "SELECT count(*) FROM " + OLDEST + " WHERE id > ?");
    expiry = new Expiry(database, writer.gate(), goesOn, time, boot, settings.keepRaw());
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
    if (expiry.update()) {
      writer.write(expiry::write);
    }
    long deleted = BATCH;
    int batches = 0;
    while (batches < BATCHES_IN_A_PASS && deleted > 0 && database.used() > room()) {
      deleted = batch(watermark - 1, cursors);
      batches++;
      goesOn.run();
    }
    if (batches == 0) {
      expire(Math.min(watermark - 1, delivered));
    }
    report(listener);
  }

  /**
   * The bytes that readings may use. A log that another program keeps from being emptied takes room
   * on the same disk; since each deletion is a change that the log also holds, it takes half of the
   * room at most.
   */
  private long room() {
    return Math.max(settings.maxSize() / 2, settings.maxSize() - database.heldLog());
  }

  /** Deletes what is older than the age limit, as far as it may go today. */
  private void expire(long last) throws SQLException {
    long end = expiry.lastExpired(last, BATCHES_IN_A_PASS * BATCH);
    if (end == 0) {
      return;
    }
    long left = expiry.left();
    long deleted = BATCH;
    for (int i = 0; i < BATCHES_IN_A_PASS && deleted > 0 && left > 0; i++) {
      long most = Math.min(BATCH, left);
      long[] count = new long[1];
      writer.writeIfNeeded(
          () -> {
            count[0] = delete.change(end, most);
            expiry.deleted(count[0]);
            expiry.write();
            return true;
          });
      deleted = count[0];
      left -= deleted;
      expired.count += deleted;
      goesOn.run();
    }
  }

  private static String output(String cursor) {
    return WithheldCursor.of(cursor).map(WithheldCursor::output).orElse(cursor);
  }

  private long batch(long last, Map<String, Long> cursors) throws SQLException {
    long[] deleted = new long[1];
    Map<String, Long> lost = new TreeMap<>();
    writer.writeIfNeeded(
        () -> {
          lost.clear();
          for (Map.Entry<String, Long> cursor : cursors.entrySet()) {
            lost.put(cursor.getKey(), count(last, cursor.getValue()));
          }
          deleted[0] = delete.change(last, BATCH);
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

  /**
   * Reports losses at once, and then once an hour while they continue; what expired, once a day.
   */
  private void report(Losses listener) {
    losses.forEach(
        (output, loss) ->
            report(
                loss,
                REPORT_INTERVAL,
                count ->
                    listener.lost(
                        output,
                        JournalFindings.READINGS_DROPPED.with("output", output, "count", count))));
    report(
        expired,
        EXPIRED_REPORT_INTERVAL,
        count ->
            listener.lost(
                "journal",
                JournalFindings.READINGS_EXPIRED.with(
                    "count", count, "days", settings.keepRaw().toDays())));
  }

  private void report(Loss loss, long interval, LongConsumer listener) {
    long now = time.nanos();
    if (loss.count > 0 && (loss.reported == 0 || now - loss.reported >= interval)) {
      listener.accept(loss.count);
      loss.count = 0;
      loss.reported = now == 0 ? 1 : now;
    }
  }
}
