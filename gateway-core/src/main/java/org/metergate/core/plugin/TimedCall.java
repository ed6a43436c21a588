// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.plugin;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Foreign code on a thread of its own, so that nobody waits for it for ever. A thread that does not
 * come back is interrupted and left behind: the platform has no way to end it.
 *
 * @param <T> what it gives.
 */
final class TimedCall<T> {
  private final FutureTask<T> task;
  private final long begin = System.nanoTime();

  private TimedCall(FutureTask<T> task) {
    this.task = task;
  }

  /** Begins at once. */
  static <T> TimedCall<T> begin(String name, ClassLoader context, Callable<T> code) {
    TimedCall<T> timedCall = new TimedCall<>(new FutureTask<>(code));
    Thread thread = new Thread(timedCall.task, name);
    thread.setDaemon(true);
    thread.setContextClassLoader(context);
    thread.start();
    return timedCall;
  }

  /** Waits a while; returns whether it has ended. */
  boolean endsWithin(Duration wait) throws InterruptedException {
    try {
      task.get(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return true; // result() tells it
    }
    return true;
  }

  /**
   * Waits until a time after the beginning is over.
   *
   * @return what the code gave.
   * @throws TimeoutException when it has not come back; it has been interrupted then.
   * @throws ExecutionException with what the code threw.
   */
  T result(Duration most) throws InterruptedException, TimeoutException, ExecutionException {
    try {
      return task.get(most.toNanos() - (System.nanoTime() - begin), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      throw e;
    }
  }
}
