// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
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
public final class Journal extends JournalView implements AutoCloseable {
  private final LogOnce complaint = new LogOnce();

  private Journal(Works works) {
    super(works);
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
    journal.works.syncer().start(journal::tick);
    return journal;
  }

  /** A journal without a thread: it syncs when {@link #tick} or {@link #sync} is called. */
  static Journal openQuiet(JournalSettings settings, TimeSource time, String boot)
      throws JournalException {
    Database database = Database.open(JournalFile.claim(settings.path()));
    boolean open = false;
    try {
      Journal journal = new Journal(Works.over(database, settings, time, boot));
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
    return works.readingLog().append(reading, "");
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
    return works.readingLog().append(record, logger);
  }

  /**
   * Notes how far an output has got. In the file at the next sync and at the end: after a crash an
   * output repeats up to that much, and misses nothing.
   *
   * @param output its name.
   * @param id the last reading that it has delivered.
   */
  public void moveCursor(String output, long id) {
    works.writer().cursors().move(output, id);
  }

  /**
   * Gives what was decided about counters.
   *
   * @return always the same.
   */
  public Decisions decisions() {
    return works.decisions();
  }

  /**
   * Gives a driver a memory, in the file with the next reading, at the next sync and at the end.
   *
   * @param meter the configured name.
   * @param key words with dashes.
   * @return the same text for the same meter and key.
   */
  public DurableState state(String meter, String key) {
    return works.writer().states().of(meter, key);
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
      List<String> gone = works.writer().keepUndecoded(meter, frame, receivedAt);
      complaint.over();
      return gone;
    } catch (JournalException e) {
      complaint.raise("a frame that could not be decrypted is lost", e);
      return List.of();
    }
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
    works.readingLog().appendLate(readings, frames);
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
      long id = works.writer().record(meter, finding, at);
      complaint.over();
      return id;
    } catch (JournalException e) {
      complaint.raise("a finding could not be recorded", e);
      return 0;
    }
  }

  /**
   * Names the outputs whose readings outlive their age until they are delivered; without it, all
   * that ever moved a cursor.
   *
   * @param outputs their names.
   */
  public void waitFor(Set<String> outputs) {
    works.maintenance().waitFor(outputs);
  }

  /**
   * Tells somebody when readings had to go that an output waited for, on the journal's own thread;
   * without a listener they are recorded as findings. And tells at once of readings whose times
   * nobody can know any more, under the name {@code journal}.
   *
   * @param listener gets the output's name and the finding.
   */
  public void onLoss(BiConsumer<String, Finding> listener) {
    works.maintenance().onLoss(listener);
    long unsure = works.writer().gate().letGo();
    if (unsure > 0) {
      listener.accept("journal", JournalFindings.TIMES_UNSURE.with("count", unsure));
    }
  }

  /** Does what is due: looks at the clock, then roll-ups, retention, a sync. */
  void tick() {
    works.readingLog().stamp();
    works.syncer().tick();
  }

  /**
   * Makes all of the journal safe against a power cut now. Trouble is logged once, and the next
   * sync tries again.
   */
  public void sync() {
    works.syncer().sync();
  }

  /** Syncs and lets go of the file. Closing twice is fine. */
  @Override
  public void close() {
    works.syncer().close(works.reader());
  }
}
