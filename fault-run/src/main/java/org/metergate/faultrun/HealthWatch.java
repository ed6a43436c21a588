// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.metergate.faultrun.evidence.Look;
import org.metergate.testing.JsonTree;

/** Asks the page for the health of the gateway over and over. A thread of its own. */
final class HealthWatch implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(500);

  private final Program program;
  private final List<Look> looks = new ArrayList<>();
  private volatile boolean closed;
  private volatile boolean queued;

  HealthWatch(Program program) {
    this.program = program;
    Thread thread = new Thread(this::watch, "health");
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    try {
      while (!closed) {
        look();
        Injector.pass(EVERY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A gateway that does not answer says nothing about itself. */
  private void look() throws InterruptedException {
    long asked = System.nanoTime();
    try {
      Map<String, Object> document = JsonTree.object(program.health().body());
      Look look =
          new Look(
              asked,
              System.nanoTime(),
              (Boolean) document.get("well"),
              (String) document.get("verdict"));
      queued = queued(document);
      synchronized (looks) {
        looks.add(look);
      }
    } catch (IOException e) {
      // stopped or killed
    }
  }

  List<Look> looks() {
    synchronized (looks) {
      return List.copyOf(looks);
    }
  }

  /** Returns whether readings wait for any output. */
  private static boolean queued(Map<String, Object> document) {
    return ((List<?>) document.get("outputs"))
        .stream()
            .map(output -> ((Map<?, ?>) output).get("queued"))
            .anyMatch(count -> ((BigDecimal) count).signum() > 0);
  }

  /** Returns whether the newest answer since a moment is that all is well and nothing waits. */
  boolean isDoneSince(long moment) {
    List<Look> all = looks();
    return !all.isEmpty()
        && all.get(all.size() - 1).asked() >= moment
        && all.get(all.size() - 1).well()
        && !queued;
  }

  /** Asks no more. */
  void end() {
    closed = true;
  }

  @Override
  public void close() {
    end();
  }
}
