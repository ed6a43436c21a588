// SPDX-License-Identifier: Apache-2.0
package org.metergate.time;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import org.metergate.spi.time.TimeSource;

/** The machine's own clocks; any thread may use it. */
public final class SystemTime implements TimeSource {

  /** Creates a view of the machine's clocks; it has no state. */
  public SystemTime() {}

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public void pause(Duration duration) throws InterruptedException {
    if (!duration.isNegative() && !duration.isZero()) {
      TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }
  }
}
