// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.localapi;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The mean power of the readings of the last minute, by a clock that never steps. It is known only
 * once a minute was covered without a gap. Any thread.
 */
final class MinuteMean {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  /** A meter that sends more often than that is thinned: the mean stays the same within a watt. */
  private static final long CLOSEST = Duration.ofMillis(500).toNanos();

  private record Sample(long at, BigDecimal watts) {}

  private final Deque<Sample> samples = new ArrayDeque<>();
  private long since;

  /**
   * Adds a reading.
   *
   * @param watts its power.
   * @param at when, in nanoseconds.
   * @param limit how long a reading may be served; after a longer pause, a new minute begins.
   */
  synchronized void add(BigDecimal watts, long at, Duration limit) {
    Sample last = samples.peekLast();
    if (last == null || at - last.at() > limit.toNanos()) {
      samples.clear();
      since = at;
    } else if (at - last.at() < CLOSEST) {
      return;
    }
    samples.addLast(new Sample(at, watts));
    while (at - samples.peekFirst().at() > MINUTE) {
      samples.removeFirst();
    }
  }

  /** Returns the mean in W at a time. */
  synchronized Optional<BigDecimal> at(long now) {
    if (samples.isEmpty() || samples.peekLast().at() - since < MINUTE) {
      return Optional.empty();
    }
    BigDecimal sum = BigDecimal.ZERO;
    int count = 0;
    for (Sample sample : samples) {
      if (now - sample.at() <= MINUTE) {
        sum = sum.add(sample.watts());
        count++;
      }
    }
    return count == 0
        ? Optional.empty()
        : Optional.of(sum.divide(BigDecimal.valueOf(count), 1, RoundingMode.HALF_UP));
  }

  /** Returns how many readings are kept. */
  synchronized int size() {
    return samples.size();
  }
}
