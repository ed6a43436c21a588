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
 * @param quantity what a pulse stands for.
 * @param unit of the counter and its rate.
 * @param perUnit pulses for one unit, more than 0.
 * @param start what the display showed when counting began.
 * @param fastest the most units an hour that the meter can measure, where that is known.
 * @param zeroAfter after how long without a pulse the rate is zero; empty for what the weight of a
 *     pulse gives.
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

  /** So much earlier than the fastest meter's a pulse may come: meters do not beat evenly. */
  private static final BigDecimal TOLERANCE = new BigDecimal("0.8");

  /**
   * After how long the meter counts as standing still: when even one pulse in that time would be
   * less than the least rate of its unit; five minutes to a day. A heat meter's pulse of 1 kWh
   * gives ten hours, an electricity meter's of 1 Wh five minutes.
   */
  Duration standsStillAfter() {
    if (zeroAfter.isPresent()) {
      return zeroAfter.get();
    }
    BigDecimal nanos = HOUR.divide(unit.least().multiply(perUnit), 0, RoundingMode.UP);
    if (nanos.compareTo(BigDecimal.valueOf(LONGEST.toNanos())) > 0) {
      return LONGEST;
    }
    Duration derived = Duration.ofNanos(nanos.longValueExact());
    return derived.compareTo(SHORTEST) < 0 ? SHORTEST : derived;
  }

  /** The least time between two pulses that can be real; 0 where no fastest rate is known. */
  long leastNanos() {
    return fastest
        .map(most -> HOUR.multiply(TOLERANCE).divide(most.multiply(perUnit), 0, RoundingMode.DOWN))
        .map(nanos -> nanos.min(BigDecimal.valueOf(LONGEST.toNanos())).longValueExact())
        .orElse(0L);
  }

  PulseRate newRate() {
    BigDecimal weight = perUnit.multiply(unit.divisor());
    return new PulseRate(unit.hourly(), weight, unit.rateDecimals(), standsStillAfter());
  }
}
