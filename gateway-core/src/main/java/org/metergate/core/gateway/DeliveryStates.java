// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.metergate.health.OutputHealth;

/**
 * The state of all deliveries. How much waits for an output is read from the journal, which a long
 * question or another program can hold for minutes. It is therefore read on a thread of its own:
 * the caller waits for a moment at most, and then gets what was read last, so that health is
 * answered while the journal is not. Any thread.
 */
final class DeliveryStates {
  private static final Duration PATIENCE = Duration.ofMillis(200);
  private static final long THREAD_SECONDS = 30;

  private final Supplier<List<OutputHealth>> source;
  private final Duration patience;
  private final ThreadPoolExecutor reader =
      new ThreadPoolExecutor(
          1, 1, THREAD_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), DeliveryStates::on);
  private CompletableFuture<List<OutputHealth>> reading =
      CompletableFuture.completedFuture(List.of());
  private long begun;
  private volatile List<OutputHealth> last = List.of();

  /**
   * Reads nothing yet.
   *
   * @param source may wait for the journal.
   */
  DeliveryStates(Supplier<List<OutputHealth>> source) {
    this(source, PATIENCE);
  }

  DeliveryStates(Supplier<List<OutputHealth>> source, Duration patience) {
    this.source = source;
    this.patience = patience;
    reader.allowCoreThreadTimeOut(true);
  }

  private static Thread on(Runnable task) {
    Thread thread = new Thread(task, "output-states");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Returns the state of each delivery.
   *
   * @return of now; of the last time it could be read, if that takes longer than 200 ms.
   */
  List<OutputHealth> now() {
    CompletableFuture<List<OutputHealth>> asked;
    long left;
    synchronized (this) {
      if (reading.isDone()) {
        reading = CompletableFuture.supplyAsync(this::read, reader);
        begun = System.nanoTime();
      }
      asked = reading;
      left = patience.toNanos() - (System.nanoTime() - begun);
    }
    try {
      return asked.get(Math.max(left, 0), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      // the journal is busy: the meters and the journal's own state are still those of now
    } catch (ExecutionException e) {
      throw new IllegalStateException("the state of the outputs cannot be read", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return last;
  }

  /** Notes what was read also where nobody waits for it any more. */
  private List<OutputHealth> read() {
    List<OutputHealth> now = source.get();
    last = now;
    return now;
  }
}
