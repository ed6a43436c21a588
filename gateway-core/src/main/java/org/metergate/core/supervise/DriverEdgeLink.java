// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.time.Duration;
import java.util.Optional;
import org.metergate.spi.link.Edge;
import org.metergate.spi.link.EdgeLink;
import org.metergate.spi.link.ForwardingEdgeLink;
import org.metergate.spi.link.LinkLostException;

/**
 * An open link of edges as passed to its driver: the edges are counted, a silence that is too long
 * is reported, and the watchdog knows when the driver calls.
 */
final class DriverEdgeLink extends ForwardingEdgeLink {
  private final EdgeLink link;
  private final SilenceWatch silence;
  private final DriverWatchdog watchdog;
  private final FloodLimiter floodLimiter;
  private final Runnable idle;

  /**
   * Wraps an open link.
   *
   * @param link the open link.
   * @param silence counts the edges and notices silence.
   * @param watchdog is notified of each wait for an edge.
   * @param floodLimiter is notified of the edges.
   * @param idle runs after each wait in which no edge came.
   */
  DriverEdgeLink(
      EdgeLink link,
      SilenceWatch silence,
      DriverWatchdog watchdog,
      FloodLimiter floodLimiter,
      Runnable idle) {
    super(link);
    this.link = link;
    this.silence = silence;
    this.watchdog = watchdog;
    this.floodLimiter = floodLimiter;
    this.idle = idle;
  }

  @Override
  public Optional<Edge> next(Duration maxWait) throws LinkLostException, InterruptedException {
    watchdog.leaveDriver(maxWait);
    try {
      Optional<Edge> edge = link.next(maxWait);
      if (edge.isPresent()) {
        silence.received(1);
        floodLimiter.received(1);
      } else {
        silence.idle();
        idle.run();
      }
      return edge;
    } finally {
      watchdog.enterDriver();
    }
  }
}
