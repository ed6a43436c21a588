// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for an effect of another thread or process, at most 20 s. */
final class Await {
  private static final long TIMEOUT = Duration.ofSeconds(20).toNanos();

  private Await() {}

  static void that(String what, Callable<Boolean> holds) throws Exception {
    long start = System.nanoTime();
    while (!holds.call()) {
      if (System.nanoTime() - start > TIMEOUT) {
        throw new AssertionError("timed out waiting: " + what);
      }
      LockSupport.parkNanos(5_000_000);
    }
  }
}
