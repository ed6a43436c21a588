// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.request;

import java.time.Duration;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.ForwardingByteLink;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/**
 * Counts the bytes that arrive, whatever they are, and keeps the time of a question. One thread.
 */
final class CountingLink extends ForwardingByteLink {
  private final TimeSource time;
  private long received;
  private long sentAt;

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

  @Override
  public int read(byte[] into, Duration maxWait) throws LinkLostException, InterruptedException {
    int count = super.read(into, maxWait);
    received += count;
    return count;
  }

  @Override
  public void write(byte[] bytes) throws LinkLostException {
    super.write(bytes);
    sentAt = time.nanos();
  }
}
