// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.sql.SQLException;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.time.TimeSource;

/**
 * The works of an open journal, all over one file.
 *
 * @param writer changes the file.
 * @param reader looks into it beside the writer's back.
 * @param maintenance makes roll-ups and lets old rows go.
 * @param syncer makes safe what was written.
 * @param readingLog takes readings in and tells of them.
 * @param decisions what was decided about counters.
 */
record Works(
    Writer writer,
    Reader reader,
    Maintenance maintenance,
    Syncer syncer,
    ReadingLog readingLog,
    Decisions decisions) {

  /**
   * Puts them together and syncs for the first time, so that there are numbers to give.
   *
   * @param boot the present life of the machine; empty where it has no name.
   */
  static Works over(Database database, JournalSettings settings, TimeSource time, String boot)
      throws SQLException, MalformedException, JournalException {
    CounterRuleTable counterRuleTable = database.counterRuleTable();
    Writer writer = new Writer(database, time, boot, settings.clock());
    Reader reader = new Reader(database, settings.zone());
    Maintenance maintenance = new Maintenance(database, writer, time, settings);
    Syncer syncer = new Syncer(database, writer, maintenance, time, settings.sync());
    ReadingLog readingLog = new ReadingLog(writer, reader, syncer, counterRuleTable);
    Decisions decisions = new Decisions(counterRuleTable, writer, reader, maintenance, syncer);
    readingLog.stamp();
    syncer.syncOrThrow();
    return new Works(writer, reader, maintenance, syncer, readingLog, decisions);
  }
}
