// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LineClaim;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.link.OutputLine;

/**
 * The host for a link that is probed: what the link remarks, as on a server in telnet mode, is
 * said.
 */
final class RemarkingHost implements Host {
  private final Installation installation;
  private final SystemHost host;
  private final PrintWriter err;

  RemarkingHost(Installation installation, PrintWriter err) {
    this.installation = installation;
    this.host = new SystemHost(installation.plugins());
    this.err = err;
  }

  @Override
  public long nanos() {
    return host.nanos();
  }

  @Override
  public Instant now() {
    return host.now();
  }

  @Override
  public void pause(Duration duration) throws InterruptedException {
    host.pause(duration);
  }

  @Override
  public OutputLine output(LinkUri uri, String holder) throws LinkException {
    return host.output(uri, holder);
  }

  @Override
  public LineClaim claim(String line, String holder) throws LinkException {
    return host.claim(line, holder);
  }

  @Override
  public void remark(Finding finding) {
    err.println("metergate: " + installation.sentence(finding));
  }
}
