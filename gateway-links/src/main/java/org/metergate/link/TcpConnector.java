// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkFindings;

/**
 * Connects to a serial server.
 *
 * @param connectTimeout for each address of the host.
 * @param keepAlive of every connection.
 */
record TcpConnector(Duration connectTimeout, KeepAlive keepAlive) {
  /** 10 s for each address of the host, {@link KeepAlive#STANDARD}. */
  static final TcpConnector STANDARD = new TcpConnector(Duration.ofSeconds(10), KeepAlive.STANDARD);

  /**
   * Connects to the first address of the host that answers.
   *
   * @param address of the server.
   * @param host whose clock measures idle times.
   * @return the connection.
   * @throws LinkException with UNREACHABLE and the reason.
   * @throws InterruptedException when the caller is asked to stop.
   */
  TcpLink connect(TcpAddress address, Host host) throws LinkException, InterruptedException {
    IOException last = null;
    try {
      for (InetAddress one : InetAddress.getAllByName(address.host())) {
        try {
          return connect(new InetSocketAddress(one, address.port()), address, host);
        } catch (IOException e) {
          last = e;
        }
      }
    } catch (UnknownHostException e) {
      last = e;
    }
    throw new LinkException(
        LinkFindings.UNREACHABLE.with("port", address, "reason", reason(last)), last);
  }

  private TcpLink connect(InetSocketAddress target, TcpAddress address, Host host)
      throws IOException, InterruptedException {
    SocketChannel channel = SocketChannel.open();
    Selector selector = null;
    boolean connected = false;
    try {
      selector = Selector.open();
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      keepAlive.apply(channel);
      SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
      long start = System.nanoTime();
      channel.connect(target);
      while (!channel.finishConnect()) {
        long left = connectTimeout.toNanos() - (System.nanoTime() - start);
        if (left <= 0) {
          throw new SocketTimeoutException("no answer");
        }
        selector.select(Math.max(1, left / 1_000_000));
        selector.selectedKeys().clear();
        if (Thread.interrupted()) {
          throw new InterruptedException("asked to stop while connecting to " + address);
        }
      }
      key.interestOps(SelectionKey.OP_READ);
      connected = true;
      return new TcpLink(address, channel, selector, host);
    } finally {
      if (!connected) {
        TcpLink.close(channel, selector);
      }
    }
  }

  private String reason(IOException e) {
    if (e != null && OpenFileLimit.causes(e)
        || e instanceof UnknownHostException && OpenFileLimit.isReached()) {
      return OpenFileLimit.SENTENCE;
    }
    if (e instanceof UnknownHostException) {
      return "The host name cannot be resolved.";
    }
    if (e instanceof SocketTimeoutException) {
      return "There was no answer within " + connectTimeout.toSeconds() + " s.";
    }
    String text = e == null || e.getMessage() == null ? "" : e.getMessage();
    if (e instanceof ConnectException && text.contains("refused")) {
      return "The host answers, but nothing listens on this port.";
    }
    if (e instanceof NoRouteToHostException || text.contains("unreachable")) {
      return "There is no network route to this host.";
    }
    return "The connection failed: " + text + ".";
  }
}
