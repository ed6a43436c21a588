// SPDX-License-Identifier: Apache-2.0
package org.metergate.recording;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/**
 * Plays the received bytes of a recording at their recorded times. Bytes written to it are ignored:
 * a recording answers as the meter did when it was made. After its last event the line stays silent
 * for {@link #QUIET_END}, so that a framer that still waits for the rest of a frame gets the
 * silence; then the link is lost with {@link LinkFindings#END_OF_INPUT}.
 */
public final class RecordingLink implements ByteLink {
  /** How long the line is silent after the last event, on the clock of the link. */
  public static final Duration QUIET_END = Duration.ofSeconds(10);

  /** A waiting read checks this often whether the link was closed. */
  private static final long SLICE = Duration.ofMillis(50).toNanos();

  private final String port;
  private final Events events;
  private final TimeSource time;
  private final double speed;
  private final long start;
  private volatile boolean closed;
  private RecordingEvent.Received next;
  private int taken;
  private long due;
  private boolean ended;

  /** A source of the events of a recording, in order; {@code reader::next} is one. */
  @FunctionalInterface
  public interface Events extends AutoCloseable {

    /**
     * Reads the next event.
     *
     * @return the event, or empty at the end.
     * @throws IOException when the recording cannot be read.
     * @throws MalformedException that names the line that is wrong.
     */
    Optional<RecordingEvent> next() throws IOException, MalformedException;

    /**
     * Closes the underlying file when the link is closed; does nothing if there is none.
     *
     * @throws IOException when that fails, which the link ignores.
     */
    @Override
    default void close() throws IOException {}
  }

  /**
   * Starts to play; second zero of the recording is now.
   *
   * @param port the name of this link in findings.
   * @param events the recording.
   * @param time the clock on which it waits.
   * @param speed 1 for the recorded pace, more for a faster one, 0 for no waiting at all; a framer
   *     then gets no silence between the telegrams.
   */
  public RecordingLink(String port, Events events, TimeSource time, double speed) {
    if (!(speed >= 0)) {
      throw new IllegalArgumentException("speed " + speed + " is not 0 or more");
    }
    this.port = port;
    this.events = events;
    this.time = time;
    this.speed = speed;
    this.start = time.nanos();
    this.due = start;
  }

  private RecordingLink(RecordingLink before) {
    this.port = before.port;
    this.events = before.events;
    this.time = before.time;
    this.speed = before.speed;
    this.start = before.start;
    this.next = before.next;
    this.taken = before.taken;
    this.due = before.due;
    this.ended = before.ended;
  }

  /**
   * Goes on where this link was closed: nothing is played twice, and what is due by now comes at
   * once. For events that {@link Events#close} leaves open.
   *
   * @return an open link in place of this one, which must no longer be used.
   */
  public RecordingLink continued() {
    return new RecordingLink(this);
  }

  @Override
  public int read(byte[] into, Duration maxWait) throws LinkLostException, InterruptedException {
    if (into.length == 0) {
      throw new IllegalArgumentException("a read needs space for at least one byte");
    }
    long until = time.nanos() + maxWait.toNanos();
    do {
      fetch();
      if (due - time.nanos() <= 0 && next != null) {
        return take(into);
      }
    } while (waited(until));
    return 0;
  }

  /**
   * Waits for the earliest of the next event, the end of the wait and the next check for a close.
   */
  private boolean waited(long until) throws InterruptedException, LinkLostException {
    long now = time.nanos();
    if (ended && now - due >= 0) {
      throw new LinkLostException(LinkFindings.END_OF_INPUT.with("port", port), null);
    }
    if (until - now <= 0) {
      return false;
    }
    time.pause(Duration.ofNanos(Math.min(SLICE, Math.min(until - now, Math.max(due - now, 1)))));
    return true;
  }

  private int take(byte[] into) {
    int count = Math.min(into.length, next.bytes().length - taken);
    System.arraycopy(next.bytes(), taken, into, 0, count);
    taken += count;
    if (taken == next.bytes().length) {
      next = null;
    }
    return count;
  }

  /** Advances to the next bytes, or to the end of a silence. */
  private void fetch() throws LinkLostException {
    requireOpen();
    while (next == null && !ended) {
      Optional<RecordingEvent> event = nextEvent();
      if (event.isEmpty()) {
        ended = true;
        due = Math.max(due, time.nanos()) + QUIET_END.toNanos();
        return;
      }
      due = speed == 0 ? time.nanos() : start + (long) (event.get().nanos() / speed);
      if (event.get() instanceof RecordingEvent.Received received) {
        next = received;
        taken = 0;
      }
    }
  }

  private Optional<RecordingEvent> nextEvent() throws LinkLostException {
    try {
      return events.next();
    } catch (MalformedException | IOException e) {
      requireOpen(); // closing the file during a read is not an error in the recording
      throw new LinkLostException(
          LinkFindings.BAD_RECORDING.with("port", port, "reason", e.getMessage()), e);
    }
  }

  private void requireOpen() throws LinkLostException {
    if (closed) {
      throw new LinkLostException(LinkFindings.LINK_LOST.with("port", port), null);
    }
  }

  @Override
  public void write(byte[] bytes) throws LinkLostException {
    requireOpen();
  }

  @Override
  public boolean request(boolean on) throws LinkLostException {
    requireOpen();
    return true;
  }

  @Override
  public void reconfigure(LineSettings settings) throws LinkLostException {
    requireOpen();
  }

  @Override
  public void discardInput() throws LinkLostException {
    fetch();
    while (next != null && due - time.nanos() <= 0) {
      next = null;
      fetch();
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
