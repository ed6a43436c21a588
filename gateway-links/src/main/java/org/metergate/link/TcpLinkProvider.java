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
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.ByteLinkProvider;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkUri;

/**
 * Opens connections to serial servers (ser2net with {@code accepter: tcp,PORT}, and the like):
 * {@code tcp:host:port} or {@code tcp:[IPv6]:port}. The line setting is the server's. A dead peer
 * is detected by {@link KeepAlive}; {@code idle=60s} also closes a connection that delivers no byte
 * for that long, for servers whose own serial side hangs.
 */
public final class TcpLinkProvider implements ByteLinkProvider {
  private final Duration connectTimeout;
  private final KeepAlive keepAlive;

  /** Creates the provider: 10 s for each address of the host, {@link KeepAlive#STANDARD}. */
  public TcpLinkProvider() {
    this(Duration.ofSeconds(10), KeepAlive.STANDARD);
  }

  /**
   * Creates a provider with other timeouts.
   *
   * @param connectTimeout for each address of the host.
   * @param keepAlive of every connection.
   */
  TcpLinkProvider(Duration connectTimeout, KeepAlive keepAlive) {
    this.connectTimeout = connectTimeout;
    this.keepAlive = keepAlive;
  }

  @Override
  public String scheme() {
    return "tcp";
  }

  @Override
  public void check(LinkUri uri) throws LinkException {
    TcpAddress.parse(uri);
  }

  @Override
  public ByteLink open(LinkUri uri, LineSettings settings, Host host)
      throws LinkException, InterruptedException {
    TcpAddress address = TcpAddress.parse(uri);
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
