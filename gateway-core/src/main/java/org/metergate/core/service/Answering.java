// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.service;

/**
 * A thread that has to answer while the gateway runs: it shows again and again that it goes on. A
 * failure of what it does is an answer. Equal only to itself; any thread may ask it.
 */
public interface Answering {
  /**
   * Names the thread for people.
   *
   * @return words that fit at the beginning of a sentence: "The link of heat".
   */
  String name();

  /**
   * Counts the answers.
   *
   * @return any number; another one than before after each answer.
   */
  long answers();

  /**
   * Says until when the thread waits for something, with an end of its own, and need not answer.
   *
   * @return a time of {@link org.metergate.spi.time.TimeSource#nanos}; one of the past if it does
   *     not wait.
   */
  long waitsUntil();

  /**
   * Says whether the thread has ended because it has nothing more to do.
   *
   * @return false while it runs, and also when it has ended in another way.
   */
  boolean isDone();

  /**
   * Returns the thread, whose stack is logged when it does not answer.
   *
   * @return the thread.
   */
  Thread thread();
}
