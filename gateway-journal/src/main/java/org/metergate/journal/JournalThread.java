// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.time.Duration;
import org.metergate.spi.time.TimeSource;

/**
 * The journal's own thread, for whoever watches that it goes on: it answers with each tick, some
 * times a minute at least, also when the file cannot be written. Any thread may ask.
 */
public final class JournalThread {
  /** More than it takes to write the largest journal again on the slowest card. */
  private static final Duration LONGEST_REPAIR = Duration.ofHours(2);

  private final TimeSource time;
  private volatile Thread thread;
  private volatile long answers;
  private volatile long repairsUntil;

  JournalThread(TimeSource time) {
    this.time = time;
    this.repairsUntil = time.nanos();
  }

  void start(Runnable work) {
    thread = new Thread(work, "metergate-journal");
    thread.setDaemon(true);
    thread.start();
  }

  void answer() {
    answers++;
  }

  /** The file is written again from now on, which takes as long as it is large. */
  void repairs() {
    repairsUntil = time.nanos() + LONGEST_REPAIR.toNanos();
    answers++;
  }

  /** The file is whole again, or could not be made whole. */
  void repaired() {
    repairsUntil = time.nanos();
    answers++;
  }

  /**
   * Returns the thread.
   *
   * @return always the same; null of a journal that was opened without one.
   */
  public Thread thread() {
    return thread;
  }

  /**
   * Counts its answers.
   *
   * @return another number than before after each tick.
   */
  public long answers() {
    return answers;
  }

  /**
   * Says until when it need not answer, since it writes the whole file again.
   *
   * @return a time of the steady clock; one of the past if it does not.
   */
  public long repairsUntil() {
    return repairsUntil;
  }
}
