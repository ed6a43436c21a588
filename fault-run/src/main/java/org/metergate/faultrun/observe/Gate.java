// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun.observe;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.metergate.testing.FreePorts;

/**
 * The way to a server, which can be shut, cut and clogged while the server itself lives on. Any
 * thread.
 */
public final class Gate implements AutoCloseable {
  private final int target;
  private final int port;
  private final List<Socket> open = new ArrayList<>();
  private ServerSocket listener;
  private boolean clogged;

  /** Leads to a loopback port. */
  public Gate(int target) throws IOException {
    this.target = target;
    this.port = FreePorts.take();
    listen();
  }

  /** Returns the port on which it listens. */
  public int port() {
    return port;
  }

  private synchronized void listen() throws IOException {
    ServerSocket fresh = new ServerSocket();
    fresh.setReuseAddress(true);
    fresh.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 20);
    listener = fresh;
    run(() -> accept(fresh));
  }

  private void accept(ServerSocket from) throws IOException {
    while (true) {
      Socket client = from.accept();
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      synchronized (this) {
        open.add(client);
        open.add(server);
      }
      run(() -> pump(client, server));
      run(() -> pump(server, client));
    }
  }

  private void pump(Socket from, Socket to) throws IOException {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[4096];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        awaitFree();
        out.write(buffer, 0, count);
      }
    } finally {
      synchronized (this) {
        open.remove(from);
        open.remove(to);
      }
    }
  }

  private synchronized void awaitFree() throws IOException {
    try {
      while (clogged) {
        wait();
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** Refuses connections and cuts those that are open, or accepts again. */
  public synchronized void shut(boolean refused) throws IOException {
    if (refused) {
      listener.close();
      cut();
    } else {
      listen();
    }
  }

  /** Cuts all connections now. */
  public synchronized void cut() {
    List.copyOf(open).forEach(Gate::close);
    open.clear();
  }

  /** Takes connections and bytes and passes nothing on, or lets everything flow again. */
  public synchronized void clog(boolean still) {
    clogged = still;
    notifyAll();
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void run(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // an end was closed
              }
            },
            "gate");
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
  public synchronized void close() throws IOException {
    clog(false);
    listener.close();
    cut();
  }
}
