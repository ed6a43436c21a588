// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.util.List;
import java.util.function.Supplier;

/**
 * Looks once a second whether a driver has lost itself in its own code, and every ten seconds
 * whether memory runs out. One thread for all links, a daemon.
 */
public final class DriverWatch implements AutoCloseable {
  private static final long LOOK_MS = 1000;
  private static final int MEMORY_LOOKS = 10;

  private final Supplier<List<LinkSupervisor>> links;
  private final MemoryWatch memory = new MemoryWatch();
  private final Thread thread = new Thread(this::run, "driver-watch");

  /**
   * Prepares.
   *
   * @param links those that run now.
   */
  public DriverWatch(Supplier<List<LinkSupervisor>> links) {
    this.links = links;
    thread.setDaemon(true);
  }

  /** Begins to look. */
  public void start() {
    thread.start();
  }

  private void run() {
    try {
      for (int look = 1; ; look++) {
        Thread.sleep(LOOK_MS);
        try {
          links.get().forEach(LinkSupervisor::look);
          if (look % MEMORY_LOOKS == 0) {
            memory.look(links.get());
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
