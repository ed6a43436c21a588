// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The TCP port of an emulated meter or a replay, for one client at a time. As on a wire, what is
 * sent while no client is connected is lost. A thread of its own accepts clients and receives from
 * them.
 */
final class TcpEmulatorPort implements AutoCloseable {
  private static final int MAX_UNREAD = 1000;

  private final ServerSocket server;
  private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>(MAX_UNREAD);
  private volatile Socket client;

  TcpEmulatorPort(String host, int port) throws IOException {
    server = new ServerSocket();
    try {
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(InetAddress.getByName(host), port), 1);
    } catch (IOException e) {
      server.close();
      throw e;
    }
    Thread thread = new Thread(this::serve, "emulator-port");
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns the address for a reader on this machine: host and port, IPv6 in brackets. */
  String address() {
    InetAddress bound = server.getInetAddress();
    String host = bound.isAnyLocalAddress() ? "127.0.0.1" : bound.getHostAddress();
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + server.getLocalPort();
  }

  /** Whether a client is connected. */
  boolean connected() {
    return client != null;
  }

  /** Sends to the connected client, if there is one. */
  void send(byte[] bytes) {
    Socket to = client;
    if (to != null) {
      try {
        to.getOutputStream().write(bytes);
      } catch (IOException e) {
        drop(to);
      }
    }
  }

  /** Waits for bytes from the client; null when none came in time. */
  byte[] receive(long nanos) throws InterruptedException {
    return received.poll(nanos, TimeUnit.NANOSECONDS);
  }

  private void serve() {
    byte[] chunk = new byte[1024];
    while (!server.isClosed()) {
      try (Socket accepted = server.accept()) {
        accepted.setTcpNoDelay(true);
        client = accepted;
        int count = accepted.getInputStream().read(chunk);
        while (count >= 0) {
          received.offer(Arrays.copyOf(chunk, count)); // when the queue is full, input is lost
          count = accepted.getInputStream().read(chunk);
        }
      } catch (IOException e) {
        // the client has gone or the port was closed; the next client may come
      } finally {
        client = null;
      }
    }
  }

  private static void drop(Closeable end) {
    try {
      end.close();
    } catch (IOException e) {
      // it is no longer used either way
    }
  }

  @Override
  public void close() {
    Socket open = client;
    drop(server);
    if (open != null) {
      drop(open);
    }
  }
}
