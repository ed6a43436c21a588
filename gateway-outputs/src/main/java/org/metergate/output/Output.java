// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalException;
import org.metergate.journal.StoredReading;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.MeterRef;

/**
 * One configured output: knows where readings go and in which form, and nothing of queues, cursors
 * and waiting. Making one checks its settings and opens nothing. All methods but {@link
 * #whenChanged} are called on the thread of its {@link OutputRunner}.
 */
public interface Output extends AutoCloseable {

  /**
   * Returns the configured name.
   *
   * @return also the name of the cursor.
   */
  String name();

  /**
   * Returns the type's name.
   *
   * @return for example {@code mqtt}.
   */
  String type();

  /**
   * Called once, before everything else, for an output that needs more of the journal than what it
   * is given to deliver.
   *
   * @param journal open; to be read only.
   * @throws JournalException when it cannot be read; called again then.
   */
  default void begin(Journal journal) throws JournalException {}

  /**
   * Makes sure that something can be delivered: connects, or finds out that the connection is gone.
   * Called before each delivery, and now and then while nothing waits. May block for some seconds.
   *
   * @return what is in the way, or nothing.
   * @throws InterruptedException when the program ends meanwhile.
   */
  Optional<Finding> prepare() throws InterruptedException;

  /**
   * Delivers readings in their order; called only after {@link #prepare} found nothing in the way.
   *
   * @param batch at least one, the oldest first.
   * @return how far it came.
   * @throws InterruptedException when the program ends meanwhile.
   */
  Delivery deliver(List<StoredReading> batch) throws InterruptedException;

  /**
   * Says whom to ask about a meter that bears another number than before. Called once, before
   * everything else.
   *
   * @param continued whether its counters go on where those of the former one ended; else they are
   *     a new series.
   */
  default void whenReplaced(Predicate<MeterRef> continued) {}

  /**
   * Says, once and before the first delivery, which readings an earlier life of the program has
   * journaled, and perhaps delivered.
   *
   * @param newest the id of the last of them, 0 where there is none.
   */
  default void begins(long newest) {}

  /**
   * Called when nothing waits any more, after {@link #prepare} found nothing in the way: for what
   * is sent beside the readings once they are all delivered.
   *
   * @return what is in the way, or nothing.
   * @throws InterruptedException when the program ends meanwhile.
   */
  default Optional<Finding> caughtUp() throws InterruptedException {
    return Optional.empty();
  }

  /**
   * Says how much the other side may forget of what it acknowledged when it is killed: after each
   * failure, what was delivered within this time is delivered again, under the same numbers. The
   * cursor in the journal stays behind by as much, so that a restart repeats it too.
   *
   * @return zero where an acknowledgement is worth what it says; some minutes at most.
   */
  default Duration unconfirmedWindow() {
    return Duration.ZERO;
  }

  /**
   * Says whom to tell when {@link #prepare} should be called soon, since a connection was lost or
   * something beside readings is to be sent. Called once, before everything else.
   *
   * @param wake may be run on any thread; returns at once.
   */
  void whenChanged(Runnable wake);

  /**
   * Returns how far its values are thinned.
   *
   * @return the key {@code every} of its settings, read by {@link Thinning#read}; zero for all.
   */
  default Duration every() {
    return Duration.ZERO;
  }

  /** Says good-bye to the other side, within a few seconds, and lets go of everything. */
  @Override
  void close();
}
