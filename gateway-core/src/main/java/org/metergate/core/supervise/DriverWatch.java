// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.util.List;
import java.util.function.Supplier;

/**
 * Checks once a second whether a driver is stuck in its own code, and every ten seconds whether
 * memory runs out. One daemon thread for all links.
 */
public final class DriverWatch implements AutoCloseable {
  private static final long CHECK_MS = 1000;
  private static final int MEMORY_CHECK_EVERY = 10;

  private final Supplier<List<LinkSupervisor>> links;
  private final MemoryWatch memory = new MemoryWatch();
  private final Thread thread = new Thread(this::run, "driver-watch");

  /**
   * Creates a watch that is not started yet.
   *
   * @param links returns the links that run now.
   */
  public DriverWatch(Supplier<List<LinkSupervisor>> links) {
    this.links = links;
    thread.setDaemon(true);
  }

  /** Starts the thread. */
  public void start() {
    thread.start();
  }

  private void run() {
    try {
      for (int check = 1; ; check++) {
        Thread.sleep(CHECK_MS);
        try {
          links.get().forEach(LinkSupervisor::checkDriver);
          if (check % MEMORY_CHECK_EVERY == 0) {
            memory.check(links.get());
          }
        } catch (OutOfMemoryError e) {
          continue; // the watch must not die of what it watches for
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
