// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.http;

import java.time.Duration;
import org.eclipse.jetty.io.Connection;

/**
 * Detects when a connection breaks so soon after a request was accepted that a killed server may
 * have forgotten it; also while no request is under way, and between the arrival of the answer and
 * its evaluation. Called on the client's threads and the sender's.
 */
final class ConnectionLossWatch implements Connection.Listener {
  private final long unconfirmedWindow;
  private final Runnable wake;
  private int open;
  private boolean sending;
  private boolean accepted;
  private boolean announced;
  private int announcedBefore;
  private long lastAccepted;
  private boolean broke;

  /**
   * Begins to watch.
   *
   * @param unconfirmedWindow how long a killed server may forget what it accepted.
   * @param wake run when a connection broke while no request is under way.
   */
  ConnectionLossWatch(Duration unconfirmedWindow, Runnable wake) {
    this.unconfirmedWindow = unconfirmedWindow.toNanos();
    this.wake = wake;
  }

  synchronized void beginSending() {
    sending = true;
  }

  synchronized void endSending() {
    sending = false;
  }

  /**
   * Notes that an answer was read.
   *
   * @param isAccepted whether the request was accepted.
   * @param closes whether the server announced that it closes the connection, which is not a break.
   */
  synchronized void answered(boolean isAccepted, boolean closes) {
    if (open > 0) {
      announced = closes;
      if (isAccepted) {
        accepted = true;
        lastAccepted = System.nanoTime();
      }
    } else if (isAccepted && !closes && unconfirmedWindow > 0) {
      broke = true; // it was gone before the answer was read
    }
  }

  /** Forgets a break that is reported in another way, or does not matter any more. */
  synchronized void forget() {
    broke = false;
  }

  /** Returns whether a connection broke, once for each break. */
  synchronized boolean take() {
    boolean taken = broke;
    broke = false;
    return taken;
  }

  /** Notes that the client itself closes the connection now. */
  synchronized void end() {
    accepted = false;
  }

  @Override
  public synchronized void onOpened(Connection connection) {
    if (open > 0 && announced) { // the connection before it is closed, and that is reported late
      announcedBefore++;
      accepted = false;
    }
    open++;
    announced = false;
  }

  @Override
  public void onClosed(Connection connection) {
    if (closed()) {
      wake.run();
    }
  }

  /** Returns whether the runner must be woken. */
  private synchronized boolean closed() {
    open--;
    if (announcedBefore > 0) {
      announcedBefore--;
      return false;
    }
    boolean recent = accepted && System.nanoTime() - lastAccepted <= unconfirmedWindow;
    accepted = false;
    if (!recent || announced) {
      return false;
    }
    broke = true;
    return !sending;
  }
}
