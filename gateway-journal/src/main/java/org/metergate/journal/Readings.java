// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.metergate.journal.clock.ClockSyncGate;
import org.metergate.journal.clock.ClockWait;
import org.metergate.journal.sql.CounterRuleTable;
import org.metergate.journal.sql.Database;
import org.metergate.journal.sql.ReadingTable;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;

/**
 * The readings, in the order of their ids. A reading is appended, published to watchers at once and
 * to listeners as soon as its time is known, and read after an id by each output at its own pace,
 * with the counter rules applied. Any thread may use it.
 */
public final class Readings {
  private static final int MAX_AT_ONCE = 10_000;
  private static final int PUBLISHED_AT_ONCE = 100;

  private static final Logger LOG = System.getLogger(Readings.class.getName());

  private final Writer writer;
  private final Reader reader;
  private final ReadingTable stored;
  private final Syncer syncer;
  private final Undecoded undecoded;
  private final CounterRuleTable counterRuleTable;
  private final ClockWait clock;
  private final Listeners listeners = new Listeners();
  private final Listeners watchers = new Listeners();
  private final Failures failures;

  /**
   * Links publish in parallel; readings that waited for the clock are published before those that
   * arrive then.
   */
  private final ReadWriteLock order = new ReentrantReadWriteLock();

  private final SkippedIds skipped;
  private volatile long newestId;

  Readings(
      Failures failures,
      Database database,
      Writer writer,
      Reader reader,
      Syncer syncer,
      Undecoded undecoded,
      SkippedIds skipped,
      ClockWait clock) {
    this.skipped = skipped;
    this.failures = failures;
    this.writer = writer;
    this.reader = reader;
    this.syncer = syncer;
    this.undecoded = undecoded;
    this.clock = clock;
    counterRuleTable = database.counterRuleTable();
    stored = new ReadingTable(reader.connection(), counterRuleTable);
    newestId = writer.newestTimed();
  }

  /**
   * Writes a reading. It is in the file when this returns. A reading with {@link Origin#HISTORY} is
   * a record of an unnamed logger, as in {@link #appendRecord}.
   *
   * @param reading of any meter; texts in it are kept as UTF-8.
   * @return its id, higher than all before; 0 for a record that was stored already.
   * @throws JournalException when it is not in the file; it can be tried again.
   */
  public long append(Reading reading) throws JournalException {
    Appended appended;
    do {
      appended = writer.append(reading, "");
    } while (syncedFirst(appended));
    publish(appended);
    return appended.id();
  }

  /**
   * Writes a record of a meter's own logger once, however often it is read: values stored already
   * for the same series, logger and record time are left out. It counts in the intervals of the
   * record's time, and never becomes a current value.
   *
   * @param logger which of the meter's, for example {@code hour}.
   * @param record with {@link Origin#HISTORY}, and the record's time as the meter's. A clock that
   *     repeats an hour in autumn needs its offset, else the second of two records with the same
   *     time is taken for the first.
   * @return its id, higher than all before; 0 if all of it was stored already.
   * @throws JournalException when it is not in the file; it can be tried again.
   */
  public long appendRecord(String logger, Reading record) throws JournalException {
    if (record.origin() != Origin.HISTORY) {
      throw new IllegalArgumentException("a record of a logger must have the origin HISTORY");
    }
    Appended appended;
    do {
      appended = writer.append(record, logger);
    } while (syncedFirst(appended));
    publish(appended);
    return appended.id();
  }

  /** Syncs where the ids are used up; what was appended must then be tried again. */
  private boolean syncedFirst(Appended appended) throws JournalException {
    if (appended != Appended.SYNC_FIRST) {
      return false;
    }
    syncer.syncOrThrow();
    return true;
  }

