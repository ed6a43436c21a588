// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.link;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One or several open lines that carry levels, each change with its time. Edges are raw: nothing is
 * filtered, since a filter that waits loses pulses when the program stalls. One thread waits;
 * {@link #close()} may come from any thread and ends the wait.
 */
public interface EdgeLink extends AutoCloseable {

  /**
   * Says how many lines there are.
   *
   * @return 1 or more, always the same.
   */
  default int lines() {
    return 1;
  }

  /**
   * Waits for the next edge of any line. Edges of one line come in the order of their times; two
   * lines may be a little out of step.
   *
   * @param maxWait how long to wait.
   * @return the edge, or nothing when the time was over.
   * @throws LinkLostException when the link is gone: the driver's session ends with it.
   * @throws InterruptedException when the caller is asked to stop.
   */
  Optional<Edge> next(Duration maxWait) throws LinkLostException, InterruptedException;

  /**
   * Looks at a line now. Edges that wait may not have been told yet.
   *
   * @param line from 0.
   * @return its level, true for active.
   * @throws LinkLostException when the link is gone.
   */
  boolean level(int line) throws LinkLostException;

  /**
   * Looks at the first line now.
   *
   * @return its level, true for active.
   * @throws LinkLostException when the link is gone.
   */
  default boolean level() throws LinkLostException {
    return level(0);
  }

  /**
   * Says whether edges are numbered, so that each missing one is noticed.
   *
   * @return false where a missing edge can only be guessed at.
   */
  default boolean numbered() {
    return false;
  }

  /**
   * Takes the gaps that were noticed since the last call. To be asked after each {@link #next}: a
   * gap lies before the edge that was just returned, or before now where there was none.
   *
   * @return each once, in order; often none.
   */
  default List<EdgeGap> takeGaps() {
    return List.of();
  }

  /** Closes the lines; a second time does nothing. Never throws. */
  @Override
  void close();
}
