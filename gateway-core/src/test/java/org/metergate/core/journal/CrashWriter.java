// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.journal;

import java.nio.file.Path;
import java.time.Duration;
import org.metergate.spi.time.SystemTime;

/** A process that appends until it is killed, and prints each id when its reading is safe. */
public final class CrashWriter {
  private CrashWriter() {}

  /**
   * Runs until it is killed.
   *
   * @param arguments the journal's file.
   * @throws JournalException when a reading cannot be stored, which ends the test.
   */
  public static void main(String[] arguments) throws JournalException {
    JournalSettings settings = new JournalSettings(Path.of(arguments[0]), Duration.ofHours(1));
    Journal journal = Journal.open(settings, new SystemTime());
    Thread syncs =
        new Thread(
            () -> {
              while (true) {
                journal.sync();
              }
            });
    syncs.setDaemon(true);
    syncs.start();
    while (true) {
      long next = journal.newestId() + 1;
      journal.state(Samples.METER.name(), "counter").put(Long.toString(next));
      long id = journal.append(Samples.list((int) next));
      journal.moveCursor("home", id);
      System.out.println(id);
    }
  }
}
