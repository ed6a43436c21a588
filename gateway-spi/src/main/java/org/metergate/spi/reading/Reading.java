// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.reading;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The content of one telegram of one meter. A meter with sub-meters yields several readings with
 * the same telegram number.
 *
 * @param meter the meter or sub-meter.
 * @param telegram number of the telegram within the session, from 1, counted by the gateway.
 * @param origin current state, history, or a former current state that was decrypted later.
 * @param receivedAt when its last byte arrived, by the gateway's clock, UTC, in whole milliseconds.
 * @param meterTime the meter's own time of the telegram, if it sends one.
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
   * Returns the same telegram with other measurements.
   *
   * @param others in the order of the telegram; not copied.
   * @return a reading that is equal in everything else.
   */
  public Reading withMeasurements(List<Measurement> others) {
    return new Reading(meter, telegram, origin, receivedAt, meterTime, others);
  }

  /**
   * Finds a measurement by the name of its quantity.
   *
   * @param quantity for example {@code energy_import}.
   * @return the first with that name, or empty.
   */
  public Optional<Measurement> measurement(String quantity) {
    return measurements.stream().filter(m -> m.quantity().name().equals(quantity)).findFirst();
  }
}
