// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.sql.SQLException;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.time.TimeSource;

/**
 * The components of an open journal, all for one file.
 *
 * @param writer changes the file.
 * @param reader reads the file independently of the writer.
 * @param maintenance writes roll-ups and deletes old rows.
 * @param syncer makes writes safe against a power cut.
 * @param readingLog appends readings and publishes them.
 * @param decisions the decisions about counters.
 */
record Works(
    Writer writer,
    Reader reader,
    Maintenance maintenance,
    Syncer syncer,
    ReadingLog readingLog,
    Decisions decisions) {

  /**
   * Creates the components and syncs for the first time, so that ids are reserved.
   *
   * @param boot the id of the present boot; empty if it has none.
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
