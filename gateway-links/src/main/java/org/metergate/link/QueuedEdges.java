// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.metergate.spi.link.Edge;
import org.metergate.spi.link.EdgeGap;
import org.metergate.spi.link.EdgeLink;
import org.metergate.spi.link.LineClaim;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;

/**
 * Open lines whose edges arrive through a queue, in order for each line. "No edge" is only returned
 * when every edge from before the call would have arrived; that takes up to 50 ms.
 */
public final class QueuedEdges implements EdgeLink {
  private static final int MAX_QUEUED = 100_000;
  private static final long PROOF_STEP = TimeUnit.MILLISECONDS.toNanos(2);

  private final String port;
  private final List<EdgeFeeder> feeders = new ArrayList<>();
  private final List<LineClaim> claims = new ArrayList<>();
  private final List<EdgeGap> gaps = new ArrayList<>();
  private final BlockingQueue<Object> queue = new LinkedBlockingQueue<>(MAX_QUEUED);
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Creates the link without lines.
   *
   * @param port name of this link in findings.
   */
  public QueuedEdges(String port) {
    this.port = port;
  }

  /**
   * Keeps a claim until the link is closed.
   *
   * @param claim of one of its lines.
   */
  public void hold(LineClaim claim) {
    claims.add(claim);
  }

  /**
   * Returns the queue for feeders; each waits while it is full.
   *
   * @return takes {@link Edge} and, before the first edge after a gap, {@link EdgeGap}.
   */
  public BlockingQueue<Object> queue() {
    return queue;
  }

  /**
   * Adds the next line.
   *
   * @param feeder of this line, and perhaps of others.
   */
  public void add(EdgeFeeder feeder) {
    feeders.add(feeder);
  }

  @Override
  public int lines() {
    return feeders.size();
  }

  @Override
  public Optional<Edge> next(Duration maxWait) throws LinkLostException, InterruptedException {
    long asked = System.nanoTime();
    long wait = Nanoseconds.nanos(maxWait);
    while (true) {
      requireOpen();
      long left = wait - (System.nanoTime() - asked);
      Object item = queue.poll(Math.max(left, PROOF_STEP), TimeUnit.NANOSECONDS);
      if (item instanceof Edge edge) {
        return Optional.of(edge);
      }
      if (item instanceof EdgeGap gap) {
        gaps.add(gap);
      } else if (left <= PROOF_STEP
          && feeders.stream().allMatch(one -> one.readUntil(asked))
          && queue.isEmpty()) { // nothing arrived between poll and check
        return Optional.empty();
      }
    }
  }

  @Override
  public boolean level(int line) throws LinkLostException {
    requireOpen();
    try {
      return feeders.get(line).level(line);
    } catch (RuntimeException e) {
      throw new LinkLostException(LinkFindings.LINK_LOST.with("port", port), e);
    }
  }

  @Override
  public List<EdgeGap> takeGaps() {
    List<EdgeGap> taken = List.copyOf(gaps);
    gaps.clear();
    return taken;
  }

  private void requireOpen() throws LinkLostException {
    for (EdgeFeeder feeder : feeders) {
      if (feeder.failure() != null) {
        throw new LinkLostException(LinkFindings.LINK_LOST.with("port", port), feeder.failure());
      }
    }
    if (closed.get()) {
      throw new LinkLostException(LinkFindings.LINK_LOST.with("port", port), null);
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      feeders.forEach(EdgeFeeder::close);
      claims.forEach(LineClaim::close);
    }
  }
}
