// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.metergate.spi.time.TimeSource;

/**
 * Signals when a long-running command must end: after a time, or when the program is stopped by
 * Ctrl-C or SIGTERM. The program then waits until the command has closed this, so that files are
 * complete and child processes gone. Used by one thread.
 */
final class StopSignal implements AutoCloseable {
  /** How often a command must check this signal. */
  static final Duration TICK = Duration.ofMillis(250);

  private static final long MAX_SECONDS_TO_FINISH = 20;

  private final TimeSource time;
  private long begin;
  private final Optional<Duration> after;
  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "stop");
  private final CountDownLatch stopped = new CountDownLatch(1);

  StopSignal(TimeSource time, Optional<Duration> after) {
    this.time = time;
    this.begin = time.nanos();
    this.after = after;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Restarts the time, for a command whose preparation took a while. */
  void fromNow() {
    begin = time.nanos();
  }

  /** Whether the command must end now. */
  boolean reached() {
    return stopped.getCount() == 0 || left() <= 0;
  }

  /** Returns how long the command may wait now: a tick, or less if the end is nearer. */
  Duration atMost(Duration wanted) {
    long limit = Math.min(left(), TICK.toNanos());
    return Duration.ofNanos(Math.max(0, Math.min(limit, wanted.toNanos())));
  }

  /**
   * Whether a link was lost because the program is being stopped: the library of the serial ports
   * closes them at the same moment, and no cable was unplugged.
   */
  boolean explainsLoss() throws InterruptedException {
    return stopped.await(TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits for a while, or until the command must end. */
  void await(Duration limit) throws InterruptedException {
    stopped.await(Math.min(left(), limit.toNanos()), TimeUnit.NANOSECONDS);
  }

  /** Waits until the command must end. */
  void await() throws InterruptedException {
    while (!reached()) {
      stopped.await(left(), TimeUnit.NANOSECONDS);
    }
  }

  private long left() {
    return after
        .map(duration -> duration.toNanos() - (time.nanos() - begin))
        .orElse(Long.MAX_VALUE);
  }

  /** Run by the shutdown hook when the program is stopped. */
  void stop() {
    stopped.countDown();
    try {
      finished.await(MAX_SECONDS_TO_FINISH, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    finished.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the program is stopping: the hook itself waited for this
    }
  }
}
