// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.link;

/**
 * A level change of a line.
 *
 * @param line which line of the link, from 0, in the order of the link's name.
 * @param level the level from now on; true is active, as the link's name defines it.
 * @param nanos when it happened, on the scale of {@link org.metergate.spi.time.TimeSource#nanos()}
 *     of the host: the kernel's own time stamp if the link provides one, not the time at which the
 *     program read it.
 * @param sequence number of the edge on this line, one more for each, so that a missing one is
 *     noticed; {@link #UNNUMBERED} if the link cannot count them.
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
   * Creates an unnumbered edge of a link's first line.
   *
   * @param level the level from now on.
   * @param nanos when it happened.
   */
  public Edge(boolean level, long nanos) {
    this(0, level, nanos, UNNUMBERED);
  }
}
