// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.time.Duration;
import java.util.Optional;
import org.metergate.spi.reading.MeterTime;

/**
 * Notices a meter that answers each time with new telegrams in which its own clock stands still:
 * such a meter renews its values rarely. One thread.
 */
final class StandingClock {
  /** Clocks show minutes, and a meter may renew its values every quarter of an hour. */
  private static final Duration SUSPICIOUS = Duration.ofMinutes(20);

  private MeterTime shown;
  private int accessNumber;
  private long since;

  /**
   * Takes the clock of a readout.
   *
   * @param clock what the meter's clock shows.
   * @param access the access number of the telegram.
   * @param now monotonic time in nanoseconds.
   * @return for how long the clock has shown the same, if that is suspicious.
   */
  Optional<Duration> read(MeterTime clock, int access, long now) {
    if (!clock.equals(shown) || access == accessNumber) {
      shown = clock;
      accessNumber = access;
      since = now;
      return Optional.empty();
    }
    accessNumber = access;
    Duration standing = Duration.ofNanos(now - since);
    return standing.compareTo(SUSPICIOUS) >= 0 ? Optional.of(standing) : Optional.empty();
  }
}
