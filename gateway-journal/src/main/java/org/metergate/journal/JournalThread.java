// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.metergate.spi.time.TimeSource;

/**
 * The journal's own thread, for whoever watches that it goes on: it answers with each tick, some
 * times a minute at least, also when the file cannot be written, and with each piece of a long
 * maintenance. Any thread may ask.
 */
public final class JournalThread {
  /** More than it takes to write the largest journal again on the slowest card. */
  private static final Duration LONGEST_REPAIR = Duration.ofHours(2);

  private final TimeSource time;
  private volatile Thread thread;
  private final AtomicLong answers = new AtomicLong();
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

  /** What it does goes on. Any thread: it may wait for another one that does its maintenance. */
  void answer() {
    answers.incrementAndGet();
  }

  /** The file is written again from now on, which takes as long as it is large. */
  void repairs() {
    repairsUntil = time.nanos() + LONGEST_REPAIR.toNanos();
    answer();
  }

  /** The file is whole again, or could not be made whole. */
  void repaired() {
    repairsUntil = time.nanos();
    answer();
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
   * @return another number than before after each tick, and within a long one.
   */
  public long answers() {
    return answers.get();
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
