// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import java.util.Set;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.ByteLinkProvider;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkUri;

/**
 * Opens connections to serial servers (ser2net with {@code accepter: tcp,PORT}, and the like):
 * {@code tcp:host:port} or {@code tcp:[IPv6]:port}. The line setting is the server's. A dead peer
 * is detected by {@link KeepAlive}; {@code idle=60s} also closes a connection that delivers no byte
 * for that long, for servers whose own serial side hangs. A port that is set to telnet is read as
 * well ({@link TelnetLink}).
 */
public final class TcpLinkProvider implements ByteLinkProvider {
  private static final Set<Integer> OPTIONS =
      Set.of(TelnetOptions.BINARY, TelnetOptions.SUPPRESS_GO_AHEAD);
  private final TcpConnector connector;

  /** Creates the provider: 10 s for each address of the host, {@link KeepAlive#STANDARD}. */
  public TcpLinkProvider() {
    this(TcpConnector.STANDARD);
  }

  /**
   * Creates a provider with other timeouts.
   *
   * @param connector makes the connections.
   */
  TcpLinkProvider(TcpConnector connector) {
    this.connector = connector;
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
    TelnetLink link =
        new TelnetLink(address, connector.connect(address, host), host, false, OPTIONS);
    return link.begun(link::awaitBeginning);
  }
}
