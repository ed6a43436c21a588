// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.http;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.io.Connection;

/**
 * Detects that a server was killed so soon after it accepted a request that it may have forgotten
 * it. A killed server closes its connections, but so does one that limits how long a connection
 * lives or is idle. The difference is whether it still listens: it is asked at once, before a
 * killed server can have been started again. Called on the client's threads and the sender's.
 */
final class ConnectionLossWatch implements Connection.Listener {
  private final long unconfirmedWindow;
  private final BooleanSupplier listens;
  private final Runnable wake;
  private Object accepted;
  private long lastAccepted;
  private Object closed;
  private boolean sending;
  private boolean broke;

  /**
   * Begins to watch.
   *
   * @param unconfirmedWindow how long a killed server may forget what it accepted.
   * @param listens tries to connect to the server, and returns whether that succeeded; called on
   *     the client's threads, or the sender's.
   * @param wake run when the server was killed while no request is under way.
   */
  ConnectionLossWatch(Duration unconfirmedWindow, BooleanSupplier listens, Runnable wake) {
    this.unconfirmedWindow = unconfirmedWindow.toNanos();
    this.listens = listens;
    this.wake = wake;
  }

  synchronized void beginSending() {
    sending = true;
  }

  synchronized void endSending() {
    sending = false;
  }

  /**
   * Notes that the server will close a connection, as soon as it says so. That is not a break.
   *
   * @param connection on which it said so.
   */
  synchronized void willClose(Object connection) {
    if (accepted == connection) {
      accepted = null;
    }
  }

  /**
   * Notes that a request was accepted, on a connection which the server wants to keep.
   *
   * @param connection on which the answer came; it may be closed by now.
   */
  void accepted(Object connection) {
    boolean isClosed;
    synchronized (this) {
      accepted = connection;
      lastAccepted = System.nanoTime();
      isClosed = closed == connection;
    }
    if (isClosed) {
      ended(connection);
    }
  }

  /** Forgets a break that is reported in another way. */
  synchronized void forget() {
    broke = false;
  }

  /** Returns whether the server was killed, once for each time. */
  synchronized boolean take() {
    boolean taken = broke;
    broke = false;
    return taken;
  }

  /** Notes that the client itself closes the connection now. */
  synchronized void end() {
    accepted = null;
  }

  @Override
  public void onOpened(Connection connection) {}

  @Override
  public void onClosed(Connection connection) {
    synchronized (this) {
      closed = connection;
    }
    ended(connection);
  }

  private void ended(Object connection) {
    synchronized (this) {
      boolean recent =
          accepted == connection && System.nanoTime() - lastAccepted <= unconfirmedWindow;
      if (!recent || unconfirmedWindow == 0) {
        return;
      }
      accepted = null;
    }
    if (!listens.getAsBoolean() && noteBreak()) {
      wake.run();
    }
  }

  /** Returns whether the runner must be woken. */
  private synchronized boolean noteBreak() {
    broke = true;
    return !sending;
  }
}
