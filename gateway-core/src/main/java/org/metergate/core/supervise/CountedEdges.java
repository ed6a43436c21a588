// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.metergate.health.MeterChain;
import org.metergate.spi.link.Edge;
import org.metergate.spi.link.EdgeGap;
import org.metergate.spi.link.EdgeLink;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/** A link that accounts for its edges and notices when none come for longer than is normal. */
final class CountedEdges implements EdgeLink {
  private final EdgeLink link;
  private final SilenceWatch silence;

  CountedEdges(EdgeLink link, List<MeterChain> chains, Duration normalSilence, TimeSource time) {
    this.link = link;
    this.silence = new SilenceWatch(chains, normalSilence, time);
  }

  @Override
  public int lines() {
    return link.lines();
  }

  @Override
  public Optional<Edge> next(Duration maxWait) throws LinkLostException, InterruptedException {
    Optional<Edge> edge = link.next(maxWait);
    if (edge.isPresent()) {
      silence.heard(1);
    } else {
      silence.nothing();
    }
    return edge;
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
