// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import java.time.Duration;

/** Durations as nanoseconds that can be counted down without overflow. */
final class Nanoseconds {
  private static final long LONGEST = Duration.ofDays(365).toNanos();

  private Nanoseconds() {}

  /**
   * Converts a wait to nanoseconds.
   *
   * @param wait any duration.
   * @return 0 for a negative one, at most a year.
   */
  static long nanos(Duration wait) {
    if (wait.isNegative()) {
      return 0;
    }
    return wait.compareTo(Duration.ofNanos(LONGEST)) > 0 ? LONGEST : wait.toNanos();
  }
}
