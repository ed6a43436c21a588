// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.pulse;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;

/**
 * What is counted on one line.
 *
 * @param register {@code pulse-1} and so on, in the order of the link's lines.
 * @param quantity represented by a pulse.
 * @param unit of the counter and its rate.
 * @param perUnit pulses for one unit, more than 0.
 * @param start the reading of the display when counting began.
 * @param fastest the maximum units an hour that the meter can measure, if known.
 * @param zeroAfter after how long without a pulse the rate is zero; empty if it is derived from the
 *     weight of a pulse.
 */
record PulseLine(
    String register,
    CountedQuantity quantity,
    CountedUnit unit,
    BigDecimal perUnit,
    BigDecimal start,
    Optional<BigDecimal> fastest,
    Optional<Duration> zeroAfter) {
  private static final BigDecimal HOUR = BigDecimal.valueOf(Duration.ofHours(1).toNanos());
  private static final Duration SHORTEST = Duration.ofMinutes(5);
  private static final Duration LONGEST = Duration.ofHours(24);

  /**
   * How much earlier than at the maximum rate a pulse may arrive: the pulses of meters are not
   * evenly spaced.
   */
  private static final BigDecimal TOLERANCE = new BigDecimal("0.8");

  /**
   * Returns after how long the rate counts as zero: when even one pulse in that time would be less
   * than the minimum rate of its unit; five minutes to a day. For a heat meter's pulse of 1 kWh
   * this is ten hours, for an electricity meter's of 1 Wh five minutes.
   */
  Duration zeroRateAfter() {
    if (zeroAfter.isPresent()) {
      return zeroAfter.get();
    }
    BigDecimal nanos = HOUR.divide(unit.minimum().multiply(perUnit), 0, RoundingMode.UP);
    if (nanos.compareTo(BigDecimal.valueOf(LONGEST.toNanos())) > 0) {
      return LONGEST;
    }
    Duration derived = Duration.ofNanos(nanos.longValueExact());
    return derived.compareTo(SHORTEST) < 0 ? SHORTEST : derived;
  }

  /** Returns the minimum time between two real pulses; 0 if no maximum rate is known. */
  long minNanos() {
    return fastest
        .map(most -> HOUR.multiply(TOLERANCE).divide(most.multiply(perUnit), 0, RoundingMode.DOWN))
        .map(nanos -> nanos.min(BigDecimal.valueOf(LONGEST.toNanos())).longValueExact())
        .orElse(0L);
  }

  PulseRate newRate() {
    BigDecimal weight = perUnit.multiply(unit.divisor());
    return new PulseRate(unit.hourly(), weight, unit.rateDecimals(), zeroRateAfter());
  }
}
