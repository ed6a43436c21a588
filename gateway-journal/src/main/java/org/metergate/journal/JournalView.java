// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.metergate.spi.finding.Finding;

/** What can be seen of the journal: what is in the file, and what comes. Any thread may use it. */
abstract sealed class JournalView permits Journal {
  final Works works;

  JournalView(Works works) {
    this.works = works;
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
    return works.reader().after(id, works.readingLog().newestId(), most);
  }

  /**
   * Finds the newest live reading of a meter: what a page shows right after a start.
   *
   * @param meter the name by which pages speak of it, a sub-meter's with its kind behind.
   * @return the reading, or nothing when there is none yet; never history.
   * @throws JournalException when the file cannot be read.
   */
  public Optional<StoredReading> newestOf(String meter) throws JournalException {
    Optional<Long> id = works.writer().newest().of(meter);
    return id.isEmpty() ? Optional.empty() : works.reader().get(id.get());
  }

  /**
   * Returns the id of the newest reading that is to be passed on: one whose time is known, as is
   * that of all before it.
   *
   * @return 0 when there is none.
   */
  public long newestId() {
    return works.readingLog().newestId();
  }

  /**
   * Tells whether readings wait for the clock of the machine to be set. Until it is, frames that
   * were kept should stay so.
   *
   * @return false once it is set or was waited for long enough.
   */
  public boolean waitsForClock() {
    return works.writer().gate().state() == BootClock.State.WAITING;
  }

  /**
   * Says what is to be said of the clock as long as it is not set.
   *
   * @return a condition, to be told with each reading; nothing when the clock is set.
   */
  public Optional<Finding> clockFinding() {
    return works.writer().gate().finding();
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
    return works.reader().idBefore(from).orElse(newestId());
  }

  /**
   * Returns how far an output has got.
   *
   * @param output its name.
   * @return the id that it was moved to last; nothing when the output is new, which is not the same
   *     as an output that has delivered nothing yet.
   */
  public OptionalLong cursor(String output) {
    return works.writer().cursors().get(output);
  }

  /**
   * Says where the kept frames stand, which may be those of several meters.
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
   * @param within the ids to look at, both ends included; all of their frames are in memory then.
   * @return in the order in which they came.
   * @throws JournalException when the file cannot be read.
   */
  public List<StoredFrame> keptFrames(String meter, KeptRange within) throws JournalException {
    return works.reader().frames(meter, within);
  }

  /**
   * Reads what was found.
   *
   * @param most how many at most.
   * @return the newest first.
   * @throws JournalException when the file cannot be read.
   */
  public List<StoredFinding> findings(int most) throws JournalException {
    return works.reader().findings(most);
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
    return works.readingLog().listen(listener);
  }

  /**
   * As {@link #listen}, for whoever shows readings and passes none on: those that wait for the
   * clock are told when they come, with what the clock says then, and once more with their times.
   *
   * @param watcher is told.
   * @return closed to be told no more.
   */
  public AutoCloseable watch(Consumer<StoredReading> watcher) {
    return works.readingLog().watch(watcher);
  }

  /**
   * Looks at what was, up to this moment.
   *
   * @param look gets the history; whatever it takes must be taken before it returns.
   * @throws JournalException when the file cannot be read.
   */
  public void history(HistoryQuery look) throws JournalException {
    works.reader().history(look);
  }
}
