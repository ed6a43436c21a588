// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.link;

/**
 * A period in which edges of a line may have been missed: the program or the machine was stalled
 * for longer than the kernel's queue can bridge.
 *
 * @param line which line of the link, from 0.
 * @param fromNanos start of the gap, after the last edge that was certainly seen.
 * @param toNanos end of the gap, when the line was seen again; not before {@code fromNanos}.
 * @param level the level of the line at the end of the gap.
 */
public record EdgeGap(int line, long fromNanos, long toNanos, boolean level) {

  /** Checks the order. */
  public EdgeGap {
    if (line < 0 || toNanos - fromNanos < 0) {
      throw new IllegalArgumentException("line " + line + ", " + fromNanos + " to " + toNanos);
    }
  }

  /**
   * Returns the length of the gap.
   *
   * @return nanoseconds, zero or more.
   */
  public long nanos() {
    return toNanos - fromNanos;
  }
}
