// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.time.Duration;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/** A link whose reader is asked to stop at a time. */
record StoppedLink(ByteLink link, TimeSource time, long end) implements ByteLink {
  @Override
  public int read(byte[] into, Duration maxWait) throws LinkLostException, InterruptedException {
    if (time.nanos() >= end) {
      throw new InterruptedException("the gateway is stopped");
    }
    return link.read(into, maxWait);
  }

  @Override
  public void write(byte[] bytes) throws LinkLostException {
    link.write(bytes);
  }

  @Override
  public boolean request(boolean on) throws LinkLostException {
    return link.request(on);
  }

  @Override
  public void reconfigure(LineSettings settings) throws LinkLostException {
    link.reconfigure(settings);
  }

  @Override
  public void discardInput() throws LinkLostException {
    link.discardInput();
  }

  @Override
  public void close() {
    link.close();
  }
}
