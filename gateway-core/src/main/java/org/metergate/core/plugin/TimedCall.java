// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.plugin;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs third-party code on a thread of its own, so that no caller waits for it forever. A thread
 * that does not return is interrupted and left behind: the platform has no way to end it.
 *
 * @param <T> the result of the code.
 */
final class TimedCall<T> {
  private final FutureTask<T> task;
  private final long startedAt = System.nanoTime();

  private TimedCall(FutureTask<T> task) {
    this.task = task;
  }

  /** Starts the code at once. */
  static <T> TimedCall<T> begin(String name, ClassLoader context, Callable<T> code) {
    TimedCall<T> timedCall = new TimedCall<>(new FutureTask<>(code));
    Thread thread = new Thread(timedCall.task, name);
    thread.setDaemon(true);
    thread.setContextClassLoader(context);
    thread.start();
    return timedCall;
  }

  /** Waits for at most the given time; returns whether the code has ended. */
  boolean endsWithin(Duration wait) throws InterruptedException {
    try {
      task.get(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return true; // result() throws it
    }
    return true;
  }

  /**
   * Waits for the result until a deadline.
   *
   * @param deadline counted from the start of the code.
   * @return the result of the code.
   * @throws TimeoutException when it has not returned; it has then been interrupted.
   * @throws ExecutionException with what the code threw.
   */
  T result(Duration deadline) throws InterruptedException, TimeoutException, ExecutionException {
    try {
      return task.get(deadline.toNanos() - (System.nanoTime() - startedAt), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      throw e;
    }
  }
}