  /**
   * Writes the readings decoded from kept frames and removes the frames, in one transaction: a
   * crash neither loses nor duplicates a reading.
   *
   * @param readings in their order, at most 10,000; none of them becomes the newest of its meter.
   * @param frames the ids of the frames to remove.
   * @throws JournalException when nothing of it is in the file; it can be tried again.
   */
  public void appendLate(List<Reading> readings, List<Long> frames) throws JournalException {
    if (readings.size() > MAX_AT_ONCE) {
      throw new IllegalArgumentException("more than " + MAX_AT_ONCE + " readings at once");
    }
    Appended first;
    do {
      first = writer.appendLate(readings, () -> undecoded.remove(frames));
    } while (syncedFirst(first));
    for (int i = 0; i < readings.size(); i++) {
      publish(new Appended(first.id() + i, readings.get(i), first.stamped()));
    }
  }

  /**
   * Publishes a reading; a record that was stored before has no id. It is in the file: an error
   * here, such as a full memory, must not make the caller store it again.
   */
  private void publish(Appended appended) {
    if (appended.id() == 0) {
      return;
    }
    try {
      publishStored(appended);
    } catch (RuntimeException | Error e) {
      if (appended.stamped()) {
        raiseNewest(appended.id()); // the outputs find it with the next one
      }
      LOG.log(Level.WARNING, "reading " + appended.id() + " is stored, but was not shown", e);
    }
  }

  private void publishStored(Appended appended) {
    StoredReading reading =
        new StoredReading(
            appended.id(),
            counterRuleTable.read(appended.id(), appended.reading()),
            counterRuleTable.of(appended.reading().meter()).seriesFrom(appended.id()));
    order.readLock().lock();
    try {
      watchers.publish(reading);
      if (appended.stamped()) {
        raiseNewest(reading.id());
        listeners.publish(reading);
      }
    } finally {
      order.readLock().unlock();
    }
  }

  /** Publishes what waited for the clock, once it is set or the longest wait is over. */
  void releaseTimed() {
    order.writeLock().lock();
    try {
      long first = writer.releaseTimed();
      if (first != 0) {
        long last = writer.newestTimed();
        raiseNewest(last);
        publishAll(first, last);
      }
      failures.recovered(Failures.Task.TIMES);
    } catch (JournalException e) {
      failures.failed(Failures.Task.TIMES, e);
    } finally {
      order.writeLock().unlock();
    }
  }

  private void publishAll(long first, long last) throws JournalException {
    long position = first - 1;
    List<StoredReading> some;
    do {
      long after = position;
      some = reader.query(() -> stored.after(after, last, PUBLISHED_AT_ONCE, StoredReading::new));
      for (StoredReading reading : some) {
        watchers.publish(reading);
        listeners.publish(reading);
        position = reading.id();
      }
    } while (!some.isEmpty());
  }

  private synchronized void raiseNewest(long id) {
    newestId = Math.max(newestId, id);
  }

  /**
   * Reads the readings after an id.
   *
   * @param id the last id known, 0 to begin with the oldest.
   * @param limit the maximum number of readings, 1 or more.
   * @return in the order of their ids; empty if there are no more yet.
   * @throws JournalException when the file cannot be read.
   */
  public List<StoredReading> readAfter(long id, int limit) throws JournalException {
    return reader.query(() -> stored.after(id, newestId, limit, StoredReading::new));
  }

  /**
   * Reads the readings of one meter after an id.
   *
   * @param meter with its own meter number.
   * @param after the last id known.
   * @param last the highest id to read.
   * @param limit the maximum number of readings, 1 or more.
   * @return in the order of their ids.
   * @throws JournalException when the file cannot be read.
   */
  public List<StoredReading> readOf(MeterRef meter, long after, long last, int limit)
      throws JournalException {
    return reader.query(() -> stored.of(meter, after, last, limit, StoredReading::new));
  }

