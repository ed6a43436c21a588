// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.link;

import java.time.Duration;
import org.metergate.emulator.fault.MisreadLine;
import org.metergate.recording.LinePump;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/**
 * A link with an emulated meter at its other end, at line speed on a given clock. With a setting
 * other than the meter's, it reads what a real port would read, and the meter hears what a real one
 * would hear.
 */
public final class EmulatedLink implements ByteLink {
  /** How often a waiting read checks whether the link was closed. */
  private static final long SLICE = Duration.ofMillis(100).toNanos();

  private final String port;
  private final MisreadLine line;
  private final LinePump pump;
  private final TimeSource time;
  private LineSettings settings;
  private volatile boolean closed;

  /**
   * Connects a meter.
   *
   * @param port the name of this link in findings.
   * @param meter created with the same clock.
   * @param settings of this end of the line.
   * @param time the clock.
   */
  public EmulatedLink(String port, EmulatedMeter meter, LineSettings settings, TimeSource time) {
    this.port = port;
    this.settings = settings;
    this.line = new MisreadLine(meter, settings);
    this.pump = new LinePump(line);
    this.time = time;
  }

  @Override
  public int read(byte[] into, Duration maxWait) throws LinkLostException, InterruptedException {
    if (into.length == 0) {
      throw new IllegalArgumentException("a read needs space for at least one byte");
    }
    long until = time.nanos() + maxWait.toNanos();
    while (true) {
      requireOpen();
      long now = time.nanos();
      int count = pump.take(now, into);
      if (count > 0 || now >= until) {
        return count;
      }
      long wait = Math.min(until, pump.nextNanos()) - now;
      time.pause(Duration.ofNanos(Math.max(1, Math.min(wait, SLICE))));
    }
  }

  @Override
  public void write(byte[] bytes) throws LinkLostException {
    requireOpen();
    line.receive(bytes.clone(), time.nanos() + bytes.length * settings.byteNanos());
  }

  @Override
  public boolean request(boolean on) throws LinkLostException {
    requireOpen();
    line.request(on, time.nanos());
    return true;
  }

  @Override
  public void reconfigure(LineSettings newSettings) throws LinkLostException {
    requireOpen();
    settings = newSettings;
    line.readAs(newSettings);
  }

  @Override
  public void discardInput() throws LinkLostException {
    requireOpen();
    pump.discard(time.nanos());
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
