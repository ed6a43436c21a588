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
 * The wire of an emulated meter or a replay: one TCP client at a time. As on a wire, what is sent
 * while nobody listens is gone.
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
    Thread thread = new Thread(this::serve, "outlet");
    thread.setDaemon(true);
    thread.start();
  }

  /** Where a reader on this machine finds it: host and port, an IPv6 address in brackets. */
  String address() {
    InetAddress bound = server.getInetAddress();
    String host = bound.isAnyLocalAddress() ? "127.0.0.1" : bound.getHostAddress();
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + server.getLocalPort();
  }

  /** Whether somebody listens now. */
  boolean connected() {
    return client != null;
  }

  /** Sends to whoever listens now. */
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
          received.offer(Arrays.copyOf(chunk, count)); // a meter that is shouted at hears no more
          count = accepted.getInputStream().read(chunk);
        }
      } catch (IOException e) {
        // the client went away or the outlet was closed; the next one may come
      } finally {
        client = null;
      }
    }
  }

  private static void drop(Closeable end) {
    try {
      end.close();
    } catch (IOException e) {
      // it is gone either way
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
