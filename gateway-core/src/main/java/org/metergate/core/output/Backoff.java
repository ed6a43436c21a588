// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.output;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait after a failure: 1 s, 2 s, 4 s and so on to 60 s, each a quarter more or less by
 * chance, so that many gateways do not all come back to a broker at one moment. One thread.
 */
final class Backoff {
  private static final long FIRST_MS = 1000;
  private static final long MOST_MS = 60_000;

  private final DoubleSupplier random;
  private long nextMs = FIRST_MS;

  /**
   * Starts at the shortest wait.
   *
   * @param random numbers from 0 to 1.
   */
  Backoff(DoubleSupplier random) {
    this.random = random;
  }

  Duration next() {
    double factor = 0.75 + 0.5 * random.getAsDouble();
    Duration wait = Duration.ofMillis(Math.round(nextMs * factor));
    nextMs = Math.min(MOST_MS, nextMs * 2);
    return wait;
  }

  void reset() {
    nextMs = FIRST_MS;
  }
}
