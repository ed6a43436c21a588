// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.time.Duration;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.ForwardingByteLink;
import org.metergate.spi.link.LinkLostException;

/** Counts the bytes that arrive, whatever they are. One thread. */
final class CountingLink extends ForwardingByteLink {
  private long received;

  CountingLink(ByteLink link) {
    super(link);
  }

  /** Returns how many bytes were received so far. */
  long received() {
    return received;
  }

  @Override
  public int read(byte[] into, Duration maxWait) throws LinkLostException, InterruptedException {
    int count = super.read(into, maxWait);
    received += count;
    return count;
  }
}
