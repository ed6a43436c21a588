// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.reading;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One telegram of one meter. A meter with sub-meters gives several readings with one telegram
 * number.
 *
 * @param meter whose it is.
 * @param telegram counts the telegrams of a session from 1.
 * @param origin present state, history, or a present state of the past.
 * @param receivedAt when its last byte came, by the gateway's clock, UTC.
 * @param meterTime the meter's own time of the telegram, where it gives one.
 * @param measurements in the order of the telegram; the list is not copied and must not change.
 */
public record Reading(
    MeterRef meter,
    long telegram,
    Origin origin,
    Instant receivedAt,
    Optional<MeterTime> meterTime,
    List<Measurement> measurements) {

  /** Checks that nothing is missing. */
  public Reading {
    Objects.requireNonNull(meter, "meter");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(receivedAt, "receivedAt");
    Objects.requireNonNull(meterTime, "meterTime");
    Objects.requireNonNull(measurements, "measurements");
  }

  /**
   * Finds a measurement by its quantity's name.
   *
   * @param quantity for example {@code energy_import}.
   * @return the first with that name, or nothing.
   */
  public Optional<Measurement> measurement(String quantity) {
    return measurements.stream().filter(m -> m.quantity().name().equals(quantity)).findFirst();
  }
}
