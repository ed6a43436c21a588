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
 * The journal. A reading is in the file when {@link #append} returns: however the process ends,
 * nothing is lost. Once per {@link JournalSettings#sync} everything is also made safe against a
 * power cut, together with the cursors of the outputs. Any thread may use it.
 */
public final class Journal extends JournalView implements AutoCloseable {
  private final LogOnce logOnce = new LogOnce();

  private Journal(Works works) {
    super(works);
  }

  /**
   * Opens or creates a journal and starts a thread that syncs it.
   *
   * @param settings which file.
   * @param time determines when a sync is due, and the monotonic time stored with each reading.
   * @return the open journal.
   * @throws JournalException when the file cannot be used; everything is closed again then.
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
   * Writes a reading. It is in the file when this returns. A reading with {@link
   * org.metergate.spi.reading.Origin#HISTORY} is a record of an unnamed logger, as in {@link
   * #appendRecord}.
   *
   * @param reading of any meter; texts in it are kept as UTF-8.
   * @return its id, higher than all before; 0 for a record that was stored already.
   * @throws JournalException when it is not in the file; it can be tried again.
   */
  public long append(Reading reading) throws JournalException {
    return works.readingLog().append(reading, "");
  }

  /**
   * Writes a record of a meter's own logger once, however often it is read: values stored already
   * for the same series, logger and record time are left out. It counts in the intervals of the
   * record's time, and never becomes a current value.
   *
   * @param logger which of the meter's, for example {@code hour}.
   * @param record with {@link org.metergate.spi.reading.Origin#HISTORY}, and the record's time as
   *     the meter's. A clock that repeats an hour in autumn needs its offset, else the second of
   *     two records with the same time is taken for the first.
   * @return its id, higher than all before; 0 if all of it was stored already.
   * @throws JournalException when it is not in the file; it can be tried again.
   */
  public long appendRecord(String logger, Reading record) throws JournalException {
    if (record.origin() != Origin.HISTORY) {
      throw new IllegalArgumentException("a record of a logger must have the origin HISTORY");
    }
    return works.readingLog().append(record, logger);
  }

  /**
   * Moves the cursor of an output. Written to the file at the next sync and on closing: after a
   * crash an output repeats what it delivered since the last sync, and misses nothing.
   *
   * @param output its name.
   * @param id the last reading that it has delivered.
   */
  public void moveCursor(String output, long id) {
    works.writer().cursors().move(output, id);
  }

  /**
   * Returns the decisions about counters.
   *
   * @return always the same.
   */
  public Decisions decisions() {
    return works.decisions();
  }

  /**
   * Returns a durable state for a driver; it is written with the next reading, at the next sync and
   * on closing.
   *
   * @param meter the configured name.
   * @param key words with dashes.
   * @return a state with the same text for the same meter and key.
   */
  public DurableState state(String meter, String key) {
    return works.writer().states().of(meter, key);
  }

  /**
   * Keeps a frame until its key is configured: at most 30 days, and 150 MB for all meters together;
   * the oldest are deleted first. A frame that cannot be kept is logged, since the caller could do
   * nothing else about it.
   *
   * @param meter the configured name.
   * @param frame from its first to its last byte.
   * @param receivedAt when its last byte came.
   * @return the meter of each frame that was deleted to make space, most often none.
   */
  public List<String> keepUndecoded(String meter, byte[] frame, Instant receivedAt) {
    try {
      List<String> gone = works.writer().keepUndecoded(meter, frame, receivedAt);
      logOnce.recovered();
      return gone;
    } catch (JournalException e) {
      logOnce.failed("a frame that could not be decrypted is lost", e);
      return List.of();
    }
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
    works.readingLog().appendLate(readings, frames);
  }

  /**
   * Records a finding. One that equals the last finding with its code for that meter is only
   * counted, and the count is written at the next sync. The newest 10,000 are kept.
   *
   * @param meter its name for people.
   * @param finding what was found.
   * @param at when.
   * @return the number of its row, or 0 if it could not be written, which is logged.
   */
  public long recordFinding(String meter, Finding finding, Instant at) {
    try {
      long id = works.writer().record(meter, finding, at);
      logOnce.recovered();
      return id;
    } catch (JournalException e) {
      logOnce.failed("a finding could not be recorded", e);
      return 0;
    }
  }

  /**
   * Sets the outputs for which readings are retained beyond their age until they are delivered; by
   * default all that ever moved a cursor.
   *
   * @param outputs their names.
   */
  public void retainFor(Set<String> outputs) {
    works.maintenance().waitFor(outputs);
  }

  /**
   * Sets the listener for readings that were deleted before an output had delivered them; it is
   * called on the journal's own thread. Without a listener these losses are recorded as findings.
   * Readings whose times can no longer be determined are reported at once, under the name {@code
   * journal}.
   *
   * @param listener receives the output's name and the finding.
   */
  public void onLoss(BiConsumer<String, Finding> listener) {
    works.maintenance().onLoss(listener);
    long unsure = works.writer().gate().released();
    if (unsure > 0) {
      listener.accept("journal", JournalFindings.TIMES_UNSURE.with("count", unsure));
    }
  }

  /** Does what is due: checks the clock, then roll-ups, retention, a sync. */
  void tick() {
    works.readingLog().stamp();
    works.syncer().tick();
  }

  /**
   * Makes the whole journal safe against a power cut now. A failure is logged once, and the next
   * sync tries again.
   */
  public void sync() {
    works.syncer().sync();
  }

  /** Syncs and releases the file. It can be closed twice. */
  @Override
  public void close() {
    works.syncer().close(works.reader());
  }
}
