// SPDX-License-Identifier: Apache-2.0
package org.metergate.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.metergate.spi.link.Host;
import org.metergate.spi.time.TimeSource;

/**
 * A host that has only a clock, real or virtual: it opens no output lines and lets every line be
 * claimed. To extend, for tests that need more of a host. Any thread that its clock allows.
 */
public class ClockHost implements Host {
  private final TimeSource time;

  /**
   * Creates a host.
   *
   * @param time its clock.
   */
  public ClockHost(TimeSource time) {
    this.time = Objects.requireNonNull(time);
  }

  @Override
  public final long nanos() {
    return time.nanos();
  }

  @Override
  public final Instant now() {
    return time.now();
  }

  @Override
  public final void pause(Duration duration) throws InterruptedException {
    time.pause(duration);
  }
}
