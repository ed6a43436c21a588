// SPDX-License-Identifier: Apache-2.0
package org.metergate.testing;

import java.time.Duration;
import java.time.Instant;
import org.metergate.spi.link.Host;
import org.metergate.time.SystemTime;

/** The machine's own clocks, for tests whose threads really run. */
public record RealHost(SystemTime time) implements Host {
  /** Creates a host on the system's time. */
  public RealHost() {
    this(new SystemTime());
  }

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
