// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import java.time.Duration;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.ByteLinkProvider;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkUri;

/**
 * Opens serial ports of servers that let them be set over the network (ser2net with {@code
 * accepter: telnet(rfc2217),tcp,PORT}, and the like): {@code rfc2217://host:port}. Speed and
 * framing are the driver's, and DTR and RTS are the request line as with {@link
 * SerialLinkProvider}, with the same parameters; {@code idle} is that of {@link TcpLinkProvider}.
 */
public final class Rfc2217LinkProvider implements ByteLinkProvider {
  private final TcpConnector connector;
  private final Duration answerLimit;

  /** Creates the provider: a server has 3 s for each answer. */
  public Rfc2217LinkProvider() {
    this(TcpConnector.STANDARD, Duration.ofSeconds(3));
  }

  /**
   * Creates a provider with other time limits.
   *
   * @param connector makes the connections.
   * @param answerLimit how long the server may take for an answer.
   */
  Rfc2217LinkProvider(TcpConnector connector, Duration answerLimit) {
    this.connector = connector;
    this.answerLimit = answerLimit;
  }

  @Override
  public String scheme() {
    return "rfc2217";
  }

  @Override
  public void check(LinkUri uri) throws LinkException {
    Rfc2217Address.parse(uri);
  }

  @Override
  public ByteLink open(LinkUri uri, LineSettings settings, Host host)
      throws LinkException, InterruptedException {
    Rfc2217Address address = Rfc2217Address.parse(uri);
    Rfc2217Link link =
        new Rfc2217Link(address, connector.connect(address.server(), host), host, answerLimit);
    return link.begun(() -> link.begin(address.settings(settings)));
  }
}
