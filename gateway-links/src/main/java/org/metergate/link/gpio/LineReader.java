// SPDX-License-Identifier: Apache-2.0
package org.metergate.link.gpio;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.metergate.link.EdgeFeeder;
import org.metergate.spi.link.Edge;
import org.metergate.spi.link.EdgeGap;

/**
 * Empties the queue of one line on a thread of its own, so that only a stall of the whole program
 * can fill it, never a slow disk that delays the consumer.
 */
final class LineReader implements EdgeFeeder {
  private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(50);

  /**
   * An event further off than this is on another clock: kernels before 5.7 gave the time of day.
   */
  private static final long OTHER_CLOCK = TimeUnit.MINUTES.toNanos(10);

  private final int line;
  private final EventSource source;
  private final boolean activeHigh;
  private final BlockingQueue<Object> out;
  private final QueueWatch watch = new QueueWatch();
  private final Thread thread;
  private volatile boolean stopped;
  private volatile long emptyAt;
  private volatile RuntimeException failure;
  private EdgeGap gap;

  /**
   * Starts to read.
   *
   * @param line its number in the link.
   * @param source the open line.
   * @param activeHigh which level is active.
   * @param out takes {@link Edge} and, before the first edge after a gap, {@link EdgeGap}.
   * @param name of the thread.
   */
  LineReader(
      int line, EventSource source, boolean activeHigh, BlockingQueue<Object> out, String name) {
    this.line = line;
    this.source = source;
    this.activeHigh = activeHigh;
    this.out = out;
    this.emptyAt = System.nanoTime();
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      while (!stopped) {
        long asked = System.nanoTime();
        if (source.await(SLICE)) {
          take();
        } else {
          close(level());
          emptyAt = asked + SLICE;
        }
      }
    } catch (InterruptedException e) {
      // asked to stop while the queue is full and no one takes from it
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private void take() throws InterruptedException {
    long now = System.nanoTime();
    EventSource.Event event = source.take();
    boolean otherClock = Math.abs(event.nanos() - now) > OTHER_CLOCK;
    long nanos = otherClock ? now : event.nanos();
    boolean level = event.high() == activeHigh;
    close(!level);
    out.put(new Edge(line, level, nanos, Edge.UNNUMBERED));
    if (!otherClock && watch.took(nanos, now)) {
      gap = new EdgeGap(line, watch.from(), watch.to(), level);
    }
  }

  /** A gap is reported when the level after it is known. */
  private void close(boolean level) throws InterruptedException {
    if (gap != null) {
      out.put(new EdgeGap(line, gap.fromNanos(), gap.toNanos(), level));
      gap = null;
    }
  }

  @Override
  public boolean level(int of) {
    return level();
  }

  private boolean level() {
    synchronized (source) {
      return !stopped && source.high() == activeHigh;
    }
  }

  @Override
  public boolean readUntil(long nanos) {
    return emptyAt - nanos >= 0;
  }

  @Override
  public RuntimeException failure() {
    return failure;
  }

  @Override
  public void close() {
    stopped = true;
    boolean interrupted = Thread.interrupted();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(1));
      thread.interrupt();
      thread.join(TimeUnit.SECONDS.toMillis(1));
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (!thread.isAlive()) { // must not be freed while its thread still reads it
      synchronized (source) {
        source.release();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
