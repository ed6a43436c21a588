// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.link;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.metergate.spi.emulator.EmulatedLines;
import org.metergate.spi.link.Edge;
import org.metergate.spi.link.EdgeLink;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/** A link with the pulse outputs of an emulated meter at its other end, on a given clock. */
public final class EmulatedEdges implements EdgeLink {
  /** How often a wait checks whether the link was closed. */
  private static final long SLICE = Duration.ofMillis(100).toNanos();

  private final String port;
  private final EmulatedLines lines;
  private final TimeSource time;
  private final Deque<Edge> waiting = new ArrayDeque<>();
  private volatile boolean closed;

  /**
   * Connects the outputs.
   *
   * @param port the name of this link in findings.
   * @param lines created with the same clock.
   * @param time the clock.
   */
  public EmulatedEdges(String port, EmulatedLines lines, TimeSource time) {
    this.port = port;
    this.lines = lines;
    this.time = time;
  }

  @Override
  public int lines() {
    return lines.lines();
  }

  @Override
  public Optional<Edge> next(Duration maxWait) throws LinkLostException, InterruptedException {
    long until = time.nanos() + maxWait.toNanos();
    while (true) {
      requireOpen();
      long now = time.nanos();
      waiting.addAll(lines.poll(now));
      Edge edge = waiting.poll();
      if (edge != null || until - now <= 0) {
        return Optional.ofNullable(edge);
      }
      long wait = Math.min(until, lines.nextNanos()) - now;
      time.pause(Duration.ofNanos(Math.max(1, Math.min(wait, SLICE))));
    }
  }

  @Override
  public boolean level(int line) throws LinkLostException {
    requireOpen();
    waiting.addAll(lines.poll(time.nanos()));
    return lines.level(line);
  }

  @Override
  public void close() {
    closed = true;
  }

  private void requireOpen() throws LinkLostException {
    if (closed) {
      throw new LinkLostException(LinkFindings.LINK_LOST.with("port", port), null);
    }
  }
}
