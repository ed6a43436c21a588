// SPDX-License-Identifier: Apache-2.0
package org.metergate.retry;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Waiting times that double from the first to the longest, each with a random jitter of up to a
 * quarter, so that many gateways do not reconnect to one broker at the same moment. One thread.
 */
public final class BackOff {
  private final Duration first;
  private final Duration longest;
  private final DoubleSupplier random;
  private Duration next;

  /**
   * Starts at the first waiting time.
   *
   * @param first more than zero.
   * @param longest at least the first.
   * @param random returns numbers from 0 (inclusive) to 1 (exclusive).
   */
  public BackOff(Duration first, Duration longest, DoubleSupplier random) {
    this.first = first;
    this.longest = longest;
    this.random = random;
    this.next = first;
  }

  /**
   * Returns the usual back-off, 1 s to 60 s.
   *
   * @return a new one at its first waiting time.
   */
  public static BackOff usual() {
    return new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(60), Math::random);
  }

  /**
   * Returns the next waiting time.
   *
   * @return three to five quarters of the current time, which then doubles.
   */
  public Duration next() {
    double factor = 0.75 + random.getAsDouble() / 2;
    Duration wait = Duration.ofNanos((long) (next.toNanos() * factor));
    next = next.multipliedBy(2).compareTo(longest) > 0 ? longest : next.multipliedBy(2);
    return wait;
  }

  /** Starts again at the first waiting time, after a success. */
  public void reset() {
    next = first;
  }
}
