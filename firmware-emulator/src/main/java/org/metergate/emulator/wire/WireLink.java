// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.wire;

import java.time.Duration;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/**
 * A serial port at the near end of a {@link Wire}, as a program reads it. The stream has the marks
 * of its {@link Adapter}. Bytes that are written reach the meter bit by bit, and only if its
 * settings are those of this port. Whatever happened between two calls is made up for in the next
 * one. One thread.
 */
public final class WireLink implements ByteLink {
  private final String port;
  private final Wire wire;
  private final Adapter adapter;
  private final TimeSource time;
  private final Signal meter;
  private final Packets packets;
  private final Uart meterReceiver;
  private LineSettings settings;
  private Transmitter transmitter;
  private Signal line;
  private Uart receiver;
  private long done; // everything up to this time has happened
  private boolean closed;

  /**
   * Opens the port.
   *
   * @param port its name in findings.
   * @param wire what it is connected to; used by this link alone from now on.
   * @param adapter what reads the line.
   * @param settings speed and framing.
   * @param time the clock with which the meter was created.
   */
  public WireLink(String port, Wire wire, Adapter adapter, LineSettings settings, TimeSource time) {
    this.port = port;
    this.wire = wire;
    this.adapter = adapter;
    this.time = time;
    this.done = time.nanos();
    this.meter = new MeterSignal(wire);
    this.packets = new Packets(adapter);
    meter.advance(done - 1);
    this.meterReceiver =
        new Uart(
            wire.sentWith(), wire.errorPercent(), adapter.model(), true, done, this::heardByMeter);
    connect(settings);
  }

  /** A meter ignores what it received with an error. */
  private void heardByMeter(Received received) {
    if (received.damage() == Received.Damage.NONE) {
      wire.meter().receive(new byte[] {(byte) received.value()}, received.nanos());
    }
  }

  /** Switches sender and receiver of this port on. */
  private void connect(LineSettings now) {
    settings = now;
    transmitter = new Transmitter(now, 0);
    Signal both = wire.echo() ? Signals.joined(meter, transmitter) : meter;
    Signal seen = wire.inverted() ? Signals.inverted(both) : both;
    line = Signals.flipped(seen, wire.disturbance());
    receiver = new Uart(now, 0, adapter.model(), line.level(), done, this::received);
  }

  private void received(Received received) {
    if (adapter.marks() == Adapter.Marks.BREAKS_LOST) {
      if (received.damage() == Received.Damage.BREAK) {
        packets.discard();
        transmitter.abandon();
        return;
      }
      boolean checks = settings.parity() != LineSettings.Parity.NONE;
      if (checks && received.damage() != Received.Damage.NONE) {
        return;
      }
    }
    packets.add(received);
  }

  @Override
  public int read(byte[] into, Duration maxWait) throws LinkLostException, InterruptedException {
    if (into.length == 0) {
      throw new IllegalArgumentException("a read needs space for at least one byte");
    }
    long until = time.nanos() + maxWait.toNanos();
    while (true) {
      requireOpen();
      happen(time.nanos());
      if (packets.isReady() || time.nanos() >= until) {
        return packets.take(into);
      }
      long next = Math.min(until, nextReady(until));
      time.pause(Duration.ofNanos(Math.max(1, next - time.nanos())));
    }
  }

  /** Returns when to look again; what happens meanwhile is a pure function of time. */
  private long nextReady(long until) {
    long next = Math.min(nextEvent(), packets.nextNanos());
    return Math.min(next, until);
  }

  private long nextEvent() {
    long levels = Math.min(line.nextNanos(), transmitter.nextNanos());
    return Math.min(levels, Math.min(receiver.nextNanos(), meterReceiver.nextNanos()));
  }

  /** Lets everything happen up to a time, in the order of the times. */
  private void happen(long now) {
    while (true) {
      long next = Math.min(nextEvent(), packets.nextNanos());
      if (next > now) {
        done = now;
        return;
      }
      done = Math.max(done, next);
      line.advance(done);
      transmitter.advance(done);
      receiver.look(line.level(), done);
      meterReceiver.look(wire.deaf() || transmitter.level(), done);
      packets.advance(done);
    }
  }

  @Override
  public void write(byte[] bytes) throws LinkLostException {
    requireOpen();
    happen(time.nanos());
    transmitter.send(time.nanos(), bytes.clone());
  }

  @Override
  public boolean request(boolean on) throws LinkLostException {
    requireOpen();
    happen(time.nanos());
    if (!wire.deaf()) {
      wire.meter().request(on, time.nanos());
    }
    return true;
  }

  /** {@inheritDoc} What is on its way in either direction is lost. */
  @Override
  public void reconfigure(LineSettings now) throws LinkLostException {
    requireOpen();
    happen(time.nanos());
    connect(now);
  }

  @Override
  public void discardInput() throws LinkLostException {
    requireOpen();
    happen(time.nanos());
    packets.discard();
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
