// SPDX-License-Identifier: Apache-2.0
package org.metergate.alarm.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/** Makes encrypted sockets that can all be closed at once. Any thread. */
final class OpenTlsSockets extends SSLSocketFactory {
  private final SSLSocketFactory made;
  private final OpenSockets open;

  OpenTlsSockets(SSLSocketFactory made, OpenSockets open) {
    this.made = made;
    this.open = open;
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return made.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return made.getSupportedCipherSuites();
  }

  @Override
  public Socket createSocket() throws IOException {
    return open.keep(made.createSocket());
  }

  /** The socket below is kept already where it is one of ours. */
  @Override
  public Socket createSocket(Socket below, String host, int port, boolean autoClose)
      throws IOException {
    open.keep(below);
    return made.createSocket(below, host, port, autoClose);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return open.keep(made.createSocket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return open.keep(made.createSocket(host, port, local, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return open.keep(made.createSocket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return open.keep(made.createSocket(host, port, local, localPort));
  }
}
