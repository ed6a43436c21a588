// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import org.metergate.spi.time.TimeSource;

/** A journal on virtual time: it does what is due when it is told to, and not on a thread. */
public final class TickedJournal implements AutoCloseable {
  private final Journal journal;

  /** Opens or creates a journal that keeps all readings. */
  public TickedJournal(Path path, TimeSource time, ZoneId clocks) throws JournalException {
    journal =
        Journal.openQuiet(
            new JournalSettings(
                path, Duration.ofSeconds(60), Duration.ofDays(10_000), 20_000_000_000L, clocks),
            time,
            "boot-1");
  }

  public Journal journal() {
    return journal;
  }

  /** Writes roll-ups, and syncs if that is due. */
  public void tick() {
    journal.tick();
  }

  @Override
  public void close() {
    journal.close();
  }
}
