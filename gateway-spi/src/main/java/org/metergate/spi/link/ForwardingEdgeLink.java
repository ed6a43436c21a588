// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.link;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An edge link that passes every call on to another one; to extend, for links that add something to
 * a link. Keeps the thread rules of {@link EdgeLink}.
 */
public abstract class ForwardingEdgeLink implements EdgeLink {
  private final EdgeLink link;

  /**
   * Wraps a link.
   *
   * @param link is closed together with this one.
   */
  protected ForwardingEdgeLink(EdgeLink link) {
    this.link = Objects.requireNonNull(link);
  }

  @Override
  public int lines() {
    return link.lines();
  }

  @Override
  public Optional<Edge> next(Duration maxWait) throws LinkLostException, InterruptedException {
    return link.next(maxWait);
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
