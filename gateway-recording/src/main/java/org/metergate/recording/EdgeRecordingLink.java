// SPDX-License-Identifier: Apache-2.0
package org.metergate.recording;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.link.Edge;
import org.metergate.spi.link.EdgeLink;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/**
 * Plays the edges of a recording at their recorded times. An edge at second zero sets the initial
 * level of a line, which is otherwise inactive. After the last event the lines rest for {@link
 * RecordingLink#QUIET_END}; then the link is lost with {@link LinkFindings#END_OF_INPUT}.
 */
public final class EdgeRecordingLink implements EdgeLink {
  /** A wait checks this often whether the link was closed. */
  private static final long SLICE = Duration.ofMillis(50).toNanos();

  private final String port;
  private final int lines;
  private final RecordingLink.Events events;
  private final TimeSource time;
  private final double speed;
  private final long start;
  private final boolean[] levels;
  private volatile boolean closed;
  private RecordingEvent.Edge next;
  private long due;
  private boolean ended;

  /**
   * Starts to play; second zero of the recording is now.
   *
   * @param port the name of this link in findings.
   * @param lines how many lines it has; an edge of a higher line is an error in the recording.
   * @param events the recording.
   * @param time the clock on which it waits.
   * @param speed 1 for the recorded pace, more for a faster one; 0 elsewhere means not to wait, but
   *     here it means 1: the intervals are what is measured, and only virtual time makes them pass
   *     without waiting.
   */
  public EdgeRecordingLink(
      String port, int lines, RecordingLink.Events events, TimeSource time, double speed) {
    if (!(speed >= 0) || lines < 1) {
      throw new IllegalArgumentException("speed " + speed + ", lines " + lines);
    }
    this.port = port;
    this.lines = lines;
    this.events = events;
    this.time = time;
    this.speed = speed == 0 ? 1 : speed;
    this.start = time.nanos();
    this.due = start;
    this.levels = new boolean[lines];
  }

  private EdgeRecordingLink(EdgeRecordingLink before) {
    this.port = before.port;
    this.lines = before.lines;
    this.events = before.events;
    this.time = before.time;
    this.speed = before.speed;
    this.start = before.start;
    this.levels = before.levels;
    this.next = before.next;
    this.due = before.due;
    this.ended = before.ended;
  }

  /**
   * Goes on where this link was closed: nothing is played twice, and what is due by now comes at
   * once. For events that {@link RecordingLink.Events#close} leaves open.
   *
   * @return an open link in place of this one, which must no longer be used.
   */
  public EdgeRecordingLink continued() {
    return new EdgeRecordingLink(this);
  }

  @Override
  public int lines() {
    return lines;
  }

  @Override
  public Optional<Edge> next(Duration maxWait) throws LinkLostException, InterruptedException {
    long until = time.nanos() + maxWait.toNanos();
    while (true) {
      fetch();
      long now = time.nanos();
      if (next != null && due - now <= 0) {
        return Optional.of(take());
      }
      if (ended && now - due >= 0) {
        throw new LinkLostException(LinkFindings.END_OF_INPUT.with("port", port), null);
      }
      if (until - now <= 0) {
        return Optional.empty();
      }
      time.pause(Duration.ofNanos(Math.min(SLICE, Math.min(until - now, Math.max(due - now, 1)))));
    }
  }

  private Edge take() {
    Edge edge = new Edge(next.line(), next.level(), due, Edge.UNNUMBERED);
    levels[next.line()] = next.level();
    next = null;
    return edge;
  }

  private void fetch() throws LinkLostException {
    requireOpen();
    while (next == null && !ended) {
      Optional<RecordingEvent> event = nextEvent();
      if (event.isEmpty()) {
        ended = true;
        due = Math.max(due, time.nanos()) + RecordingLink.QUIET_END.toNanos();
        return;
      }
      due = start + (long) (event.get().nanos() / speed);
      if (event.get() instanceof RecordingEvent.Edge edge) {
        accept(edge);
      }
    }
  }

  private void accept(RecordingEvent.Edge edge) throws LinkLostException {
    if (edge.line() >= lines) {
      throw bad("it has an edge of line " + (edge.line() + 1) + ", the meter has " + lines, null);
    }
    if (edge.nanos() == 0) {
      levels[edge.line()] = edge.level();
    } else {
      next = edge;
    }
  }

  private Optional<RecordingEvent> nextEvent() throws LinkLostException {
    try {
      return events.next();
    } catch (MalformedException | IOException e) {
      requireOpen(); // closing the file during a read is not an error in the recording
      throw bad(e.getMessage(), e);
    }
  }

  private LinkLostException bad(String reason, Exception cause) {
    return new LinkLostException(
        LinkFindings.BAD_RECORDING.with("port", port, "reason", reason), cause);
  }

  @Override
  public boolean level(int line) throws LinkLostException {
    fetch();
    return levels[line];
  }

  private void requireOpen() throws LinkLostException {
    if (closed) {
      throw new LinkLostException(LinkFindings.LINK_LOST.with("port", port), null);
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      events.close();
    } catch (IOException e) {
      // nothing was written, so nothing is lost
    }
  }
}
