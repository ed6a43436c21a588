// SPDX-License-Identifier: Apache-2.0
package org.metergate.latest;

import java.time.Duration;
import java.time.Instant;
import org.metergate.spi.reading.Measurement;

/**
 * The newest value of one register.
 *
 * @param measurement the value as sent by the meter, or derived from such values.
 * @param receivedAt when it was received, by the gateway's clock.
 * @param freshFor how long after that it counts as current.
 */
public record LatestValue(Measurement measurement, Instant receivedAt, Duration freshFor) {

  /**
   * Returns whether the value is too old to count as current.
   *
   * @param now the current time, by the gateway's clock.
   * @return true when it must be shown with its date.
   */
  public boolean stale(Instant now) {
    return now.isAfter(receivedAt.plus(freshFor));
  }
}
