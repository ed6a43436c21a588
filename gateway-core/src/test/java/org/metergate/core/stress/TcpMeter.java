// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.stress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.metergate.core.system.EmulatedTelegrams;

/**
 * An emulated meter behind a serial server. It sends one telegram after the other, and keeps
 * sending while no client is connected, as a real one does.
 */
final class TcpMeter implements AutoCloseable {
  private static final int CLOSE_TIMEOUT_MS = 30_000;

  private final ServerSocket listener;
  private final EmulatedTelegrams telegrams;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "meter"));
  private volatile Socket gateway;
  private volatile int sent;

  TcpMeter(EmulatedTelegrams telegrams, Duration pace) throws IOException {
    this.telegrams = telegrams;
    this.listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    daemon(this::accept, "meter-accept").start();
    clock.scheduleAtFixedRate(this::send, 0, pace.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** The client that connected last is served. */
  private void accept() {
    try {
      while (true) {
        Socket before = gateway;
        gateway = listener.accept();
        if (before != null) {
          before.close();
        }
      }
    } catch (IOException e) {
      // the meter is switched off
    }
  }

  private void send() {
    byte[] telegram = telegrams.get(sent++);
    Socket to = gateway;
    if (to != null) {
      try {
        to.getOutputStream().write(telegram);
      } catch (IOException e) {
        gateway = null; // the telegram is lost
      }
    }
  }

  EmulatedTelegrams telegrams() {
    return telegrams;
  }

  int port() {
    return listener.getLocalPort();
  }

  int sent() {
    return sent;
  }

  /** Stops after a whole telegram, when the gateway has read all and has hung up too. */
  @Override
  public void close() throws IOException {
    clock.shutdown();
    try {
      clock.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    listener.close();
    Socket to = gateway;
    gateway = null;
    if (to != null) {
      hangUp(to);
    }
  }

  private static void hangUp(Socket to) throws IOException {
    try (to) {
      to.setSoTimeout(CLOSE_TIMEOUT_MS);
      to.shutdownOutput();
      to.getInputStream().read();
    } catch (SocketException e) {
      // the gateway hung up first
    }
  }
}
