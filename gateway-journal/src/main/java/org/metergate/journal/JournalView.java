// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.metergate.spi.finding.Finding;

/**
 * The reading side of the journal's interface: what is stored, and listeners for new readings. Any
 * thread may use it.
 */
abstract sealed class JournalView permits Journal {
  final Works works;

  JournalView(Works works) {
    this.works = works;
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
    return works.reader().after(id, works.readingLog().newestId(), limit);
  }

  /**
   * Returns the newest live reading of a meter, which a page shows right after a start.
   *
   * @param meter its name for people; that of a sub-meter ends with its kind.
   * @return the reading, or nothing if there is none yet; never history.
   * @throws JournalException when the file cannot be read.
   */
  public Optional<StoredReading> newestOf(String meter) throws JournalException {
    Optional<Long> id = works.writer().newest().of(meter);
    return id.isEmpty() ? Optional.empty() : works.reader().get(id.get());
  }

  /**
   * Returns the id of the newest reading that may be delivered: its time and the times of all
   * readings before it are known.
   *
   * @return 0 if there is none.
   */
  public long newestId() {
    return works.readingLog().newestId();
  }

  /**
   * Returns whether readings wait for the clock of the machine to be set. Until then, kept frames
   * should not be decoded.
   *
   * @return false once it is set or the longest wait is over.
   */
  public boolean waitsForClock() {
    return works.writer().gate().state() == BootClock.State.WAITING;
  }

  /**
   * Returns the finding about the clock as long as it is not set.
   *
   * @return a condition, to be reported with each reading; nothing when the clock is set.
   */
  public Optional<Finding> clockFinding() {
    return works.writer().gate().finding();
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
    return works.reader().idBefore(from).orElse(newestId());
  }

  /**
   * Returns the cursor of an output.
   *
   * @param output its name.
   * @return the id to which it was last moved; nothing if the output is new, which is not the same
   *     as an output that has delivered nothing yet.
   */
  public OptionalLong cursor(String output) {
    return works.writer().cursors().get(output);
  }

  /**
   * Returns the range of the kept frames, which may be those of several meters.
   *
   * @return from the oldest to the newest.
   * @throws JournalException when the file cannot be read.
   */
  public KeptRange kept() throws JournalException {
    return works.reader().kept();
  }

  /**
   * Reads kept frames of a meter.
   *
   * @param meter the configured name.
   * @param within the range of ids, both ends included; all frames in it are loaded into memory.
   * @return in the order in which they came.
   * @throws JournalException when the file cannot be read.
   */
  public List<StoredFrame> keptFrames(String meter, KeptRange within) throws JournalException {
    return works.reader().frames(meter, within);
  }

  /**
   * Reads the findings.
   *
   * @param limit the maximum number of findings.
   * @return the newest first.
   * @throws JournalException when the file cannot be read.
   */
  public List<StoredFinding> findings(int limit) throws JournalException {
    return works.reader().findings(limit);
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
    return works.readingLog().listen(listener);
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
    return works.readingLog().watch(watcher);
  }

  /**
   * Queries the history up to now.
   *
   * @param query gets the history, and must read all it needs before it returns.
   * @throws JournalException when the file cannot be read.
   */
  public void history(HistoryQuery query) throws JournalException {
    works.reader().history(query);
  }
}
