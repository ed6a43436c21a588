// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.metergate.spi.link.Edge;
import org.metergate.spi.link.EdgeGap;
import org.metergate.spi.link.EdgeLink;
import org.metergate.spi.link.LinkLostException;

/** A link of edges that notes when its driver calls. */
final class GuardedEdges implements EdgeLink {
  private final EdgeLink link;
  private final DriverWatchdog driverWatchdog;

  GuardedEdges(EdgeLink link, DriverWatchdog driverWatchdog) {
    this.link = link;
    this.driverWatchdog = driverWatchdog;
  }

  @Override
  public int lines() {
    return link.lines();
  }

  @Override
  public Optional<Edge> next(Duration maxWait) throws LinkLostException, InterruptedException {
    driverWatchdog.enter();
    try {
      return link.next(maxWait);
    } finally {
      driverWatchdog.leave();
    }
  }

  @Override
  public boolean level(int line) throws LinkLostException {
    return link.level(line);
  }

  @Override
  public boolean numbered() {
    return link.numbered();
  }

  @Override
  public List<EdgeGap> takeGaps() {
    return link.takeGaps();
  }

  @Override
  public void close() {
    link.close();
  }
}
