// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Samples the modem lines of a port every 4 ms on a thread of its own, about one percent of a
 * processor. Each interval between two samples that may hide a pulse is reported as a gap.
 */
final class ModemReader implements EdgeFeeder {
  private static final long STEP = TimeUnit.MILLISECONDS.toNanos(4);
  private static final long NODE_CHECK = TimeUnit.SECONDS.toNanos(1);

  /** The lines of an open port. */
  interface Lines {
    /**
     * Reads one line.
     *
     * @param line its number in the link.
     * @return true for active.
     */
    boolean level(int line);

    /**
     * Returns whether the port is still there.
     *
     * @return false if it was unplugged.
     */
    boolean present();

    /** Closes the port. */
    void close();
  }

  private final Lines lines;
  private final List<ModemSampler> samplers = new ArrayList<>();
  private final BlockingQueue<Object> out;
  private final Thread thread;
  private volatile boolean stopped;
  private volatile long sampledAt;
  private volatile RuntimeException failure;

  /**
   * Starts to sample.
   *
   * @param lines of the open port.
   * @param count how many.
   * @param out takes edges and gaps.
   * @param name of the thread.
   */
  ModemReader(Lines lines, int count, BlockingQueue<Object> out, String name) {
    this.lines = lines;
    this.out = out;
    this.sampledAt = System.nanoTime();
    for (int line = 0; line < count; line++) {
      samplers.add(new ModemSampler(line, lines.level(line), sampledAt));
    }
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    long checked = System.nanoTime();
    try {
      while (!stopped) {
        long now = System.nanoTime();
        for (int line = 0; line < samplers.size(); line++) {
          Optional<Object> seen = samplers.get(line).sample(lines.level(line), now);
          if (seen.isPresent()) {
            out.put(seen.get());
          }
        }
        sampledAt = now;
        if (now - checked > NODE_CHECK) {
          checked = now;
          if (!lines.present()) {
            failure = new IllegalStateException("the port is gone");
            return;
          }
        }
        LockSupport.parkNanos(STEP);
      }
    } catch (InterruptedException e) {
      // asked to stop while the queue is full and no one takes from it
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  @Override
  public boolean level(int line) {
    return lines.level(line);
  }

  @Override
  public boolean readUntil(long nanos) {
    return sampledAt - nanos >= 0;
  }

  @Override
  public RuntimeException failure() {
    return failure;
  }

  @Override
  public void close() {
    if (stopped) {
      return;
    }
    stopped = true;
    thread.interrupt();
    boolean interrupted = Thread.interrupted();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(1));
    } catch (InterruptedException e) {
      interrupted = true;
    }
    lines.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
