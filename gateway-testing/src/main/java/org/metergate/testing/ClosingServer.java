// SPDX-License-Identifier: Apache-2.0
package org.metergate.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An HTTP server that accepts every request, and closes its connections in the ways that servers
 * and proxies do. One connection at a time.
 */
public final class ClosingServer implements AutoCloseable {
  /** How a connection ends. */
  public enum Ending {
    /** After each answer, without a word about it. */
    AFTER_ANSWER("HTTP/1.1", ""),
    /** After each answer, which announces it. */
    ANNOUNCED("HTTP/1.1", "Connection: close\r\n"),
    /** After each answer, as is usual before HTTP/1.1. */
    HTTP_1_0("HTTP/1.0", ""),
    /** When the next request begins: the connection was idle for too long at that moment. */
    AS_NEXT_REQUEST_COMES("HTTP/1.1", ""),
    /** With the process, which does not listen any more either, until it is started again. */
    KILLED_AFTER_ANSWER("HTTP/1.1", "");

    private final String version;
    private final String header;

    Ending(String version, String header) {
      this.version = version;
      this.header = header;
    }
  }

  /** A connection without a request would keep the others waiting, since there is one at a time. */
  private static final int UNUSED_MILLIS = 2000;

  private final int port;
  private final AtomicInteger answered = new AtomicInteger();
  private volatile Ending ending = Ending.ANNOUNCED;
  private volatile ServerSocket server;
  private volatile boolean open;

  /** Listens on a loopback port. */
  public ClosingServer() throws IOException {
    server = new ServerSocket(FreePorts.take(), 10, InetAddress.getLoopbackAddress());
    port = server.getLocalPort();
    serve();
  }

  private void serve() {
    ServerSocket listening = server;
    Thread thread =
        new Thread(
            () -> {
              try {
                while (true) {
                  try (Socket socket = listening.accept()) {
                    open = true;
                    answer(socket);
                  }
                  open = false;
                }
              } catch (IOException e) {
                open = false; // it does not listen any more
              }
            },
            "closing-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void answer(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    socket.setSoTimeout(UNUSED_MILLIS);
    if (!readsRequest(in)) {
      return; // a probe whether a server listens here, or a connection that a client has in reserve
    }
    socket.setSoTimeout(0);
    if (ending == Ending.KILLED_AFTER_ANSWER) {
      server.close();
    }
    answered.incrementAndGet();
    String answer = ending.version + " 204 No Content\r\n" + ending.header + "\r\n";
    socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    if (ending == Ending.AS_NEXT_REQUEST_COMES) {
      in.read();
    }
  }

  /** Reads a request with a length; false where the other side closes instead, or sends none. */
  private static boolean readsRequest(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      int read;
      try {
        read = in.read();
      } catch (SocketTimeoutException e) {
        return false;
      }
      if (read < 0) {
        return false;
      }
      head.write(read);
    }
    String length =
        head.toString(StandardCharsets.US_ASCII)
            .replaceAll("(?is).*\r\ncontent-length: *(\\d+)\r\n.*", "$1");
    return in.readNBytes(Integer.parseInt(length)).length > 0;
  }

  /** Ends connections like this from now on. */
  public void end(Ending how) {
    ending = how;
  }

  /** Returns how many requests were answered. */
  public int answered() {
    return answered.get();
  }

  /** Returns its address without a slash at the end. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Waits until no connection is open; not where that needs another request. */
  public void awaitClosed() throws Exception {
    if (ending != Ending.AS_NEXT_REQUEST_COMES) {
      Await.until("the connection is closed", Duration.ofSeconds(10), () -> !open);
    }
  }

  /** Listens on the same port again, after it was killed. */
  public void listenAgain() throws IOException {
    ServerSocket again = new ServerSocket();
    again.setReuseAddress(true);
    again.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10);
    server = again;
    serve();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
