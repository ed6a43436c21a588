// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.pulse;

import java.time.Duration;

/**
 * How long a line must stay at a level for it to count.
 *
 * @param active the shortest pulse, 1 ms or more.
 * @param idle the shortest pause between two, 1 ms or more.
 */
record PulseTimes(Duration active, Duration idle) {
  /**
   * Electronic outputs: a pulse of at least 30 ms and a pause of at least 30 ms (IEC 62053-31); a
   * third of each here, so that a pulse shortened to 27 ms by its tolerance of 10 % counts in any
   * case.
   */
  static final PulseTimes S0 = new PulseTimes(Duration.ofMillis(10), Duration.ofMillis(10));

  /**
   * Reed contacts: 500 ms and 500 ms at most once a second, of which the bounce on opening was
   * observed to take 300 ms; between two bounces the contact rests for much less than 150 ms.
   */
  static final PulseTimes REED = new PulseTimes(Duration.ofMillis(30), Duration.ofMillis(150));

  /** Intervals shorter than this never end or begin a pulse: no meter is that fast. */
  static final long GLITCH_NANOS = Duration.ofMillis(1).toNanos();

  PulseTimes {
    if (active.toNanos() < GLITCH_NANOS || idle.toNanos() < GLITCH_NANOS) {
      throw new IllegalArgumentException(active + " or " + idle + " is less than 1 ms");
    }
  }

  /** Returns the shortest time from one pulse to the next. */
  long periodNanos() {
    return active.toNanos() + idle.toNanos();
  }
}
