// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.time.Duration;
import java.time.Instant;
import org.metergate.core.plugin.LinkCapability;
import org.metergate.core.plugin.Plugins;
import org.metergate.link.LineRegister;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LineClaim;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkProvider;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.link.OutputLine;
import org.metergate.spi.option.NearestName;
import org.metergate.time.SystemTime;

/** The host for links: the machine's clocks, and its lines with their holders. */
class SystemHost implements Host {
  private final SystemTime time = new SystemTime();
  private final LineRegister lines = new LineRegister();
  private volatile Plugins plugins;

  SystemHost(Plugins plugins) {
    this.plugins = plugins;
  }

  /** Replaces the plug-ins among which links are found. */
  void usePlugins(Plugins newer) {
    plugins = newer;
  }

  @Override
  public long nanos() {
    return time.nanos();
  }

  @Override
  public Instant now() {
    return time.now();
  }

  @Override
  public void pause(Duration duration) throws InterruptedException {
    time.pause(duration);
  }

  @Override
  public OutputLine output(LinkUri uri, String holder) throws LinkException {
    Plugins plugins = this.plugins;
    LinkProvider provider =
        plugins
            .link(uri.scheme())
            .orElseThrow(
                () -> {
                  String reason =
                      NearestName.unknown("kind of link", uri.scheme(), plugins.linkSchemes());
                  return new LinkException(
                      LinkFindings.BAD_LINK.with("port", uri.toString(), "reason", reason), null);
                });
    return LinkCapability.output(provider, uri).openOutput(uri, holder, this);
  }

  @Override
  public LineClaim claim(String line, String holder) throws LinkException {
    return lines.claim(line, holder);
  }
}
