// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.util.List;
import org.metergate.core.plugin.LinkCapability;
import org.metergate.health.MeterChain;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.driver.EdgeDriver;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.ByteLinkProvider;
import org.metergate.spi.link.EdgeLink;
import org.metergate.spi.link.EdgeLinkProvider;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkLostException;

/** Opens a link and lets its driver read it until it is lost. On the thread of the link. */
final class LinkReader {
  private final LinkSpec link;
  private final Host host;
  private final List<MeterChain> chains;
  private final DriverRunner driverRunner;
  private final Runnable idle;

  /**
   * Whether the last opening was lost before it brought a byte. The next one does not end that
   * fault by being opened, so that it is reported once and not at each attempt.
   */
  private boolean closesAtOnce;

  /**
   * Prepares; nothing is opened yet.
   *
   * @param link what is opened.
   * @param host the clock of the link.
   * @param driverRunner runs the driver's code.
   * @param idle runs while neither bytes nor edges arrive.
   */
  LinkReader(LinkSpec link, Host host, DriverRunner driverRunner, Runnable idle) {
    this.link = link;
    this.chains = List.copyOf(link.chains().values());
    this.host = new RemarkingHost(host, chains);
    this.driverRunner = driverRunner;
    this.idle = idle;
  }

  /** Opens the link and reads; the driver's errors and the loss of the link pass through. */
  void read(GatewaySession session) throws LinkException, LinkLostException, InterruptedException {
    MeterDriver driver = driverRunner.driver();
    if (driver instanceof EdgeDriver edges) {
      readEdges(edges, session);
    } else if (driver instanceof ByteDriver bytes) {
      readBytes(bytes, session);
    }
  }

  private void readBytes(ByteDriver driver, GatewaySession session)
      throws LinkException, LinkLostException, InterruptedException {
    ByteLinkProvider provider = LinkCapability.bytes(link.provider(), link.uri());
    driverRunner.driverWatchdog().answer();
    try (ByteLink open = provider.open(link.uri(), driver.settings(), host)) {
      boolean doubtful = closesAtOnce;
      closesAtOnce = true;
      if (!doubtful) {
        passPort();
      }
      ByteLink proven =
          new ProvenLink(
              open,
              host,
              () -> {
                closesAtOnce = false;
                if (doubtful) {
                  passPort();
                }
              });
      ByteLink watched =
          new DriverByteLink(
              proven,
              new SilenceWatch(chains, driver.normalSilence(), host),
              driverRunner.driverWatchdog(),
              driverRunner.floodLimiter(),
              new RawTap(link.raw()),
              idle);
      driverRunner.run(open, session, () -> driver.session(watched, session));
    }
  }

  private void passPort() {
    chains.forEach(chain -> chain.passed(Stage.PORT, 1));
  }

  private void readEdges(EdgeDriver driver, GatewaySession session)
      throws LinkException, LinkLostException, InterruptedException {
    EdgeLinkProvider provider = LinkCapability.edges(link.provider(), link.uri());
    driverRunner.driverWatchdog().answer();
    try (EdgeLink open = provider.openEdges(link.uri(), host)) {
      passPort();
      EdgeLink watched =
          new DriverEdgeLink(
              open,
              new SilenceWatch(chains, driver.normalSilence(), host),
              driverRunner.driverWatchdog(),
              driverRunner.floodLimiter(),
              idle);
      driverRunner.run(open, session, () -> driver.session(watched, session));
    }
  }
}
