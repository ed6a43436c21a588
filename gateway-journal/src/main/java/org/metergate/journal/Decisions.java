// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.util.List;
import org.metergate.counter.CounterRules;
import org.metergate.spi.reading.MeterRef;

/**
 * What was decided about counters: the counter rules of each meter, and which outputs must get
 * counters again that a decision released. Any thread.
 */
public final class Decisions {
  private final CounterRuleTable counterRuleTable;
  private final Writer writer;
  private final Reader reader;
  private final Maintenance maintenance;
  private final Syncer syncer;

  Decisions(
      CounterRuleTable counterRuleTable,
      Writer writer,
      Reader reader,
      Maintenance maintenance,
      Syncer syncer) {
    this.counterRuleTable = counterRuleTable;
    this.writer = writer;
    this.reader = reader;
    this.maintenance = maintenance;
    this.syncer = syncer;
  }

  /**
   * Returns the counter rules of a meter.
   *
   * @param meter with its own meter number.
   * @return the rules decided last; readings as stored if nothing was decided.
   */
  public CounterRules rules(MeterRef meter) {
    return counterRuleTable.of(meter);
  }

  /**
   * Sets the counter rules of a meter, which also apply to the readings stored already. They are in
   * the file when this returns, and safe against a power cut.
   *
   * @param meter with its own meter number.
   * @param counterRules the rules from now on.
   * @param late the id of the first reading whose values only become known by this: the roll-ups
   *     are rebuilt from there, and outputs get the counters through {@link #withheldMeters}; 0 for
   *     none.
   * @throws JournalException when nothing of it is in the file; it can be tried again.
   */
  public void putRules(MeterRef meter, CounterRules counterRules, long late)
      throws JournalException {
    maintenance.putRules(meter, counterRules, late);
    if (late > 0) {
      syncer.syncOrThrow();
    }
  }

  /**
   * Lists the meters whose counters an output must get again, since they were withheld when it
   * passed their readings. The {@link Journal#cursor} of {@link #withheldCursor} is how far it has
   * got.
   *
   * @param output its name.
   * @return usually none.
   */
  public List<MeterRef> withheldMeters(String output) {
    return writer.lateMeters(output);
  }

  /**
   * Returns the name of the cursor for counters that were withheld.
   *
   * @param output its name.
   * @param meter whose counters.
   * @return for {@link Journal#cursor} and {@link Journal#moveCursor}.
   */
  public static String withheldCursor(String output, MeterRef meter) {
    return new WithheldCursor(output, meter).name();
  }

  /**
   * Removes the cursor of counters that are all delivered.
   *
   * @param name from {@link #withheldCursor}.
   */
  public void removeCursor(String name) {
    writer.cursors().remove(name);
  }

  /**
   * Reads the readings of one meter after an id.
   *
   * @param meter with its own meter number.
   * @param after the last id known.
   * @param last the highest id to read.
   * @param limit the maximum number of readings, 1 or more.
   * @return in the order of their ids.
   * @throws JournalException when the file cannot be read.
   */
  public List<StoredReading> readOf(MeterRef meter, long after, long last, int limit)
      throws JournalException {
    return reader.of(meter, after, last, limit);
  }

  /**
   * Reads the readings of one meter after an id, without applying the counter rules.
   *
   * @param meter with its own meter number.
   * @param after the last id known.
   * @param limit the maximum number of readings, 1 or more.
   * @return in the order of their ids.
   * @throws JournalException when the file cannot be read.
   */
  public List<StoredReading> readUninterpreted(MeterRef meter, long after, int limit)
      throws JournalException {
    return reader.asStored(meter, after, Long.MAX_VALUE, limit);
  }

  /**
   * Returns the lowest id that the next reading can get.
   *
   * @return above that of every stored reading.
   */
  public long nextId() {
    return writer.nextId();
  }
}
