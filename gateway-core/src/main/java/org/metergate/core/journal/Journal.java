// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.journal;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.driver.DurableState;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.time.TimeSource;

/**
 * The journal. A reading is in the file when {@link #append} returns: the end of the process, in
 * whatever way, loses nothing. Once in {@link JournalSettings#sync} all is made safe against a
 * power cut too, together with the cursors of the outputs. Any thread may use it.
 */
public final class Journal implements AutoCloseable {
  private final Writer writer;
  private final Reader reader;
  private final Upkeep upkeep;
  private final Syncer syncer;
  private final Arrivals arrivals;
  private final Complaint complaint = new Complaint();
  private final Decisions decisions;
  private final String clockWait;

  private Journal(Database database, JournalSettings settings, TimeSource time, String boot)
      throws SQLException, MalformedException, JournalException {
    writer = new Writer(database, time, boot, settings.clock());
    clockWait = settings.clock().most().toMinutes() + " min";
    reader = new Reader(database, settings.zone());
    upkeep = new Upkeep(database, writer, time, settings);
    syncer = new Syncer(database, writer, upkeep, time, settings.sync());
    arrivals = new Arrivals(writer, reader, syncer, database.meanings());
    decisions = new Decisions(database.meanings(), writer, reader, upkeep, syncer);
    arrivals.stamp();
    syncer.syncOrThrow();
  }

  /**
   * Opens a journal, or makes a new one, and syncs it from then on on a thread of its own.
   *
   * @param settings which file.
   * @param time tells when a sync is due, and the steady time that is kept with each reading.
   * @return the open journal.
   * @throws JournalException when the file cannot be used; nothing is left half open then.
   */
  public static Journal open(JournalSettings settings, TimeSource time) throws JournalException {
    Journal journal = openQuiet(settings, time, BootTable.present());
    journal.syncer.start(journal::tick);
    return journal;
  }

  /** A journal without a thread: it syncs when {@link #tick} or {@link #sync} is called. */
  static Journal openQuiet(JournalSettings settings, TimeSource time, String boot)
      throws JournalException {
    Database database = Database.open(JournalFile.claim(settings.path()));
    boolean open = false;
    try {
      Journal journal = new Journal(database, settings, time, boot);
      open = true;
      return journal;
    } catch (SQLException | MalformedException e) {
      throw JournalException.of(database.path(), e);
    } finally {
      if (!open) {
        database.close();
      }
    }
  }

  /**
   * Writes a reading. It is in the file when this returns. One with {@link
   * org.metergate.spi.reading.Origin#HISTORY} is a record of an unnamed logger, as {@link
   * #appendRecord} takes it.
   *
   * @param reading of any meter; texts in it are kept as UTF-8.
   * @return its id, higher than all before; 0 for a record that was there already.
   * @throws JournalException when it is not in the file; trying again is fine.
   */
  public long append(Reading reading) throws JournalException {
    return arrivals.append(reading, "");
  }

  /**
   * Writes a record of a meter's own logger, once, however often it is read: what is there already
   * of the same series, logger and time of record is left out. It counts in the intervals of the
   * record's time, and never becomes a current value.
   *
   * @param logger which of the meter's, for example {@code hour}.
   * @param record with {@link org.metergate.spi.reading.Origin#HISTORY}, and the record's time as
   *     the meter's. A clock that repeats an hour in autumn needs its offset, else the second of
   *     two records that bear one time is taken for the first.
   * @return its id, higher than all before; 0 when all of it was there already.
   * @throws JournalException when it is not in the file; trying again is fine.
   */
  public long appendRecord(String logger, Reading record) throws JournalException {
    if (record.origin() != Origin.HISTORY) {
      throw new IllegalArgumentException("a record of a logger is history");
    }
    return arrivals.append(record, logger);
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
    return reader.after(id, arrivals.newestId(), most);
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
    return id.isEmpty() ? Optional.empty() : reader.get(id.get());
  }

  /**
   * Returns the id of the newest reading that is to be passed on: one whose time is known, as is
   * that of all before it.
   *
   * @return 0 when there is none.
   */
  public long newestId() {
    return arrivals.newestId();
  }

  /**
   * Tells whether readings wait for the clock of the machine to be set. Until it is, frames that
   * were kept should stay so.
   *
   * @return false once it is set or was waited for long enough.
   */
  public boolean waitsForClock() {
    return writer.gate().state() == BootClock.State.WAITING;
  }

  /**
   * Says what is to be said of the clock as long as it is not set.
   *
   * @return a condition, to be told with each reading; nothing when the clock is set.
   */
  public Optional<Finding> clockFinding() {
    return switch (writer.gate().state()) {
      case SET -> Optional.empty();
      case WAITING -> Optional.of(JournalFindings.CLOCK_WAITED_FOR.with("most", clockWait));
      case UNSURE -> Optional.of(JournalFindings.CLOCK_UNSURE.with());
    };
  }

