// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.metergate.spi.link.ByteLink;

/** A thread that waits in a read, and how that ended. */
final class WaitingRead {
  private final CountDownLatch started = new CountDownLatch(1);
  private final CompletableFuture<Ended> ended = new CompletableFuture<>();
  private final Thread thread;

  /**
   * How the read ended.
   *
   * @param count what it returned, or -1.
   * @param thrown what it threw instead.
   * @param nanos when, on the scale of {@link System#nanoTime()}.
   * @param cpuNanos processor time of the thread in all.
   */
  record Ended(int count, Optional<Exception> thrown, long nanos, long cpuNanos) {}

  /** Starts to read; returns when the thread is about to read. */
  static WaitingRead of(ByteLink link, Duration maxWait) throws InterruptedException {
    WaitingRead read = new WaitingRead(link, maxWait);
    read.started.await();
    return read;
  }

  private WaitingRead(ByteLink link, Duration maxWait) {
    thread = new Thread(() -> run(link, maxWait), "waiting read");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(ByteLink link, Duration maxWait) {
    int count = -1;
    Optional<Exception> thrown = Optional.empty();
    started.countDown();
    try {
      count = link.read(new byte[16], maxWait);
    } catch (Exception e) {
      thrown = Optional.of(e);
    }
    long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    ended.complete(new Ended(count, thrown, System.nanoTime(), cpu));
  }

  void interrupt() {
    thread.interrupt();
  }

  /** Waits for the end, 20 s at most. */
  Ended ended() throws Exception {
    return ended.get(20, TimeUnit.SECONDS);
  }
}
