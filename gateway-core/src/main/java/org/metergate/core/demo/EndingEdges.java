// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.demo;

import java.time.Duration;
import java.util.Optional;
import org.metergate.spi.link.Edge;
import org.metergate.spi.link.EdgeLink;
import org.metergate.spi.link.ForwardingEdgeLink;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.time.VirtualTime;

/** A link of edges that ends at a time. One thread. */
final class EndingEdges extends ForwardingEdgeLink {
  private final VirtualTime time;
  private final long end;

  /**
   * Wraps an open link.
   *
   * @param link with emulated outputs on the same clock.
   * @param time stands at the beginning.
   * @param length after which the link is lost.
   */
  EndingEdges(EdgeLink link, VirtualTime time, Duration length) {
    super(link);
    this.time = time;
    this.end = time.nanos() + length.toNanos();
  }

  @Override
  public Optional<Edge> next(Duration maxWait) throws LinkLostException, InterruptedException {
    if (time.nanos() >= end) {
      throw new LinkLostException(LinkFindings.END_OF_INPUT.with("port", "emulator"), null);
    }
    return super.next(Duration.ofNanos(Math.min(maxWait.toNanos(), end - time.nanos())));
  }
}
