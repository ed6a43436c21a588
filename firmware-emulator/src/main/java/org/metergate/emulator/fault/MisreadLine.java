// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.fault;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.metergate.emulator.wire.Received;
import org.metergate.emulator.wire.Received.Damage;
import org.metergate.emulator.wire.Transmitter;
import org.metergate.emulator.wire.Uart;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.link.LineSettings;

/**
 * A line whose port has another framing or speed than the meter: delivers the bytes that a port
 * would deliver then, and to the meter what it would receive. Bit by bit: a receiver waits for a
 * falling edge, samples each bit in its middle, delivers the byte whatever its parity and stop bits
 * are, as serial ports do unless configured to check, and waits for the next falling edge. A meter
 * does check, and ignores a byte with an error.
 */
public final class MisreadLine implements EmulatedMeter {
  private final EmulatedMeter meter;
  private LineSettings readAs;

  /**
   * Connects a meter to the line.
   *
   * @param meter sends with its own setting.
   * @param readAs the setting of the port; the same setting changes nothing.
   */
  public MisreadLine(EmulatedMeter meter, LineSettings readAs) {
    this.meter = meter;
    this.readAs = readAs;
  }

  /**
   * Sets the port.
   *
   * @param settings from the next burst on, in either direction.
   */
  public void readAs(LineSettings settings) {
    this.readAs = settings;
  }

  @Override
  public LineSettings settings() {
    return meter.settings();
  }

  @Override
  public long nextNanos() {
    return meter.nextNanos();
  }

  @Override
  public List<Burst> poll(long nanos) {
    List<Burst> bursts = meter.poll(nanos);
    if (bursts.isEmpty() || readAs.equals(meter.settings())) {
      return bursts;
    }
    List<Burst> misread = new ArrayList<>();
    for (Burst burst : bursts) {
      byte[] bytes = read(burst.bytes(), meter.settings(), readAs, received -> true);
      if (bytes.length > 0) {
        misread.add(new Burst(burst.startNanos(), bytes));
      }
    }
    return misread;
  }

  @Override
  public void receive(byte[] bytes, long nanos) {
    byte[] heard =
        readAs.equals(meter.settings())
            ? bytes
            : read(bytes, readAs, meter.settings(), one -> one.damage() == Damage.NONE);
    if (heard.length > 0) {
      meter.receive(heard, nanos);
    }
  }

  @Override
  public void request(boolean on, long nanos) {
    meter.request(on, nanos);
  }

  /**
   * Reads bytes with a setting other than the sender's.
   *
   * @param sent one burst.
   * @param by the setting of the sender.
   * @param as the setting of the receiver.
   * @param delivered which of the bytes that arrive the receiver delivers.
   * @return what the receiver delivers.
   */
  static byte[] read(byte[] sent, LineSettings by, LineSettings as, Predicate<Received> delivered) {
    Transmitter line = new Transmitter(by, 0);
    line.send(0, sent);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Consumer<Received> receiver =
        received -> {
          if (delivered.test(received)) {
            out.write(received.value());
          }
        };
    Uart uart = new Uart(as, 0, Uart.Model.WAITS, true, 0, receiver);
    long next = Math.min(line.nextNanos(), uart.nextNanos());
    while (next < Long.MAX_VALUE) {
      line.advance(next);
      uart.look(line.level(), next);
      next = Math.min(line.nextNanos(), uart.nextNanos());
    }
    return out.toByteArray();
  }
}
