// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.time.Duration;
import java.time.Instant;
import org.metergate.spi.link.Host;
import org.metergate.spi.time.SystemTime;

/** The program as links see it: the machine's own clocks. */
final class SystemHost implements Host {
  private final SystemTime time = new SystemTime();

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
