// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

/** Puts the edges of one or several lines into a queue, on a thread of its own. */
public interface EdgeFeeder {

  /**
   * Reads a line now.
   *
   * @param line its number in the link.
   * @return true for active.
   */
  boolean level(int line);

  /**
   * Returns whether all edges before a time are in the queue.
   *
   * @param nanos on the scale of {@link System#nanoTime()}.
   * @return true from some 50 ms after that time at the latest.
   */
  boolean readUntil(long nanos);

  /**
   * Returns why no more edges arrive.
   *
   * @return what went wrong, or null.
   */
  RuntimeException failure();

  /** Stops and releases the lines. Never throws. */
  void close();
}
