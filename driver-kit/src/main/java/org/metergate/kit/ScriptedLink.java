// SPDX-License-Identifier: Apache-2.0
package org.metergate.kit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/**
 * A link that follows a script: bytes come at given times, writes are recorded and may be answered.
 * It is lost at a given time, or by default ten seconds after the last bytes, so that every session
 * on it ends. One thread; runs on virtual time.
 */
public final class ScriptedLink implements ByteLink {
  private static final long QUIET_END = Duration.ofSeconds(10).toNanos();

  private final TimeSource time;
  private final long start;
  private final List<Arrival> arrivals = new ArrayList<>();
  private final List<byte[]> written = new ArrayList<>();
  private final List<Boolean> requests = new ArrayList<>();
  private final List<LineSettings> settings = new ArrayList<>();
  private Function<byte[], byte[]> answer = sent -> new byte[0];
  private long answerAfter;
  private long lastEvent;
  private Long lost;
  private boolean closed;

  private record Arrival(long nanos, byte[] bytes) {}

  /**
   * Creates a link without a script: silent for ten seconds, then lost.
   *
   * @param time the clock; time zero of the script is now.
   */
  public ScriptedLink(TimeSource time) {
    this.time = time;
    this.start = time.nanos();
    this.lastEvent = start;
  }

  /**
   * Adds bytes to the script.
   *
   * @param when the time at which they arrive, since the link was created.
   * @param bytes one chunk; the driver may read it in pieces.
   * @return this link.
   */
  public ScriptedLink at(Duration when, byte[] bytes) {
    arrive(start + when.toNanos(), bytes);
    return this;
  }

  /**
   * Sets what answers a write.
   *
   * @param delay from the write to the answer.
   * @param answers returns the answer to the bytes written; an empty array for no answer.
   * @return this link.
   */
  public ScriptedLink answering(Duration delay, Function<byte[], byte[]> answers) {
    this.answer = answers;
    this.answerAfter = delay.toNanos();
    return this;
  }

  /**
   * Sets when the link is lost.
   *
   * @param when time since the link was created.
   * @return this link.
   */
  public ScriptedLink lostAt(Duration when) {
    this.lost = start + when.toNanos();
    return this;
  }

  @Override
  public int read(byte[] into, Duration maxWait) throws LinkLostException, InterruptedException {
    requireLink();
    long now = time.nanos();
    long first = arrivals.isEmpty() ? Long.MAX_VALUE : arrivals.get(0).nanos;
    long until = Math.min(now + maxWait.toNanos(), Math.min(first, end()));
    time.pause(Duration.ofNanos(Math.max(0, until - now)));
    requireLink();
    return first <= time.nanos() ? take(into) : 0;
  }

  private int take(byte[] into) {
    Arrival arrival = arrivals.remove(0);
    int count = Math.min(into.length, arrival.bytes.length);
    System.arraycopy(arrival.bytes, 0, into, 0, count);
    if (count < arrival.bytes.length) {
      byte[] rest = java.util.Arrays.copyOfRange(arrival.bytes, count, arrival.bytes.length);
      arrivals.add(0, new Arrival(arrival.nanos, rest));
    }
    return count;
  }

  @Override
  public void write(byte[] bytes) throws LinkLostException {
    requireLink();
    written.add(bytes.clone());
    lastEvent = Math.max(lastEvent, time.nanos());
    arrive(time.nanos() + answerAfter, answer.apply(bytes.clone()));
  }

  @Override
  public boolean request(boolean on) throws LinkLostException {
    requireLink();
    requests.add(on);
    return true;
  }

  @Override
  public void reconfigure(LineSettings newSettings) throws LinkLostException {
    requireLink();
    settings.add(newSettings);
  }

  @Override
  public void discardInput() throws LinkLostException {
    requireLink();
    arrivals.removeIf(arrival -> arrival.nanos <= time.nanos());
  }

  @Override
  public void close() {
    closed = true;
  }

  /**
   * Returns what the driver wrote.
   *
   * @return one array for each write, in order.
   */
  public List<byte[]> written() {
    return written;
  }

  /**
   * Returns the states to which the driver set the request line.
   *
   * @return one entry for each call, in order.
   */
  public List<Boolean> requests() {
    return requests;
  }

  /**
   * Returns the line settings that the driver applied.
   *
   * @return one entry for each call, in order.
   */
  public List<LineSettings> settings() {
    return settings;
  }

  private void arrive(long nanos, byte[] bytes) {
    if (bytes.length > 0) {
      arrivals.add(new Arrival(nanos, bytes.clone()));
      arrivals.sort(
          Comparator.comparingLong(Arrival::nanos)); // stable: equal times keep their order
      lastEvent = Math.max(lastEvent, nanos);
    }
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
