// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.metergate.core.gateway.GatewayPlan.PlannedLink;
import org.metergate.core.validation.CounterValidators;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalException;
import org.metergate.journal.JournalSettings;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.time.TimeSource;

/**
 * Fills a journal with the past of emulated meters. Each is read from the beginning to the end on a
 * virtual clock of its own, all at the same time; then the readings are checked and stored in the
 * order in which they came. The emulated meters count by the clock alone, so that they go on where
 * their past ends.
 */
public final class DemoHistory {
  private final Instant from;
  private final Instant to;
  private final Duration every;

  /**
   * Describes a past.
   *
   * @param from its beginning.
   * @param to its end: now.
   * @param every how often a meter that sends by itself is listened to.
   */
  public DemoHistory(Instant from, Instant to, Duration every) {
    this.from = from;
    this.to = to;
    this.every = every;
  }

  /**
   * Reads the meters and stores what they sent.
   *
   * @param links of emulated meters alone; their drivers are used up.
   * @param settings of a journal that nobody uses.
   * @param time the program's clock: the past ends at its present moment.
   * @return how many readings were stored.
   * @throws JournalException when the journal cannot be written.
   * @throws InterruptedException when the caller is asked to stop.
   */
  public long write(List<PlannedLink> links, JournalSettings settings, TimeSource time)
      throws JournalException, InterruptedException {
    PastTime clock = new PastTime(from, time.nanos() - Duration.between(from, to).toNanos());
    JournalSettings unhurried = // nothing is due while days pass in a moment
        new JournalSettings(
            settings.path(),
            Duration.ofDays(400),
            settings.keepRaw(),
            settings.maxSize(),
            settings.zone());
    try (Journal journal = Journal.open(unhurried, clock)) {
      List<Reading> readings = read(links, journal);
      readings.sort(Comparator.comparing(Reading::receivedAt));
      CounterValidators counters = new CounterValidators(journal, clock);
      for (Reading reading : readings) {
        clock.advanceTo(reading.receivedAt());
        Reading checked = counters.of(reading.meter()).check(reading, finding -> {});
        journal.readings().append(checked);
      }
      clock.advanceTo(to);
      journal.rollUp();
      journal.sync();
      return readings.size();
    }
  }

  private List<Reading> read(List<PlannedLink> links, Journal journal) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, links.size()));
    try {
      List<Future<List<Reading>>> running = new ArrayList<>();
      for (PlannedLink link : links) {
        PastReading past = new PastReading(link, journal.states(), from, to, every);
        running.add(threads.submit(past::read));
      }
      List<Reading> all = new ArrayList<>();
      for (Future<List<Reading>> one : running) {
        all.addAll(one.get());
      }
      return all;
    } catch (ExecutionException e) {
      throw new IllegalStateException("an emulated meter cannot be read", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }
}
