// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.ordeal;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Strikes one thing over and over: once in each of equal parts of a time, at a moment by chance.
 */
final class Blows implements AutoCloseable {
  /** What is done to it. */
  interface Blow {
    void strike(Random chance) throws Exception;
  }

  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final Random chance;
  private volatile Throwable failure;

  Blows(long seed) {
    this.chance = new Random(seed);
  }

  /** Begins; blows that take longer than their part put the next ones off. */
  void begin(Duration span, int count, Blow blow) {
    long part = span.toNanos() / Math.max(1, count);
    for (int i = 0; i < count; i++) {
      long at = i * part + (long) (chance.nextDouble() * part);
      Callable<Void> work =
          () -> {
            blow.strike(chance);
            return null;
          };
      clock.schedule(guarded(work), at, TimeUnit.NANOSECONDS);
    }
  }

  /** After one that failed there are no more. */
  private Callable<Void> guarded(Callable<Void> work) {
    return () -> {
      try {
        return work.call();
      } catch (Exception | Error e) {
        failure = e;
        clock.shutdownNow();
        throw e;
      }
    };
  }

  /** Waits until all are done. */
  void await() throws Exception {
    clock.shutdown();
    if (!clock.awaitTermination(10, TimeUnit.MINUTES)) {
      throw new AssertionError("the blows do not end");
    }
    if (failure != null) {
      throw new AssertionError("a blow failed", failure);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
