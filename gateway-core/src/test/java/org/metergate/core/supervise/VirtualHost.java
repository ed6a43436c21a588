// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.time.Duration;
import java.time.Instant;
import org.metergate.spi.link.Host;
import org.metergate.time.VirtualTime;

/** A host on virtual time. */
record VirtualHost(VirtualTime time) implements Host {
  @Override
  public long nanos() {
    return time.nanos();
  }

  @Override
  public Instant now() {
    return time.now();
  }

  @Override
  public void pause(Duration duration) throws InterruptedException {
    time.pause(duration);
  }
}
