// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import java.time.Duration;
import java.time.Instant;
import org.metergate.spi.link.Host;
import org.metergate.spi.time.TimeSource;
import org.metergate.time.SystemTime;

/** Hosts for links under test. */
final class Hosts {
  private Hosts() {}

  /** Returns a host with the machine's own clocks. */
  static Host system() {
    return on(new SystemTime());
  }

  /** Returns a host with any clock. */
  static Host on(TimeSource time) {
    return new Host() {
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
    };
  }
}
