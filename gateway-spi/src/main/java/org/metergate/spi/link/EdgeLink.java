// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.link;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One or several open lines whose level changes are read, each with its time. Edges are raw:
 * nothing is filtered, since a filter that waits loses pulses when the program stalls. One thread
 * waits; {@link #close()} may be called from any thread and ends the wait.
 */
public interface EdgeLink extends AutoCloseable {

  /**
   * Returns the number of lines.
   *
   * @return 1 or more, always the same.
   */
  default int lines() {
    return 1;
  }

  /**
   * Waits for the next edge of any line. Edges of one line come in the order of their times; the
   * order between two lines may be slightly off.
   *
   * @param maxWait how long to wait.
   * @return the edge, or empty when the time ran out.
   * @throws LinkLostException when the link is lost, which ends the driver's session.
   * @throws InterruptedException when the caller is asked to stop.
   */
  Optional<Edge> next(Duration maxWait) throws LinkLostException, InterruptedException;

  /**
   * Returns the current level of a line. Earlier edges may still be waiting to be returned by
   * {@link #next}.
   *
   * @param line from 0.
   * @return its level, true for active.
   * @throws LinkLostException when the link is lost.
   */
  boolean level(int line) throws LinkLostException;

  /**
   * Returns the current level of the first line.
   *
   * @return its level, true for active.
   * @throws LinkLostException when the link is lost.
   */
  default boolean level() throws LinkLostException {
    return level(0);
  }

  /**
   * Returns whether edges are numbered, so that each missing one is noticed.
   *
   * @return false if a missing edge can only be guessed.
   */
  default boolean numbered() {
    return false;
  }

  /**
   * Takes the gaps that were noticed since the last call. To be called after each {@link #next}: a
   * gap lies before the edge that was just returned, or before the present if there was none.
   *
   * @return each gap once, in order; often none.
   */
  default List<EdgeGap> takeGaps() {
    return List.of();
  }

  /** Closes the lines; a second call does nothing. Never throws. */
  @Override
  void close();
}
