// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.time.Duration;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.ForwardingByteLink;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/** A link whose reader is asked to stop at a time. */
final class StoppedLink extends ForwardingByteLink {
  private final TimeSource time;
  private final long end;

  StoppedLink(ByteLink link, TimeSource time, long end) {
    super(link);
    this.time = time;
    this.end = end;
  }

  @Override
  public int read(byte[] into, Duration maxWait) throws LinkLostException, InterruptedException {
    if (time.nanos() >= end) {
      throw new InterruptedException("the gateway is stopped");
    }
    return super.read(into, maxWait);
  }
}
