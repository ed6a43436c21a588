// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.emulator;

import java.util.List;
import org.metergate.spi.link.Edge;

/**
 * The pulse outputs of an emulated meter: for a given time they return the edges up to it. They
 * start no threads and never wait; times are those of the clock with which they were created and
 * never go back.
 */
public interface EmulatedLines {

  /**
   * Returns the number of lines.
   *
   * @return 1 or more, always the same.
   */
  int lines();

  /**
   * Returns the level of a line after all edges that were taken.
   *
   * @param line from 0.
   * @return true for active.
   */
  boolean level(int line);

  /**
   * Returns the time of the next edge.
   *
   * @return nanoseconds; {@link Long#MAX_VALUE} when no more edges will come.
   */
  long nextNanos();

  /**
   * Takes the edges up to a time.
   *
   * @param nanos the current time.
   * @return each edge once, in the order of their times; often none.
   */
  List<Edge> poll(long nanos);
}
