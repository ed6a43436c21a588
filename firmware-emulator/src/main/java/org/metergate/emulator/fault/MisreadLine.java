// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.fault;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LineSettings.Parity;

/**
 * A line whose receiver has another framing or speed than the meter: delivers the bytes that a port
 * would deliver then. Bit by bit: a receiver waits for a falling edge, samples each bit in its
 * middle, delivers the byte whatever its parity and stop bits are, as serial ports do unless
 * configured to check, and waits for the next falling edge.
 */
public final class MisreadLine implements EmulatedMeter {
  private final EmulatedMeter meter;
  private LineSettings readAs;

  /**
   * Connects a meter to the line.
   *
   * @param meter sends with its own setting.
   * @param readAs the setting of the receiver; the same setting changes nothing.
   */
  public MisreadLine(EmulatedMeter meter, LineSettings readAs) {
    this.meter = meter;
    this.readAs = readAs;
  }

  /**
   * Sets the receiver.
   *
   * @param settings from the next burst on.
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
      byte[] bytes = read(burst.bytes(), meter.settings(), readAs);
      if (bytes.length > 0) {
        misread.add(new Burst(burst.startNanos(), bytes));
      }
    }
    return misread;
  }

  @Override
  public void receive(byte[] bytes, long nanos) {
    meter.receive(bytes, nanos);
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
   * @return what the receiver delivers.
   */
  static byte[] read(byte[] sent, LineSettings by, LineSettings as) {
    Wire wire = new Wire(sent, by);
    double bit = (double) by.baud() / as.baud(); // the receiver's bit in bits of the sender
    int parityBits = as.parity() == Parity.NONE ? 0 : 1;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    double start = wire.fallingEdge(0);
    while (start < wire.length()) {
      int value = 0;
      for (int i = 0; i < as.dataBits(); i++) {
        value |= wire.level(start + (1.5 + i) * bit) << i;
      }
      out.write(value);
      // half way through the first stop bit the receiver looks for the next start bit
      start = wire.fallingEdge(start + (as.dataBits() + parityBits + 1.5) * bit);
    }
    return out.toByteArray();
  }

  /** The levels on the wire, in bits of the sender: 1 is the idle level. */
  private static final class Wire {
    private final byte[] levels;
    private int length;

    Wire(byte[] sent, LineSettings by) {
      int parityBits = by.parity() == Parity.NONE ? 0 : 1;
      levels = new byte[sent.length * (1 + by.dataBits() + parityBits + by.stopBits())];
      for (byte value : sent) {
        add(0);
        for (int i = 0; i < by.dataBits(); i++) {
          add(value >> i & 1);
        }
        if (parityBits == 1) {
          add(parity(value & (1 << by.dataBits()) - 1, by.parity()));
        }
        for (int i = 0; i < by.stopBits(); i++) {
          add(1);
        }
      }
    }

    private void add(int level) {
      levels[length++] = (byte) level;
    }

    private static int parity(int value, Parity parity) {
      int odd = Integer.bitCount(value) & 1;
      return switch (parity) {
        case EVEN -> odd;
        case ODD -> 1 - odd;
        case MARK -> 1;
        case NONE, SPACE -> 0;
      };
    }

    int length() {
      return length;
    }

    int level(double at) {
      return at < 0 || at >= length ? 1 : levels[(int) at];
    }

    /** Finds the first change from 1 to 0 at or after a point; the length where there is none. */
    double fallingEdge(double from) {
      for (int i = (int) Math.ceil(from); i < length; i++) {
        if (levels[i] == 0 && level(i - 1) == 1) {
          return i;
        }
      }
      return length;
    }
  }
}
