// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Moves the page to another address, on a thread that nobody interrupts. */
final class PageMove {
  private PageMove() {}

  /** What is done on the way. */
  interface Steps {
    void run() throws WebException;
  }

  /**
   * Moves, and waits for it even if the caller is interrupted: half-way the page would be nowhere.
   *
   * @param steps what is done.
   * @throws WebException of the steps.
   */
  static void run(Steps steps) throws WebException {
    FutureTask<Void> move =
        new FutureTask<>(
            () -> {
              steps.run();
              return null;
            });
    new Thread(move, "web-move").start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          move.get();
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          if (e.getCause() instanceof WebException cause) {
            throw cause;
          }
          throw new WebException("The page cannot move: " + e.getCause(), e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
