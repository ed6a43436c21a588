// SPDX-License-Identifier: Apache-2.0
package org.metergate.retry;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Waiting times that double from the first to the longest, each up to a quarter shorter or longer
 * by chance, so that many gateways do not return to one broker at the same moment. One thread.
 */
public final class BackOff {
  private final Duration first;
  private final Duration longest;
  private final DoubleSupplier chance;
  private Duration next;

  /**
   * Starts at the first waiting time.
   *
   * @param first more than zero.
   * @param longest at least the first.
   * @param chance gives numbers from 0 (inclusive) to 1 (exclusive).
   */
  public BackOff(Duration first, Duration longest, DoubleSupplier chance) {
    this.first = first;
    this.longest = longest;
    this.chance = chance;
    this.next = first;
  }

  /**
   * The usual one: 1 s to 60 s.
   *
   * @return at its beginning.
   */
  public static BackOff usual() {
    return new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(60), Math::random);
  }

  /**
   * Gives the next waiting time.
   *
   * @return three to five quarters of the doubled time.
   */
  public Duration next() {
    double factor = 0.75 + chance.getAsDouble() / 2;
    Duration wait = Duration.ofNanos((long) (next.toNanos() * factor));
    next = next.multipliedBy(2).compareTo(longest) > 0 ? longest : next.multipliedBy(2);
    return wait;
  }

  /** Begins again at the first waiting time: something went well. */
  public void reset() {
    next = first;
  }
}
