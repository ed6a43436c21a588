// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.journal;

import java.sql.SQLException;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.time.TimeSource;

/**
 * The works of an open journal, all over one file.
 *
 * @param writer changes the file.
 * @param reader looks into it beside the writer's back.
 * @param upkeep makes roll-ups and lets old rows go.
 * @param syncer makes safe what was written.
 * @param arrivals takes readings in and tells of them.
 * @param decisions what was decided about counters.
 */
record Works(
    Writer writer,
    Reader reader,
    Upkeep upkeep,
    Syncer syncer,
    Arrivals arrivals,
    Decisions decisions) {

  /**
   * Puts them together and syncs for the first time, so that there are numbers to give.
   *
   * @param boot the present life of the machine; empty where it has no name.
   */
  static Works over(Database database, JournalSettings settings, TimeSource time, String boot)
      throws SQLException, MalformedException, JournalException {
    Meanings meanings = database.meanings();
    Writer writer = new Writer(database, time, boot, settings.clock());
    Reader reader = new Reader(database, settings.zone());
    Upkeep upkeep = new Upkeep(database, writer, time, settings);
    Syncer syncer = new Syncer(database, writer, upkeep, time, settings.sync());
    Arrivals arrivals = new Arrivals(writer, reader, syncer, meanings);
    Decisions decisions = new Decisions(meanings, writer, reader, upkeep, syncer);
    arrivals.stamp();
    syncer.syncOrThrow();
    return new Works(writer, reader, upkeep, syncer, arrivals, decisions);
  }
}