  /**
   * Reads the readings of one meter after an id, without applying the counter rules.
   *
   * @param meter with its own meter number.
   * @param after the last id known.
   * @param limit the maximum number of readings, 1 or more.
   * @return in the order of their ids.
   * @throws JournalException when the file cannot be read.
   */
  public List<StoredReading> readUninterpreted(MeterRef meter, long after, int limit)
      throws JournalException {
    return reader.query(
        () -> stored.asStored(meter, after, Long.MAX_VALUE, limit, StoredReading::new));
  }

  /**
   * Returns the newest live reading of a meter, which a page shows right after a start.
   *
   * @param meter its name for people; that of a sub-meter ends with its kind.
   * @return the reading, or nothing if there is none yet; never history.
   * @throws JournalException when the file cannot be read.
   */
  public Optional<StoredReading> newestOf(String meter) throws JournalException {
    Optional<Long> id = writer.newest().of(meter);
    return id.isEmpty()
        ? Optional.empty()
        : reader.query(() -> stored.get(id.get(), StoredReading::new));
  }

  /**
   * Returns the id of the newest reading that may be delivered: its time and the times of all
   * readings before it are known.
   *
   * @return 0 if there is none.
   */
  public long newestId() {
    return newestId;
  }

  /**
   * Returns the lowest id that the next reading can get.
   *
   * @return above that of every stored reading.
   */
  public long nextId() {
    return writer.nextId();
  }

  /**
   * Counts the ids after one, up to another one, without those that a restore has left out.
   *
   * @param after an id.
   * @param last another id.
   * @return at least as many as there are readings between them.
   */
  public long idsBetween(long after, long last) {
    return skipped.between(after, last);
  }

  /**
   * Goes back from an id by a number of readings, over what a restore has left out.
   *
   * @param id where to begin.
   * @param count how many ids at most.
   * @return an id at least that many before it; 0 at least.
   */
  public long idBack(long id, long count) {
    return skipped.back(id, count);
  }

  /**
   * Finds where the readings since a time begin.
   *
   * @param from the earliest time, by the gateway's clock.
   * @return the id before that of the first reading received then or later; that of the newest
   *     reading if there is none.
   * @throws JournalException when the file cannot be read.
   */
  public long idBefore(Instant from) throws JournalException {
    OptionalLong id = reader.query(() -> stored.idBefore(from.toEpochMilli()));
    return id.orElse(newestId);
  }

  /**
   * Returns whether readings wait for the clock of the machine to be set. Until then, kept frames
   * should not be decoded.
   *
   * @return false once it is set or the longest wait is over.
   */
  public boolean waitsForClock() {
    return writer.gate().state() == ClockSyncGate.State.WAITING;
  }

  /**
   * Returns the finding about the clock as long as it is not set.
   *
   * @return a condition, to be reported with each reading; nothing when the clock is set.
   */
  public Optional<Finding> clockFinding() {
    return switch (writer.gate().state()) {
      case SET -> Optional.empty();
      case WAITING ->
          Optional.of(
              JournalFindings.CLOCK_WAITED_FOR.with("most", clock.longest().toMinutes() + " min"));
      case UNSURE -> Optional.of(JournalFindings.CLOCK_UNSURE.with());
    };
  }

  /**
   * Adds a listener that gets each reading at once, on the thread that appends it and after it is
   * in the file. Readings of one thread come in the order of their ids. Exceptions of the listener
   * are logged and have no other effect; it should be quick, since a link waits for it. Readings
   * that wait for the clock are passed once their times are known, on the journal's own thread.
   *
   * @param listener receives the readings.
   * @return closed to remove the listener.
   */
  public AutoCloseable listen(Consumer<StoredReading> listener) {
    return listeners.add(listener);
  }

  /**
   * As {@link #listen}, for listeners that show readings and do not deliver them: readings that
   * wait for the clock are passed when they arrive, with the time that the clock shows then, and
   * again once their times are known.
   *
   * @param watcher receives the readings.
   * @return closed to remove the listener.
   */
  public AutoCloseable watch(Consumer<StoredReading> watcher) {
    return watchers.add(watcher);
  }
}
