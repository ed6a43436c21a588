// SPDX-License-Identifier: Apache-2.0
package org.metergate.testing;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition with a deadline; a test never waits for a fixed time. */
public final class Await {
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  /** Longer than anything takes that happens on one machine, also while others work on it. */
  private static final Duration USUAL_LIMIT = Duration.ofSeconds(20);

  private Await() {}

  /** A condition that may fail with any exception, which then fails the test. */
  @FunctionalInterface
  public interface Condition {
    /**
     * Checks once.
     *
     * @return whether the condition holds now.
     * @throws Exception what goes wrong during the check.
     */
    boolean holds() throws Exception;
  }

  /**
   * Checks every 2 ms until the condition holds, for 20 s at most.
   *
   * @param what the condition in words, for the failure.
   * @param condition what to wait for.
   * @throws Exception what the condition throws.
   */
  public static void until(String what, Condition condition) throws Exception {
    until(what, USUAL_LIMIT, condition);
  }

  /**
   * Checks every 2 ms until the condition holds.
   *
   * @param what the condition in words, for the failure.
   * @param limit how long to wait at most.
   * @param condition what to wait for.
   * @throws Exception what the condition throws.
   */
  public static void until(String what, Duration limit, Condition condition) throws Exception {
    long start = System.nanoTime();
    while (!condition.holds()) {
      if (System.nanoTime() - start > limit.toNanos()) {
        throw new AssertionError("not within " + limit.toMillis() + " ms: " + what);
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
  }
}
