// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.metergate.spi.reading.Reading;

/**
 * Appends readings and publishes them: to watchers at once, and to listeners as soon as the time of
 * a reading is known, in the same order. Any thread.
 */
final class ReadingLog {
  private static final int MAX_AT_ONCE = 10_000;
  private static final int PUBLISHED_AT_ONCE = 100;

  private final Writer writer;
  private final Reader reader;
  private final Syncer syncer;
  private final CounterRuleTable counterRuleTable;
  private final Listeners listeners = new Listeners();
  private final Listeners watchers = new Listeners();
  private final LogOnce logOnce = new LogOnce();

  /**
   * Links publish in parallel; readings that waited for the clock are published before those that
   * arrive then.
   */
  private final ReadWriteLock order = new ReentrantReadWriteLock();

  private volatile long newestId;

  ReadingLog(Writer writer, Reader reader, Syncer syncer, CounterRuleTable counterRuleTable) {
    this.counterRuleTable = counterRuleTable;
    this.writer = writer;
    this.reader = reader;
    this.syncer = syncer;
    newestId = writer.newestStamped();
  }

  /** The newest reading that outputs may deliver. */
  long newestId() {
    return newestId;
  }

  /** As {@link Journal#appendRecord}. */
  long append(Reading reading, String logger) throws JournalException {
    Appended appended = writer.append(reading, logger);
    while (appended == Appended.SYNC_FIRST) {
      syncer.syncOrThrow();
      appended = writer.append(reading, logger);
    }
    if (appended.id() != 0) {
      publish(appended);
    }
    return appended.id();
  }

  /** As {@link Journal#appendLate}. */
  void appendLate(List<Reading> readings, List<Long> frames) throws JournalException {
    if (readings.size() > MAX_AT_ONCE) {
      throw new IllegalArgumentException("more than " + MAX_AT_ONCE + " readings at once");
    }
    Appended first = writer.appendLate(readings, frames);
    while (first == Appended.SYNC_FIRST) {
      syncer.syncOrThrow();
      first = writer.appendLate(readings, frames);
    }
    for (int i = 0; i < readings.size(); i++) {
      publish(new Appended(first.id() + i, readings.get(i), first.stamped()));
    }
  }

  private void publish(Appended appended) {
    StoredReading stored =
        new StoredReading(
            appended.id(),
            toMilliseconds(counterRuleTable.read(appended.id(), appended.reading())));
    order.readLock().lock();
    try {
      watchers.publish(stored);
      if (appended.stamped()) {
        raiseNewest(stored.id());
        listeners.publish(stored);
      }
    } finally {
      order.readLock().unlock();
    }
  }

  /** Publishes what waited for the clock, once it is set or the longest wait is over. */
  void stamp() {
    order.writeLock().lock();
    try {
      long first = writer.stamp();
      if (first != 0) {
        long last = writer.newestStamped();
        raiseNewest(last);
        publishAll(first, last);
      }
      logOnce.recovered();
    } catch (JournalException e) {
      logOnce.failed("readings still wait for their times", e);
    } finally {
      order.writeLock().unlock();
    }
  }

  private void publishAll(long first, long last) throws JournalException {
    long position = first - 1;
    List<StoredReading> some;
    do {
      some = reader.after(position, last, PUBLISHED_AT_ONCE);
      for (StoredReading stored : some) {
        watchers.publish(stored);
        listeners.publish(stored);
        position = stored.id();
      }
    } while (!some.isEmpty());
  }

  private synchronized void raiseNewest(long id) {
    newestId = Math.max(newestId, id);
  }

  /** The file keeps milliseconds: listeners get the same times as readers of the file. */
  private static Reading toMilliseconds(Reading r) {
    Instant at = Instant.ofEpochMilli(r.receivedAt().toEpochMilli());
    return new Reading(r.meter(), r.telegram(), r.origin(), at, r.meterTime(), r.measurements());
  }

  AutoCloseable listen(Consumer<StoredReading> listener) {
    return listeners.add(listener);
  }

  AutoCloseable watch(Consumer<StoredReading> watcher) {
    return watchers.add(watcher);
  }
}
