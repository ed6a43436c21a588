// SPDX-License-Identifier: Apache-2.0
package org.metergate.kit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.metergate.spi.link.Edge;
import org.metergate.spi.link.EdgeGap;
import org.metergate.spi.link.EdgeLink;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/**
 * Lines that follow a script: edges come at given times. The link is lost at a given time, or by
 * default ten seconds after the last edge, so that every session on it ends. One thread; runs on
 * virtual time.
 */
public final class ScriptedEdges implements EdgeLink {
  private static final long QUIET_END = Duration.ofSeconds(10).toNanos();

  private final TimeSource time;
  private final long start;
  private final boolean[] levels;
  private final List<Edge> script = new ArrayList<>();
  private final Deque<EdgeGap> gaps = new ArrayDeque<>();
  private final List<EdgeGap> due = new ArrayList<>();
  private int taken;
  private boolean sorted = true;
  private long lastEvent;
  private Long lost;
  private boolean closed;

  /**
   * Creates lines without a script: inactive for ten seconds, then lost.
   *
   * @param time the clock; time zero of the script is now.
   * @param lines number of lines, 1 or more.
   */
  public ScriptedEdges(TimeSource time, int lines) {
    this.time = time;
    this.start = time.nanos();
    this.lastEvent = start;
    this.levels = new boolean[lines];
  }

  /**
   * Sets the initial level of a line.
   *
   * @param line from 0.
   * @param level true for active.
   * @return these lines.
   */
  public ScriptedEdges begins(int line, boolean level) {
    levels[line] = level;
    return this;
  }

  /**
   * Adds an edge of the first line.
   *
   * @param when time since the lines were created.
   * @param level from then on.
   * @return these lines.
   */
  public ScriptedEdges at(Duration when, boolean level) {
    return at(new Edge(level, when.toNanos()));
  }

  /**
   * Adds an edge.
   *
   * @param edge its time counts from when the lines were created.
   * @return these lines.
   */
  public ScriptedEdges at(Edge edge) {
    Edge moved = new Edge(edge.line(), edge.level(), start + edge.nanos(), edge.sequence());
    sorted &= script.isEmpty() || script.get(script.size() - 1).nanos() <= moved.nanos();
    script.add(moved);
    lastEvent = Math.max(lastEvent, moved.nanos());
    return this;
  }

  /**
   * Adds a pulse of the first line.
   *
   * @param when start of the pulse, since the lines were created.
   * @param length how long it is active.
   * @return these lines.
   */
  public ScriptedEdges pulse(Duration when, Duration length) {
    return at(when, true).at(when.plus(length), false);
  }

  /**
   * Adds a period in which edges may have been lost; it is reported when it is over.
   *
   * @param gap its times count from when the lines were created.
   * @return these lines.
   */
  public ScriptedEdges gap(EdgeGap gap) {
    long from = start + gap.fromNanos();
    gaps.add(new EdgeGap(gap.line(), from, from + gap.nanos(), gap.level()));
    lastEvent = Math.max(lastEvent, start + gap.toNanos());
    return this;
  }

  /**
   * Sets when the lines are lost.
   *
   * @param when time since they were created.
   * @return these lines.
   */
  public ScriptedEdges lostAt(Duration when) {
    this.lost = start + when.toNanos();
    return this;
  }

  @Override
  public int lines() {
    return levels.length;
  }

  @Override
  public Optional<Edge> next(Duration maxWait) throws LinkLostException, InterruptedException {
    requireLink();
    sort();
    long now = time.nanos();
    long first = taken == script.size() ? Long.MAX_VALUE : script.get(taken).nanos();
    long gap = gaps.isEmpty() ? Long.MAX_VALUE : gaps.peek().toNanos();
    long until = Math.min(Math.min(now + maxWait.toNanos(), end()), Math.min(first, gap));
    time.pause(Duration.ofNanos(Math.max(0, until - now)));
    requireLink();
    while (!gaps.isEmpty() && gaps.peek().toNanos() <= time.nanos()) {
      due.add(gaps.remove());
    }
    if (first > time.nanos()) {
      return Optional.empty();
    }
    Edge edge = script.get(taken++);
    levels[edge.line()] = edge.level();
    return Optional.of(edge);
  }

  private void sort() {
    if (!sorted) {
      script.subList(taken, script.size()).sort(Comparator.comparingLong(Edge::nanos));
      sorted = true;
    }
  }

  @Override
  public boolean level(int line) throws LinkLostException {
    requireLink();
    return levels[line];
  }

  @Override
  public boolean numbered() {
    return script.stream().anyMatch(edge -> edge.sequence() != Edge.UNNUMBERED);
  }

  @Override
  public List<EdgeGap> takeGaps() {
    List<EdgeGap> noticed = List.copyOf(due);
    due.clear();
    return noticed;
  }

  @Override
  public void close() {
    closed = true;
  }

  private long end() {
    return lost != null ? lost : lastEvent + QUIET_END;
  }

  private void requireLink() throws LinkLostException {
    if (closed || time.nanos() >= end()) {
      throw new LinkLostException(LinkFindings.LINK_LOST.with("port", "script"), null);
    }
  }
}
