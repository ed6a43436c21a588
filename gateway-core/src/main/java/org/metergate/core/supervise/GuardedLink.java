// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.time.Duration;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;

/** A link that notes when its driver calls. */
final class GuardedLink implements ByteLink {
  private final ByteLink link;
  private final DriverWatchdog driverWatchdog;

  GuardedLink(ByteLink link, DriverWatchdog driverWatchdog) {
    this.link = link;
    this.driverWatchdog = driverWatchdog;
  }

  @Override
  public int read(byte[] into, Duration maxWait) throws LinkLostException, InterruptedException {
    driverWatchdog.enter();
    try {
      return link.read(into, maxWait);
    } finally {
      driverWatchdog.leave();
    }
  }

  @Override
  public void write(byte[] bytes) throws LinkLostException {
    driverWatchdog.enter();
    try {
      link.write(bytes);
    } finally {
      driverWatchdog.leave();
    }
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
