// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.request;

import java.time.Duration;
import java.util.Arrays;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.ForwardingByteLink;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/**
 * Counts the bytes that arrive, whatever they are, and keeps the time of a question and the first
 * bytes that came after it. One thread.
 */
final class CountingLink extends ForwardingByteLink {
  /** An echo of the longest question, and a little more. */
  private static final int MOST_KEPT = 32;

  private final TimeSource time;
  private long received;
  private long sentAt;
  private final byte[] first = new byte[MOST_KEPT];
  private int kept;

  CountingLink(ByteLink link, TimeSource time) {
    super(link);
    this.time = time;
    this.sentAt = time.nanos();
  }

  /** Returns how many bytes were received so far. */
  long received() {
    return received;
  }

  /** Returns when a question was last sent, in nanoseconds. */
  long sentAt() {
    return sentAt;
  }

  /** Returns what was received since the last question, its first 32 bytes at most. */
  byte[] sinceQuestion() {
    return Arrays.copyOf(first, kept);
  }

  @Override
  public int read(byte[] into, Duration maxWait) throws LinkLostException, InterruptedException {
    int count = super.read(into, maxWait);
    received += count;
    int more = Math.min(count, MOST_KEPT - kept);
    System.arraycopy(into, 0, first, kept, more);
    kept += more;
    return count;
  }

  @Override
  public void write(byte[] bytes) throws LinkLostException {
    super.write(bytes);
    kept = 0;
    sentAt = time.nanos();
  }
}
