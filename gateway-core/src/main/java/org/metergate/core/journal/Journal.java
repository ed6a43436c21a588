// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.journal;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.driver.DurableState;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.time.TimeSource;

/**
 * The journal. A reading is in the file when {@link #append} returns: the end of the process, in
 * whatever way, loses nothing. Once in {@link JournalSettings#sync} all is made safe against a
 * power cut too, together with the cursors of the outputs. Any thread may use it.
 */
public final class Journal implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Journal.class.getName());

  private final Path path;
  private final TimeSource time;
  private final long syncNanos;
  private final JournalLock fileLock;
  private final Database database;
  private final Writer writer;
  private final ReadingTable reader;
  private final FindingTable findingReader;
  private final Listeners listeners = new Listeners();
  private final ReentrantLock writing = new ReentrantLock();
  private final ReentrantLock reading = new ReentrantLock();
  private final Object syncing = new Object();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile long newestId;
  private volatile boolean closed;
  private long appended;
  private long lastSync;
  private boolean complained;

  private Journal(JournalSettings settings, TimeSource time, JournalLock lock, Database database)
      throws SQLException, MalformedException {
    this.path = settings.path();
    this.time = time;
    this.syncNanos = settings.sync().toNanos();
    this.fileLock = lock;
    this.database = database;
    this.writer = new Writer(database, time, BootTable.present());
    this.reader = new ReadingTable(database.reader());
    this.findingReader = new FindingTable(database.reader());
    this.newestId = writer.newestId();
    this.lastSync = time.nanos();
  }

  /**
   * Opens a journal, or makes a new one, and syncs it from then on on a thread of its own.
   *
   * @param settings which file.
   * @param time the clock by which readings are stamped and syncs come.
   * @return the open journal.
   * @throws JournalException when the file cannot be used; nothing is left half open then.
   */
  public static Journal open(JournalSettings settings, TimeSource time) throws JournalException {
    Journal journal = openWithoutThread(settings, time);
    long wait = Math.max(100, Math.min(5000, settings.sync().toMillis() / 10));
    Thread thread = new Thread(() -> journal.tickEvery(wait), "metergate-journal");
    thread.setDaemon(true);
    thread.start();
    return journal;
  }

  /** A journal that syncs only when {@link #tick} or {@link #sync} is called. */
  static Journal openWithoutThread(JournalSettings settings, TimeSource time)
      throws JournalException {
    Path path = realPath(settings.path());
    JournalLock lock = JournalLock.take(path);
    Database database = null;
    try {
      database = Database.open(path);
      Journal journal =
          new Journal(new JournalSettings(path, settings.sync()), time, lock, database);
      journal.syncOrThrow();
      return journal;
    } catch (SQLException | IOException | MalformedException e) {
      abandon(lock, database);
      throw JournalException.of(path, e);
    } catch (JournalException | RuntimeException e) {
      abandon(lock, database);
      throw e;
    }
  }

  private static void abandon(JournalLock lock, Database database) {
    try (lock;
        database) {
      // Only closes both.
    } catch (SQLException e) {
      LOG.log(Level.DEBUG, "closing a journal that could not be opened", e);
    }
  }

  /** Links resolved, so that one file has one lock; the folder made where its parent is there. */
  private static Path realPath(Path path) throws JournalException {
    Path folder = path.toAbsolutePath().normalize().getParent();
    try {
      if (Files.exists(path)) {
        return path.toRealPath();
      }
      if (!Files.exists(folder) && Files.exists(folder.getParent())) {
        Files.createDirectory(folder);
      }
      return folder.toRealPath().resolve(path.getFileName());
    } catch (IOException e) {
      throw new JournalException(
          JournalException.Cause.NOT_WRITABLE,
          "The folder "
              + folder
              + " of the journal is missing or cannot be made; make it and give it to the user of"
              + " this program.",
          e);
    }
  }

  /**
   * Writes a reading. It is in the file when this returns.
   *
   * @param reading of any meter.
   * @return its id, higher than all before.
   * @throws JournalException when it is not in the file; trying again is fine.
   */
  public long append(Reading reading) throws JournalException {
    StoredReading stored;
    lockWithNumbers();
    try {
      requireOpen();
      long id = writer.append(reading);
      appended++;
      newestId = id;
      stored = new StoredReading(id, cut(reading));
    } catch (SQLException | MalformedException e) {
      throw JournalException.of(path, e);
    } finally {
      writing.unlock();
    }
    listeners.tell(stored);
    return stored.id();
  }

  /** Takes the writer's lock with a number left to give: where none is, a sync brings new ones. */
  private void lockWithNumbers() throws JournalException {
    writing.lock();
    while (!closed && writer.mustSync()) {
      // A sync takes its own lock before the writer's, so this one must be given back first.
      writing.unlock();
      try {
        syncOrThrow();
      } catch (SQLException | IOException e) {
        throw JournalException.of(path, e);
      }
      writing.lock();
    }
  }

  /** The file keeps milliseconds; whoever listens is told what whoever reads is told. */
  private static Reading cut(Reading r) {
    Instant at = Instant.ofEpochMilli(r.receivedAt().toEpochMilli());
    return new Reading(r.meter(), r.telegram(), r.origin(), at, r.meterTime(), r.measurements());
  }

  /**
   * Reads on behind a reading.
   *
   * @param id the last one known, 0 to begin with the oldest.
   * @param most how many at most, 1 or more.
   * @return in the order of their ids; empty when there are no more yet.
   * @throws JournalException when the file cannot be read.
   */
  public List<StoredReading> readAfter(long id, int most) throws JournalException {
    reading.lock();
    try {
      requireOpen();
      return reader.after(id, most);
    } catch (SQLException | MalformedException e) {
      throw JournalException.of(path, e);
    } finally {
      reading.unlock();
    }
  }

  /**
   * Finds the newest live reading of a meter: what a page shows right after a start.
   *
   * @param meter the name by which pages speak of it, a sub-meter's with its kind behind.
   * @return the reading, or nothing when there is none yet; never history.
   * @throws JournalException when the file cannot be read.
   */
  public Optional<StoredReading> newestOf(String meter) throws JournalException {
    Optional<Long> id = writer.newest().of(meter);
    if (id.isEmpty()) {
      return Optional.empty();
    }
    reading.lock();
    try {
      requireOpen();
      return reader.get(id.get());
    } catch (SQLException | MalformedException e) {
      throw JournalException.of(path, e);
    } finally {
      reading.unlock();
    }
  }

  /**
   * Returns the id of the newest reading.
   *
   * @return 0 when there is none.
   */
  public long newestId() {
    return newestId;
  }

  /**
   * Returns how far an output has got.
   *
   * @param output its name.
   * @return the id that it was moved to last, 0 when the output is new.
   */
  public long cursor(String output) {
    return writer.cursors().get(output);
  }

  /**
   * Notes how far an output has got. In the file at the next sync and at the end: after a crash an
   * output repeats up to that much, and misses nothing.
   *
   * @param output its name.
   * @param id the last reading that it has delivered.
   */
  public void moveCursor(String output, long id) {
    writer.cursors().move(output, id);
  }

  /**
   * Gives a driver a memory, in the file with the next reading, at the next sync and at the end.
   *
   * @param meter the configured name.
   * @param key words with dashes.
   * @return the same text for the same meter and key.
   */
  public DurableState state(String meter, String key) {
    return writer.states().of(meter, key);
  }

  /**
   * Keeps a frame until its key comes: 30 days, and 150 MB of all meters together; the oldest goes
   * first. What cannot be kept is logged, since nobody could do anything else about it.
   *
   * @param meter the configured name.
   * @param frame from its first to its last byte.
   * @param receivedAt when its last byte came.
   */
  public void keepUndecoded(String meter, byte[] frame, Instant receivedAt) {
    writing.lock();
    try {
      requireOpen();
      writer.keepUndecoded(meter, frame, receivedAt);
      appended++;
    } catch (SQLException | JournalException e) {
      complain("a frame that could not be decrypted is lost", e);
    } finally {
      writing.unlock();
    }
  }

  /**
   * Records a finding. One that equals the last of its kind for that meter is counted there, and
   * written at the next sync. The newest 10,000 are kept.
   *
   * @param meter the name under which people know it.
   * @param finding what was found.
   * @param at when.
   * @return the number of its row, or 0 where it could not be written, which is logged.
   */
  public long recordFinding(String meter, Finding finding, Instant at) {
    writing.lock();
    try {
      requireOpen();
      long id = writer.record(meter, finding, at);
      appended++;
      return id;
    } catch (SQLException | JournalException e) {
      complain("a finding is not in the journal", e);
      return 0;
    } finally {
      writing.unlock();
    }
  }

  /**
   * Reads what was found.
   *
   * @param most how many at most.
   * @return the newest first.
   * @throws JournalException when the file cannot be read.
   */
  public List<StoredFinding> findings(int most) throws JournalException {
    reading.lock();
    try {
      requireOpen();
      return findingReader.newest(most);
    } catch (SQLException | MalformedException e) {
      throw JournalException.of(path, e);
    } finally {
      reading.unlock();
    }
  }

  /**
   * Tells somebody of each reading at once, on the thread that appends it and after it is in the
   * file. The order is that of the ids for the readings of one thread. What it throws is logged and
   * costs nobody anything; it should be quick, since a link waits for it.
   *
   * @param listener is told.
   * @return closed to be told no more.
   */
  public AutoCloseable listen(Consumer<StoredReading> listener) {
    return listeners.add(listener);
  }

  /** Syncs when it is time to; called by the journal's own thread. */
  void tick() {
    if (time.nanos() - lastSync >= syncNanos) {
      sync();
    }
  }

  /**
   * Makes all of the journal safe against a power cut now. Trouble is logged once, and the next
   * sync tries again.
   */
  public void sync() {
    try {
      syncOrThrow();
      complained = false;
    } catch (SQLException | IOException e) {
      complain("the last minute is not safe against a power cut yet", e);
    }
  }

  private void syncOrThrow() throws SQLException, IOException {
    synchronized (syncing) {
      boolean work;
      long before;
      writing.lock();
      try {
        work = !closed && writer.prepareSync();
        before = appended;
      } finally {
        writing.unlock();
      }
      if (work) {
        database.flush();
        settle(before);
      }
      lastSync = time.nanos();
    }
  }

  private void settle(long before) {
    writing.lock();
    try {
      if (before == appended) {
        writer.synced();
      }
    } finally {
      writing.unlock();
    }
  }

  private void tickEvery(long millis) {
    try {
      while (!closing.await(millis, TimeUnit.MILLISECONDS)) {
        tick();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void requireOpen() throws JournalException {
    if (closed) {
      throw JournalException.closed(path);
    }
  }

  private void complain(String what, Exception e) {
    Level level = complained ? Level.DEBUG : Level.WARNING;
    complained = true;
    String sentence =
        e instanceof SQLException sql
            ? JournalException.of(path, sql).getMessage()
            : e.getMessage();
    LOG.log(level, "journal: " + what + ": " + sentence);
  }

  /** Syncs and lets go of the file. Closing twice is fine. */
  @Override
  public void close() {
    closing.countDown();
    synchronized (syncing) {
      writing.lock();
      reading.lock();
      try {
        if (!closed) {
          closed = true;
          closeOnce();
        }
      } finally {
        reading.unlock();
        writing.unlock();
      }
    }
  }

  private void closeOnce() {
    try {
      writer.close();
      database.flush();
    } catch (SQLException | IOException e) {
      complain("it could not be closed in peace; the next start puts it right", e);
    } finally {
      abandon(fileLock, database);
    }
  }
}
