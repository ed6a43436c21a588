// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.util.List;
import org.metergate.counter.CounterRules;
import org.metergate.spi.reading.MeterRef;

/**
 * What was decided about counters: how the readings of each meter are read, and which outputs must
 * get again what a decision brought to light. Any thread.
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
   * Says how the readings of a meter are read.
   *
   * @param meter with the number that it gives itself.
   * @return as decided last; as stored where nothing was.
   */
  public CounterRules meaning(MeterRef meter) {
    return counterRuleTable.of(meter);
  }

  /**
   * Decides how the readings of a meter are read, those that are stored already too. It is in the
   * file when this returns, and safe against a power cut.
   *
   * @param meter with the number that it gives itself.
   * @param counterRules from now on.
   * @param late the id of the first reading whose values only become known by this: its roll-ups
   *     are made anew from there, and outputs get the counters by {@link #lateMeters}; 0 for none.
   * @throws JournalException when nothing of it is in the file; trying again is fine.
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
   * passed their readings. How far it has got says the {@link Journal#cursor} of {@link
   * #lateCursor}.
   *
   * @param output its name.
   * @return none as a rule.
   */
  public List<MeterRef> lateMeters(String output) {
    return writer.lateMeters(output);
  }

  /**
   * Names the cursor of counters that come late.
   *
   * @param output its name.
   * @param meter whose counters.
   * @return for {@link Journal#cursor} and {@link Journal#moveCursor}.
   */
  public static String lateCursor(String output, MeterRef meter) {
    return new WithheldCursor(output, meter).name();
  }

  /**
   * Removes the cursor of counters that have all come.
   *
   * @param name of {@link #lateCursor}.
   */
  public void removeCursor(String name) {
    writer.cursors().remove(name);
  }

  /**
   * Reads on behind a reading, of one meter.
   *
   * @param meter with the number that it gives itself.
   * @param after the last id known.
   * @param last the highest id that is wanted.
   * @param most how many at most, 1 or more.
   * @return in the order of their ids.
   * @throws JournalException when the file cannot be read.
   */
  public List<StoredReading> readOf(MeterRef meter, long after, long last, int most)
      throws JournalException {
    return reader.of(meter, after, last, most);
  }

  /**
   * Reads on behind a reading, of one meter, in the form in which the readings came.
   *
   * @param meter with the number that it gives itself.
   * @param after the last id known.
   * @param most how many at most, 1 or more.
   * @return in the order of their ids.
   * @throws JournalException when the file cannot be read.
   */
  public List<StoredReading> asStored(MeterRef meter, long after, int most)
      throws JournalException {
    return reader.asStored(meter, after, Long.MAX_VALUE, most);
  }

  /**
   * Returns the id that the next reading gets at the earliest.
   *
   * @return above that of every reading that is there.
   */
  public long nextId() {
    return writer.nextId();
  }
}
