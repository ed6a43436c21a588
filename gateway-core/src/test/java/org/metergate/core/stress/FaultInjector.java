// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.stress;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Injects a fault into one target repeatedly: once in each of equal parts of a span, at a random
 * moment.
 */
final class FaultInjector implements AutoCloseable {
  /** What is done to the target. */
  interface Fault {
    void inject(Random random) throws Exception;
  }

  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final Random random;
  private volatile Throwable failure;

  FaultInjector(long seed) {
    this.random = new Random(seed);
  }

  /** Schedules all faults; one that takes longer than its part delays the next ones. */
  void start(Duration span, int count, Fault fault) {
    long part = span.toNanos() / Math.max(1, count);
    for (int i = 0; i < count; i++) {
      long at = i * part + (long) (random.nextDouble() * part);
      Callable<Void> work =
          () -> {
            fault.inject(random);
            return null;
          };
      clock.schedule(guarded(work), at, TimeUnit.NANOSECONDS);
    }
  }

  /** Stops all further faults once one has failed. */
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
      throw new AssertionError("the faults do not end");
    }
    if (failure != null) {
      throw new AssertionError("a fault could not be injected", failure);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
