// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import java.time.Instant;
import java.time.ZoneId;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;

/** To which time a reading belongs where an output keeps many of them. */
public final class ReadingTime {
  private ReadingTime() {}

  /**
   * Finds the time: of a record from a meter's own logger the meter's, which alone knows it; of all
   * else the gateway's, since meters' clocks may be months off.
   *
   * @param reading any.
   * @param zone of a meter's clock that tells no offset.
   * @return with milliseconds.
   */
  public static Instant of(Reading reading, ZoneId zone) {
    if (reading.origin() != Origin.HISTORY || reading.meterTime().isEmpty()) {
      return reading.receivedAt();
    }
    MeterTime own = reading.meterTime().get();
    return own.offset() != null
        ? own.local().toInstant(own.offset())
        : own.local().atZone(zone).toInstant();
  }
}
