// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.util.Map;
import java.util.Set;
import org.metergate.counter.CounterRules;
import org.metergate.journal.sql.CounterRuleTable;
import org.metergate.spi.reading.MeterRef;

/**
 * The counter rules of each meter, as decided: how the stored counters are interpreted, and which
 * outputs must get counters again that a decision released. Any thread may use it.
 */
public final class Rules {
  private final CounterRuleTable counterRuleTable;
  private final Writer writer;
  private final Maintenance maintenance;
  private final Syncer syncer;

  Rules(CounterRuleTable counterRuleTable, Writer writer, Maintenance maintenance, Syncer syncer) {
    this.counterRuleTable = counterRuleTable;
    this.writer = writer;
    this.maintenance = maintenance;
    this.syncer = syncer;
  }

  /**
   * Returns the counter rules of a meter.
   *
   * @param meter with its own meter number.
   * @return the rules decided last; readings as stored if nothing was decided.
   */
  public CounterRules of(MeterRef meter) {
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
  public void put(MeterRef meter, CounterRules counterRules, long late) throws JournalException {
    maintenance.putRules(meter, counterRules, late);
    if (late > 0) {
      syncer.syncOrThrow();
    }
  }

  /**
   * Lists the meters whose counters an output must get again, since they were withheld when it
   * passed their readings. The cursor {@link Cursors#ofWithheld} is how far it has got.
   *
   * @param output its name.
   * @return usually none.
   */
  public Set<MeterRef> withheldMeters(String output) {
    return writer.withheldMeters(output);
  }

  /**
   * Returns what decisions have released since: the output removes it with {@link
   * Cursors#removeReleased} when its cursor {@link Cursors#ofWithheld} is there. What was read
   * before this call may lack these counters.
   *
   * @param output its name.
   * @return the reading before the first one of each meter; usually none.
   */
  public Map<MeterRef, Long> released(String output) {
    return writer.released(output);
  }
}
