// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.http;

import java.time.Duration;
import org.eclipse.jetty.io.Connection;

/**
 * Notes when a connection breaks so soon after an acceptance that a killed server may have
 * forgotten it; also while nothing is on its way, and when it breaks between the answer and its
 * reading. Told by the client's threads and the sender's.
 */
final class ConnectionLossWatch implements Connection.Listener {
  private final long unconfirmedWindow;
  private final Runnable wake;
  private int open;
  private boolean sending;
  private boolean accepted;
  private boolean announced;
  private long lastAccepted;
  private boolean broke;

  /**
   * Begins to watch.
   *
   * @param unconfirmedWindow how long a killed server may forget what it accepted.
   * @param wake run when a connection broke while nothing is on its way.
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
   * An answer was read.
   *
   * @param taken whether it is an acceptance.
   * @param closes whether the server said that it closes the connection, which is no break.
   */
  synchronized void answered(boolean taken, boolean closes) {
    if (open > 0) {
      announced = closes;
      if (taken) {
        accepted = true;
        lastAccepted = System.nanoTime();
      }
    } else if (taken && !closes && unconfirmedWindow > 0) {
      broke = true; // it was gone before the answer was read
    }
  }

  /** What happened until now is known otherwise, or does not matter any more. */
  synchronized void forget() {
    broke = false;
  }

  /** Says once that one broke. */
  synchronized boolean take() {
    boolean taken = broke;
    broke = false;
    return taken;
  }

  /** The client itself ends now. */
  synchronized void end() {
    accepted = false;
  }

  @Override
  public synchronized void onOpened(Connection connection) {
    open++;
    announced = false;
  }

  @Override
  public void onClosed(Connection connection) {
    if (closed()) {
      wake.run();
    }
  }

  /** Returns whether somebody must be told. */
  private synchronized boolean closed() {
    open--;
    boolean fresh = accepted && System.nanoTime() - lastAccepted <= unconfirmedWindow;
    accepted = false;
    if (!fresh || announced) {
      return false;
    }
    broke = true;
    return !sending;
  }
}
