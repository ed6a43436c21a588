// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import java.time.Instant;
import java.time.ZoneId;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;

/** The time of a reading in outputs that store many of them. */
public final class ReadingTime {
  private ReadingTime() {}

  /**
   * Returns the time: for a record of a meter's own logger the meter's, since only the meter knows
   * it; for everything else the gateway's, since meters' clocks may be months off.
   *
   * @param reading any.
   * @param zone of a meter's clock that sends no offset.
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
