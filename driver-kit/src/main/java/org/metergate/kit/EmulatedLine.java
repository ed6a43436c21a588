// SPDX-License-Identifier: Apache-2.0
package org.metergate.kit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.metergate.recording.LinePump;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/**
 * A line with one or many emulated meters, at their true speed on virtual time. Every meter
 * receives what the driver sends as soon as its last byte has arrived. A meter with other line
 * settings than the line does not receive it, and the driver receives garbage from that meter. A
 * meter can be cut off and reconnected. The link is lost at a given time. One thread.
 */
public final class EmulatedLine implements ByteLink {
  private static final long STEP = Duration.ofMillis(20).toNanos();

  private final TimeSource time;
  private final List<EmulatedMeter> meters;
  private final List<LinePump> pumps = new ArrayList<>();
  private final Set<Integer> silent = new HashSet<>();
  private final long end;
  private LineSettings settings;
  private byte[] sending = new byte[0];
  private long sent = Long.MAX_VALUE;
  private boolean closed;

  /**
   * Connects meters to a line.
   *
   * @param time the clock with which the meters were created.
   * @param settings the line settings with which it is opened.
   * @param meters at least one.
   * @param life time after which the link is lost, so that every session on it ends.
   */
  public EmulatedLine(
      TimeSource time, LineSettings settings, List<EmulatedMeter> meters, Duration life) {
    this.time = time;
    this.settings = settings;
    this.meters = List.copyOf(meters);
    this.end = time.nanos() + life.toNanos();
    meters.forEach(meter -> pumps.add(new LinePump(meter)));
  }

  /**
   * Cuts a meter off or reconnects it.
   *
   * @param meter its index.
   * @param off whether it neither receives nor sends anything from now on.
   */
  public void cutOff(int meter, boolean off) {
    if (off) {
      silent.add(meter);
    } else {
      silent.remove(meter);
    }
  }

  @Override
  public int read(byte[] into, Duration maxWait) throws LinkLostException, InterruptedException {
    long until = time.nanos() + maxWait.toNanos();
    while (true) {
      requireLink();
      deliver();
      int count = receive(into);
      long now = time.nanos();
      if (count > 0 || now - until >= 0) {
        return count;
      }
      time.pause(Duration.ofNanos(Math.max(1, Math.min(until, next()) - now)));
    }
  }

  /** Returns when something may happen next; polling often keeps the time of every meter right. */
  private long next() {
    long next = Math.min(sent, end);
    for (LinePump pump : pumps) {
      next = Math.min(next, pump.nextNanos());
    }
    return Math.max(next, time.nanos() + STEP / 10);
  }

  private int receive(byte[] into) {
    int count = 0;
    byte[] collected = new byte[into.length];
    for (int i = 0; i < pumps.size() && count < into.length; i++) {
      byte[] chunk = count == 0 ? into : new byte[into.length - count];
      int received = pumps.get(i).take(time.nanos(), chunk);
      if (silent.contains(i)) {
        continue;
      }
      boolean garbled = !meters.get(i).settings().equals(settings);
      for (int b = 0; b < received; b++) {
        collected[count++] = garbled ? garbage(chunk[b]) : chunk[b];
      }
    }
    System.arraycopy(collected, 0, into, 0, count);
    return count;
  }

  /** At the wrong speed bytes arrive, but not those that were sent. */
  private static byte garbage(byte sent) {
    return (byte) (0x80 | sent * 31);
  }

  @Override
  public void write(byte[] bytes) throws LinkLostException {
    requireLink();
    sending = TransmissionErrors.join(sending, bytes);
    sent = time.nanos() + sending.length * settings.byteNanos();
  }

  private void deliver() {
    if (time.nanos() - sent < 0) {
      return;
    }
    for (int i = 0; i < meters.size(); i++) {
      EmulatedMeter meter = meters.get(i);
      if (!silent.contains(i) && meter.settings().equals(settings)) {
        meter.receive(sending.clone(), sent);
      }
    }
    sending = new byte[0];
    sent = Long.MAX_VALUE;
  }

  @Override
  public boolean request(boolean on) throws LinkLostException {
    requireLink();
    meters.forEach(meter -> meter.request(on, time.nanos()));
    return true;
  }

  @Override
  public void reconfigure(LineSettings newSettings) throws LinkLostException {
    requireLink();
    deliver(); // bytes still on their way are lost, as on a real line
    sending = new byte[0];
    sent = Long.MAX_VALUE;
    settings = newSettings;
  }

  @Override
  public void discardInput() throws LinkLostException {
    requireLink();
    pumps.forEach(pump -> pump.discard(time.nanos()));
  }

  @Override
  public void close() {
    closed = true;
  }

  private void requireLink() throws LinkLostException {
    if (closed || time.nanos() - end >= 0) {
      throw new LinkLostException(LinkFindings.LINK_LOST.with("port", "line"), null);
    }
  }
}
