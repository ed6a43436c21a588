// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another thread or process brings about, and no longer than 20 s. */
final class Await {
  private static final long PATIENCE = Duration.ofSeconds(20).toNanos();

  private Await() {}

  static void that(String what, Callable<Boolean> holds) throws Exception {
    long start = System.nanoTime();
    while (!holds.call()) {
      if (System.nanoTime() - start > PATIENCE) {
        throw new AssertionError("waited in vain: " + what);
      }
      LockSupport.parkNanos(5_000_000);
    }
  }
}
