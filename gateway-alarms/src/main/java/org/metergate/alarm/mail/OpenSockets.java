// SPDX-License-Identifier: Apache-2.0
package org.metergate.alarm.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;

/**
 * Makes sockets that can all be closed at once, which ends whatever waits for one of them. Any
 * thread.
 */
final class OpenSockets extends SocketFactory implements AutoCloseable {
  private final List<Socket> sockets = new ArrayList<>();
  private boolean closed;

  @Override
  public Socket createSocket() throws IOException {
    return keep(new Socket());
  }

  /** Keeps a socket that another factory made. */
  synchronized Socket keep(Socket socket) throws IOException {
    if (closed) {
      socket.close();
      throw new IOException("the time is over");
    }
    sockets.add(socket);
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return keep(new Socket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return keep(new Socket(host, port, local, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return keep(new Socket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return keep(new Socket(host, port, local, localPort));
  }

  /** Closes all of them, and those that are still to come. */
  @Override
  public synchronized void close() {
    closed = true;
    for (Socket socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        System.getLogger(OpenSockets.class.getName())
            .log(System.Logger.Level.DEBUG, "a socket did not close", e);
      }
    }
  }
}
