// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.emulator;

import java.util.List;
import org.metergate.spi.link.Edge;

/**
 * The pulse outputs of an emulated meter: told the time, they say which edges came. No threads, no
 * waiting; times are those of the clock they were made with and never go back.
 */
public interface EmulatedLines {

  /**
   * Says how many lines there are.
   *
   * @return 1 or more, always the same.
   */
  int lines();

  /**
   * Says at which level a line is behind all edges that were taken.
   *
   * @param line from 0.
   * @return true for active.
   */
  boolean level(int line);

  /**
   * Says when the next edge comes.
   *
   * @return nanoseconds; {@link Long#MAX_VALUE} when none does any more.
   */
  long nextNanos();

  /**
   * Takes the edges up to a time.
   *
   * @param nanos the time now.
   * @return each once, in the order of their times; often none.
   */
  List<Edge> poll(long nanos);
}
