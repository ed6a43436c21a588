// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.pulse;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;

/**
 * Power or flow from the times of pulses. While they arrive, it is their number divided by the time
 * from the last pulse at the previous reading to the last one now, so that a jitter of one pulse is
 * not visible as a dip. When the next pulse is late, the rate can be no more than one pulse in the
 * time since the last: it falls as 1/t, and is zero after a limit. The first pulse after a start
 * yields no rate, since the time before it is unknown. The caller supplies the time. One thread.
 */
final class PulseRate {
  private static final BigDecimal HOUR = BigDecimal.valueOf(Duration.ofHours(1).toNanos());

  private final BigDecimal hourly;
  private final int decimals;
  private final long zeroNanos;

  private boolean started;
  private long last;
  private long counted;
  private long span;
  private long inSpan;

  /**
   * Starts without a rate.
   *
   * @param hourly the rate of one pulse an hour, in the unit of the rate, as a fraction: this
   *     divided by {@code perUnit}.
   * @param perUnit pulses per unit.
   * @param decimals of the rate, rounded half up.
   * @param zeroAfter the limit.
   */
  PulseRate(BigDecimal hourly, BigDecimal perUnit, int decimals, Duration zeroAfter) {
    this.hourly = hourly.multiply(HOUR).divide(perUnit, 30, RoundingMode.HALF_UP);
    this.decimals = decimals;
    this.zeroNanos = zeroAfter.toNanos();
  }

  /** Discards the pulses so far: some may be missing among them. */
  void restart() {
    started = false;
    inSpan = 0;
  }

  /**
   * Records a counted pulse; the first one after a start is the origin of the time.
   *
   * @param pulses the total number, including this one.
   * @param began when it began.
   */
  void pulse(long pulses, long began) {
    if (!started) {
      started = true;
      last = began;
      counted = pulses;
    }
  }

  /**
   * Returns the rate.
   *
   * @param pulses the total number.
   * @param lastPulse when the last one began.
   * @param now not before that.
   * @return nothing before two pulses were seen.
   */
  Optional<BigDecimal> value(long pulses, long lastPulse, long now) {
    if (pulses > counted) {
      pulse(pulses, lastPulse);
    }
    if (pulses > counted) {
      span = Math.max(1, lastPulse - last);
      inSpan = pulses - counted;
      last = lastPulse;
      counted = pulses;
    }
    return look(now);
  }

  private Optional<BigDecimal> look(long now) {
    if (inSpan == 0) {
      return Optional.empty();
    }
    long idle = now - last;
    if (idle > zeroNanos) {
      return Optional.of(BigDecimal.ZERO.setScale(decimals));
    }
    boolean late = idle > span / inSpan;
    BigDecimal number = BigDecimal.valueOf(late ? 1 : inSpan);
    BigDecimal time = BigDecimal.valueOf(late ? idle : span);
    return Optional.of(hourly.multiply(number).divide(time, decimals, RoundingMode.HALF_UP));
  }
}
