// SPDX-License-Identifier: Apache-2.0
package org.metergate.latest;

import java.time.Duration;
import java.time.Instant;
import org.metergate.spi.reading.Measurement;

/**
 * The newest value of one register.
 *
 * @param measurement what the meter said.
 * @param receivedAt when, by the gateway's clock.
 * @param freshFor how long from then on it may be taken for the present value.
 */
public record LatestValue(Measurement measurement, Instant receivedAt, Duration freshFor) {

  /**
   * Says whether the value is too old to be called current.
   *
   * @param now by the gateway's clock.
   * @return true when it must be shown with its date.
   */
  public boolean stale(Instant now) {
    return now.isAfter(receivedAt.plus(freshFor));
  }
}
