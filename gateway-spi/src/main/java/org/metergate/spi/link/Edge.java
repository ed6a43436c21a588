// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.link;

/**
 * A line changed its level.
 *
 * @param line which line of the link, from 0, in the order of the link's name.
 * @param level the level from now on; true is active, as the link's name defines it.
 * @param nanos when, on the scale of {@link org.metergate.spi.time.TimeSource#nanos()} of the host:
 *     the kernel's own time where the link has it, not the time at which the program looked.
 * @param sequence counts the edges of this line by one each, so that a missing one shows; {@link
 *     #UNNUMBERED} where the link cannot count them.
 */
public record Edge(int line, boolean level, long nanos, long sequence) {
  /** The sequence of an edge whose link does not number them. */
  public static final long UNNUMBERED = -1;

  /** Checks the ranges. */
  public Edge {
    if (line < 0 || sequence < UNNUMBERED) {
      throw new IllegalArgumentException("line " + line + ", sequence " + sequence);
    }
  }

  /**
   * An edge of a link's first line that is not numbered.
   *
   * @param level the level from now on.
   * @param nanos when.
   */
  public Edge(boolean level, long nanos) {
    this(0, level, nanos, UNNUMBERED);
  }
}