  /**
   * Finds where the readings of a time begin.
   *
   * @param from the earliest time, by the gateway's clock.
   * @return the id before that of the first reading that was received then or later; that of the
   *     newest where there is none.
   * @throws JournalException when the file cannot be read.
   */
  public long idBefore(Instant from) throws JournalException {
    return reader.idBefore(from).orElse(newestId());
  }

  /**
   * Returns how far an output has got.
   *
   * @param output its name.
   * @return the id that it was moved to last; nothing when the output is new, which is not the same
   *     as an output that has delivered nothing yet.
   */
  public OptionalLong cursor(String output) {
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
   * Gives what was decided about counters.
   *
   * @return always the same.
   */
  public Decisions decisions() {
    return decisions;
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
   * @return the meter of each frame that had to go for it, most often none.
   */
  public List<String> keepUndecoded(String meter, byte[] frame, Instant receivedAt) {
    try {
      List<String> gone = writer.keepUndecoded(meter, frame, receivedAt);
      complaint.over();
      return gone;
    } catch (JournalException e) {
      complaint.raise("a frame that could not be decrypted is lost", e);
      return List.of();
    }
  }

  /**
   * Says where the kept frames stand, which may be those of several meters.
   *
   * @return from the oldest to the newest.
   * @throws JournalException when the file cannot be read.
   */
  public KeptSpan kept() throws JournalException {
    return reader.kept();
  }

  /**
   * Reads kept frames of a meter.
   *
   * @param meter the configured name.
   * @param within the ids to look at, both ends included; all of their frames are in memory then.
   * @return in the order in which they came.
   * @throws JournalException when the file cannot be read.
   */
  public List<StoredFrame> keptFrames(String meter, KeptSpan within) throws JournalException {
    return reader.frames(meter, within);
  }

  /**
   * Writes what was read of kept frames and removes the frames, in one transaction: a crash neither
   * loses nor doubles a reading.
   *
   * @param readings in their order, at most 10,000; none of them becomes the newest of its meter.
   * @param frames the ids of the frames that are not needed any more.
   * @throws JournalException when nothing of it is in the file; trying again is fine.
   */
  public void appendLate(List<Reading> readings, List<Long> frames) throws JournalException {
    arrivals.appendLate(readings, frames);
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
    try {
      long id = writer.record(meter, finding, at);
      complaint.over();
      return id;
    } catch (JournalException e) {
      complaint.raise("a finding could not be recorded", e);
      return 0;
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
    return reader.findings(most);
  }

  /**
   * Tells somebody of each reading at once, on the thread that appends it and after it is in the
   * file. The order is that of the ids for the readings of one thread. What it throws is logged and
   * costs nobody anything; it should be quick, since a link waits for it. Readings that wait for
   * the clock are told when they bear their times, on the journal's own thread.
   *
   * @param listener is told.
   * @return closed to be told no more.
   */
  public AutoCloseable listen(Consumer<StoredReading> listener) {
    return arrivals.listen(listener);
  }

  /**
   * As {@link #listen}, for whoever shows readings and passes none on: those that wait for the
   * clock are told when they come, with what the clock says then, and once more with their times.
   *
   * @param watcher is told.
   * @return closed to be told no more.
   */
  public AutoCloseable watch(Consumer<StoredReading> watcher) {
    return arrivals.watch(watcher);
  }

  /**
   * Looks at what was, up to this moment.
   *
   * @param look gets the history; whatever it takes must be taken before it returns.
   * @throws JournalException when the file cannot be read.
   */
  public void history(HistoryLook look) throws JournalException {
    reader.history(look);
  }

  /**
   * Names the outputs whose readings outlive their age until they are delivered; without it, all
   * that ever moved a cursor.
   *
   * @param outputs their names.
   */
  public void waitFor(Set<String> outputs) {
    upkeep.waitFor(outputs);
  }

  /**
   * Tells somebody when readings had to go that an output waited for, on the journal's own thread;
   * without a listener they are recorded as findings. And tells at once of readings whose times
   * nobody can know any more, under the name {@code journal}.
   *
   * @param listener gets the output's name and the finding.
   */
  public void onLoss(BiConsumer<String, Finding> listener) {
    upkeep.onLoss(listener);
    if (writer.gate().letGo() > 0) {
      listener.accept("journal", JournalFindings.TIMES_UNSURE.with("count", writer.gate().letGo()));
    }
  }

  /** Does what is due: looks at the clock, then roll-ups, retention, a sync. */
  void tick() {
    arrivals.stamp();
    syncer.tick();
  }

  /**
   * Makes all of the journal safe against a power cut now. Trouble is logged once, and the next
   * sync tries again.
   */
  public void sync() {
    syncer.sync();
  }

  /** Syncs and lets go of the file. Closing twice is fine. */
  @Override
  public void close() {
    syncer.close(reader);
  }
}
