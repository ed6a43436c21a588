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
 * A line with emulated meters on it, one or many, at their true speed on virtual time. Everybody
 * hears what the driver sends, when its last byte is there; who is set to another speed than the
 * line hears garbage, both ways. A meter can be cut off and come back. It is lost at a time given.
 * One thread.
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
   * Puts meters on a line.
   *
   * @param time the clock that the meters were made with.
   * @param settings how the line is opened.
   * @param meters at least one.
   * @param life after this time the link is lost, so that every session on it ends.
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
   * Cuts a meter off or lets it come back.
   *
   * @param meter its index.
   * @param off whether it neither hears nor is heard from now on.
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
      int count = hear(into);
      long now = time.nanos();
      if (count > 0 || now - until >= 0) {
        return count;
      }
      time.pause(Duration.ofNanos(Math.max(1, Math.min(until, next()) - now)));
    }
  }

  /** When something may happen next: looking often is what keeps every meter's time right. */
  private long next() {
    long next = Math.min(sent, end);
    for (LinePump pump : pumps) {
      next = Math.min(next, pump.nextNanos());
    }
    return Math.max(next, time.nanos() + STEP / 10);
  }

  private int hear(byte[] into) {
    int count = 0;
    byte[] own = new byte[into.length];
    for (int i = 0; i < pumps.size() && count < into.length; i++) {
      byte[] room = count == 0 ? into : new byte[into.length - count];
      int heard = pumps.get(i).take(time.nanos(), room);
      if (silent.contains(i)) {
        continue;
      }
      boolean garbled = !meters.get(i).settings().equals(settings);
      for (int b = 0; b < heard; b++) {
        own[count++] = garbled ? garbage(room[b]) : room[b];
      }
    }
    System.arraycopy(own, 0, into, 0, count);
    return count;
  }

  /** At the wrong speed something comes, but nothing that was sent. */
  private static byte garbage(byte sent) {
    return (byte) (0x80 | sent * 31);
  }

  @Override
  public void write(byte[] bytes) throws LinkLostException {
    requireLink();
    sending = Mishaps.join(sending, bytes);
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
    deliver(); // what is still on its way then is lost, as on a real line
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
