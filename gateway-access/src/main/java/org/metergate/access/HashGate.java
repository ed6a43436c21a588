// SPDX-License-Identifier: Apache-2.0
package org.metergate.access;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets passwords be compared one at a time, since each takes 12 MiB of memory and a processor for
 * as much as a second. Three wait; more are refused at once. On one thread of its own with low
 * priority, which ends when there is nothing to do. Any thread.
 */
final class HashGate implements AutoCloseable {
  private static final int WAITING = 3;
  private static final int LONGEST_SECONDS = 10;

  private final ThreadPoolExecutor thread;

  HashGate() {
    thread =
        new ThreadPoolExecutor(
            1, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), HashGate::thread);
    thread.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "log-in");
    thread.setDaemon(true);
    thread.setPriority(Thread.MIN_PRIORITY);
    return thread;
  }

  /**
   * Queues a comparison.
   *
   * @param comparison called on the gate's thread.
   * @return its result to come; empty if there is no room.
   */
  <T> Optional<CompletableFuture<T>> enter(Supplier<T> comparison) {
    try {
      return Optional.of(CompletableFuture.supplyAsync(comparison, thread));
    } catch (RejectedExecutionException e) {
      return Optional.empty();
    }
  }

  /** Refuses from now on, and waits for what is being done; what waits is not done any more. */
  @Override
  public void close() {
    thread.getQueue().clear();
    thread.shutdown(); // an interrupt would close the file that is being written
    try {
      thread.awaitTermination(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
