// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.metergate.journal.clock.BootTable;
import org.metergate.spi.time.TimeSource;

/**
 * A process that appends a reading every ten seconds of an accelerated clock, and writes roll-ups
 * and syncs besides, until it is killed; it prints each id when its reading is stored.
 */
public final class CrashWriter {
  private CrashWriter() {}

  /** Ten seconds per reading, whichever process writes it. */
  private static final class FlyingTime implements TimeSource {
    private volatile long nanos;

    private void goTo(long reading) {
      nanos = Duration.ofSeconds(10 * reading).toNanos();
    }

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public Instant now() {
      return Samples.START.plusNanos(nanos);
    }

    @Override
    public void pause(Duration duration) {
      throw new UnsupportedOperationException();
    }
  }

  /** The settings with which the writer and the tests open the journal. */
  static Journal open(Path path, TimeSource time) throws JournalException {
    return Journal.openQuiet(
        new JournalSettings(
            path,
            Duration.ofSeconds(60),
            JournalSettings.USUAL_KEEP_RAW,
            JournalSettings.USUAL_MAX_SIZE,
            ZoneOffset.UTC),
        time,
        BootTable.present());
  }

  /**
   * Runs until it is killed.
   *
   * @param arguments the journal's file.
   * @throws JournalException when a reading cannot be stored, which ends the test.
   */
  public static void main(String[] arguments) throws JournalException {
    FlyingTime time = new FlyingTime();
    Journal journal = open(Path.of(arguments[0]), time);
    Thread ticks =
        new Thread(
            () -> {
              while (true) {
                journal.tick();
              }
            });
    ticks.setDaemon(true);
    ticks.start();
    while (true) {
      long next = journal.readings().newestId() + 1;
      time.goTo(next);
      journal.states().of(Samples.METER.name(), "counter").put(Long.toString(next));
      long id = journal.readings().append(Samples.list((int) next));
      journal.cursors().move("home", id);
      System.out.println(id);
    }
  }
}
