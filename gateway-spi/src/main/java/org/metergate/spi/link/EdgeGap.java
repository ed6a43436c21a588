// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.link;

/**
 * A span of time in which edges of a line may have come and gone unseen: the program or the machine
 * stood still for longer than the kernel's queue holds.
 *
 * @param line which line of the link, from 0.
 * @param fromNanos after the last edge that was surely seen.
 * @param toNanos when the line was seen again; not before {@code fromNanos}.
 * @param level of the line then.
 */
public record EdgeGap(int line, long fromNanos, long toNanos, boolean level) {

  /** Checks the order. */
  public EdgeGap {
    if (line < 0 || toNanos - fromNanos < 0) {
      throw new IllegalArgumentException("line " + line + ", " + fromNanos + " to " + toNanos);
    }
  }

  /**
   * Returns how long nobody looked.
   *
   * @return nanoseconds, zero or more.
   */
  public long nanos() {
    return toNanos - fromNanos;
  }
}
