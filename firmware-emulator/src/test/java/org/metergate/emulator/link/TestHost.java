// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.link;

import java.time.Duration;
import java.time.Instant;
import org.metergate.spi.link.Host;
import org.metergate.spi.time.TimeSource;

/** A host with only a clock. */
record TestHost(TimeSource time) implements Host {

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
