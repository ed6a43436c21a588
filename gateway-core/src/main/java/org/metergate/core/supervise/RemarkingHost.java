// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.metergate.health.MeterChain;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LineClaim;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.link.OutputLine;

/**
 * The host of one link, which brings its remarks to the meters on it, each remark once for as long
 * as the link is read.
 */
final class RemarkingHost implements Host {
  private final Host host;
  private final List<MeterChain> chains;
  private final Set<Finding> remarked = new HashSet<>();

  /**
   * Prepares.
   *
   * @param host clock and lines.
   * @param chains of the meters on the link.
   */
  RemarkingHost(Host host, List<MeterChain> chains) {
    this.host = host;
    this.chains = chains;
  }

  @Override
  public void remark(Finding finding) {
    if (remarked.add(finding)) {
      chains.forEach(chain -> chain.find(finding));
    }
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
}
