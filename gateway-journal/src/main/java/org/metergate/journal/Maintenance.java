// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.metergate.counter.CounterRules;
import org.metergate.journal.rollup.RollupWriter;
import org.metergate.journal.sql.Database;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.time.TimeSource;

/**
 * The journal's maintenance: roll-ups, then retention. One pass at a time, on any thread. A pass
 * takes minutes where the card is slow: each piece of it is an answer of the journal's thread.
 */
final class Maintenance {
  private final Database database;
  private final Writer writer;
  private final Findings findings;
  private final TimeSource time;
  private final RollupWriter rollupWriter;
  private final Retention retention;
  private final Failures failures;
  private volatile Set<String> outputs;
  private volatile BiConsumer<String, Finding> listener;
  private boolean closed;

  Maintenance(
      Failures failures,
      Database database,
      Writer writer,
      Findings findings,
      JournalThread thread,
      TimeSource time,
      String boot,
      JournalSettings settings)
      throws SQLException {
    this.failures = failures;
    this.database = database;
    this.writer = writer;
    this.findings = findings;
    this.time = time;
    Runnable goesOn = thread::answer;
    rollupWriter = new RollupWriter(database, writer, writer::newestTimed, goesOn, settings.zone());
    retention = new Retention(database, writer, goesOn, time, boot, settings);
  }

  void waitFor(Set<String> names) {
    outputs = Set.copyOf(names);
  }

  void onLoss(BiConsumer<String, Finding> newListener) {
    listener = newListener;
  }

  /**
   * Sets the counter rules of a meter.
   *
   * @param late the id of the first reading whose values only become known by this: from there the
   *     roll-ups are rebuilt and outputs get the counters again; 0 for none.
   */
  synchronized void putRules(MeterRef meter, CounterRules counterRules, long late)
      throws JournalException {
    Map<WithheldCursor, Long> cursors = new HashMap<>();
    if (late > 0) {
      for (String output : writer.cursors().all().keySet()) {
        if (WithheldCursor.of(output).isEmpty() && (outputs == null || outputs.contains(output))) {
          cursors.put(new WithheldCursor(WithheldCursor.Kind.RELEASED, output, meter), late - 1);
        }
      }
    }
    try {
      writer.putRules(
          meter,
          counterRules,
          cursors,
          () -> {
            if (late > 0) {
              rollupWriter.storeReopened(late);
            }
          });
    } catch (SQLException e) {
      throw JournalException.of(database.path(), e);
    }
    if (late > 0) {
      rollupWriter.reopen(late);
    }
  }

  /** Writes the watermark of the roll-ups into a file that was made again; in a transaction. */
  synchronized void storeWatermark() throws SQLException {
    rollupWriter.storeReopened(Long.MAX_VALUE);
  }

  /** Whether another pass should follow soon. */
  boolean isBehind() {
    return rollupWriter.isBehind();
  }

  /**
   * Does one pass; a failure is logged once until it is over, and readings are stored meanwhile.
   */
  synchronized void run() {
    if (closed) {
      return;
    }
    try {
      rollupWriter.pass();
      retention.pass(rollupWriter.watermark(), outputs, this::lost);
      failures.recovered(Failures.Task.ROLL_UP);
    } catch (SQLException | MalformedException e) {
      failures.failed(Failures.Task.ROLL_UP, JournalException.of(database.path(), e));
    }
  }

  private void lost(String output, Finding finding) {
    BiConsumer<String, Finding> current = listener;
    if (current != null) {
      current.accept(output, finding);
      return;
    }
    findings.record(output, finding, time.now());
  }

  /** Waits for the end of a running pass; no other follows. */
  synchronized void close() {
    closed = true;
  }
}
