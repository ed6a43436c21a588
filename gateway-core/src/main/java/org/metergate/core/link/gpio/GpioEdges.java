// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.link.gpio;

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
 * The open input lines of one link. "No edge" is only said when the kernel's queues were empty at
 * the moment of the question; that takes up to 50 ms.
 */
final class GpioEdges implements EdgeLink {
  private static final int MOST_WAITING = 100_000;
  private static final long PROOF_STEP = TimeUnit.MILLISECONDS.toNanos(2);

  private final String port;
  private final List<LineReader> readers = new ArrayList<>();
  private final List<LineClaim> claims = new ArrayList<>();
  private final List<EdgeGap> gaps = new ArrayList<>();
  private final BlockingQueue<Object> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
  private final AtomicBoolean closed = new AtomicBoolean();

  GpioEdges(String port) {
    this.port = port;
  }

  /** Keeps a claim until the link is closed. */
  void hold(LineClaim claim) {
    claims.add(claim);
  }

  /** Adds the next line. */
  void add(EventSource source, boolean activeHigh, String name) {
    readers.add(new LineReader(readers.size(), source, activeHigh, waiting, "gpio-" + name));
  }

  @Override
  public int lines() {
    return readers.size();
  }

  @Override
  public Optional<Edge> next(Duration maxWait) throws LinkLostException, InterruptedException {
    long asked = System.nanoTime();
    long wait = Math.max(0, maxWait.toNanos());
    while (true) {
      requireOpen();
      long left = wait - (System.nanoTime() - asked);
      Object item = waiting.poll(Math.max(left, PROOF_STEP), TimeUnit.NANOSECONDS);
      if (item instanceof Edge edge) {
        return Optional.of(edge);
      }
      if (item instanceof EdgeGap gap) {
        gaps.add(gap);
      } else if (left <= PROOF_STEP && readers.stream().allMatch(one -> one.readUntil(asked))) {
        Object late = waiting.peek(); // it came between the look and the proof
        if (late == null) {
          return Optional.empty();
        }
      }
    }
  }

  @Override
  public boolean level(int line) throws LinkLostException {
    requireOpen();
    try {
      return readers.get(line).level();
    } catch (IllegalStateException | GpioTrouble e) {
      throw new LinkLostException(LinkFindings.LINK_LOST.with("port", port), e);
    }
  }

  @Override
  public List<EdgeGap> takeGaps() {
    List<EdgeGap> told = List.copyOf(gaps);
    gaps.clear();
    return told;
  }

  private void requireOpen() throws LinkLostException {
    for (LineReader reader : readers) {
      if (reader.failure() != null) {
        throw new LinkLostException(LinkFindings.LINK_LOST.with("port", port), reader.failure());
      }
    }
    if (closed.get()) {
      throw new LinkLostException(LinkFindings.LINK_LOST.with("port", port), null);
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      readers.forEach(LineReader::close);
      claims.forEach(LineClaim::close);
    }
  }
}
