// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;

/** Compares a meter's own clock with the time at which its reading was received. */
final class MeterClock {
  /** Hours are a wrong time zone, and days a clock that runs freely; neither is worth a remark. */
  private static final Duration MAX_DIFFERENCE = Duration.ofDays(31);

  private MeterClock() {}

  /**
   * Returns whether the clock is months wrong. A connected meter has no clock of its own, and the
   * time of a record of the past is no clock.
   */
  static boolean isFarOff(Reading reading) {
    return reading.origin() == Origin.LIVE
        && reading.meter().subMeter().isEmpty()
        && reading.meterTime().filter(time -> isFarOff(time, reading.receivedAt())).isPresent();
  }

  private static boolean isFarOff(MeterTime time, Instant received) {
    ZoneOffset offset = time.offset() == null ? ZoneOffset.UTC : time.offset();
    Duration difference = Duration.between(received, time.local().toInstant(offset)).abs();
    return difference.compareTo(MAX_DIFFERENCE) > 0;
  }
}
