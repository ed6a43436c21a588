// SPDX-License-Identifier: Apache-2.0
package org.metergate.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A proxy between a client and a server whose connections can be cut, even in the middle of a
 * message. Each connection carries the number of bytes towards the server that was set for it, then
 * both ends are closed.
 */
public final class CuttableProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final int target;
  private final Deque<Integer> limits = new ArrayDeque<>();
  private final List<Socket> open = new ArrayList<>();

  /** Forwards to a loopback port. */
  public CuttableProxy(int target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    run("accept", this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Cuts the next connection after this many bytes; connections without a limit stay open. */
  public synchronized void cutNextAfter(int bytes) {
    limits.add(bytes);
  }

  /** Cuts all connections now. */
  public synchronized void cut() {
    open.forEach(CuttableProxy::close);
    open.clear();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listener.accept();
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      int limit;
      synchronized (this) {
        open.add(client);
        open.add(server);
        limit = limits.isEmpty() ? Integer.MAX_VALUE : limits.remove();
      }
      run("up", () -> pump(client, server, limit));
      run("down", () -> pump(server, client, Integer.MAX_VALUE));
    }
  }

  private static void pump(Socket from, Socket to, int limit) throws IOException {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[1024];
      int left = limit;
      while (left > 0) {
        int count = in.read(buffer, 0, Math.min(left, buffer.length));
        if (count < 0) {
          return;
        }
        out.write(buffer, 0, count);
        left -= count;
      }
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void run(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // an end was closed, which is the purpose of this proxy
              }
            },
            "proxy-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it was closed already
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
  }
}
