// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.InputStream;

/** Repeats the same bytes, so that a long stream costs a test no memory. */
final class RepeatedStream extends InputStream {
  private final byte[] part;
  private final long times;
  private long given;
  private int next;

  RepeatedStream(byte[] part, long times) {
    this.part = part;
    this.times = times;
  }

  /** Returns how many repetitions were started. */
  long given() {
    return given;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    if (next == 0) {
      if (given == times) {
        return -1;
      }
      given++;
    }
    int count = Math.min(length, part.length - next);
    System.arraycopy(part, next, into, offset, count);
    next = (next + count) % part.length;
    return count;
  }
}
