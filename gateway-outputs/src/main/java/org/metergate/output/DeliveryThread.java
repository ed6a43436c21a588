// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Runs one step of a delivery after another, and waits in between. */
final class DeliveryThread implements AutoCloseable {
  private static final long JOIN_MS = 3000;

  /** One step of the delivery. */
  interface Step {
    /** Returns how long to wait before the next one. */
    Duration take() throws InterruptedException;
  }

  private final Step step;
  private final BooleanSupplier backsOff;
  private final Runnable end;
  private final String name;
  private final Object lock = new Object();
  private boolean stopped;
  private boolean woken;
  private Thread thread;

  /**
   * Prepares the thread.
   *
   * @param name of the thread.
   * @param step run on it again and again.
   * @param backsOff called on it: whether the wait is a back-off, which nothing may shorten.
   * @param end run on it when it ends, however it ends.
   */
  DeliveryThread(String name, Step step, BooleanSupplier backsOff, Runnable end) {
    this.name = name;
    this.step = step;
    this.backsOff = backsOff;
    this.end = end;
  }

  void start() {
    thread = new Thread(this::run, name);
    thread.start();
  }

  /** Reports that there is something to do: shortens the wait, but never a back-off. Any thread. */
  void wake() {
    synchronized (lock) {
      woken = true;
      lock.notifyAll();
    }
  }

  private void run() {
    try {
      while (beginsStep()) {
        await(step.take());
      }
    } catch (InterruptedException e) {
      System.getLogger(DeliveryThread.class.getName())
          .log(System.Logger.Level.DEBUG, "{0} was interrupted", name);
    } finally {
      end.run();
    }
  }

  /**
   * Begins a step. A wake-up from here on may come too late for it, and shortens the wait after it.
   */
  private boolean beginsStep() {
    synchronized (lock) {
      woken = false;
      return !stopped;
    }
  }

  private void await(Duration wait) throws InterruptedException {
    long deadline = System.nanoTime() + wait.toNanos();
    synchronized (lock) {
      long left = wait.toMillis();
      while (!stopped && left > 0 && (backsOff.getAsBoolean() || !woken)) {
        lock.wait(left);
        left = (deadline - System.nanoTime()) / 1_000_000;
      }
    }
  }

  /** Stops the thread within a few seconds, by an interrupt where a step takes longer. */
  @Override
  public void close() {
    synchronized (lock) {
      stopped = true;
      lock.notifyAll();
    }
    try {
      thread.join(JOIN_MS);
      if (thread.isAlive()) {
        thread.interrupt();
        thread.join(JOIN_MS);
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
