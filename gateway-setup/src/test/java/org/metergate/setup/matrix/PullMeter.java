// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.matrix;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.link.LineSettings;

/**
 * An electricity meter that is set up for a module with a GPK11: it answers who it is, and nothing
 * to requests for values.
 */
final class PullMeter implements EmulatedMeter {
  private static final int START = 0x80;
  private static final int STOP = 0x0D;
  private static final int COMMAND = 2;
  private static final int GET_SERIAL = 0x02;

  private final EmulatedMeter meter;
  private final ByteArrayOutputStream request = new ByteArrayOutputStream();

  PullMeter(EmulatedMeter meter) {
    this.meter = meter;
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
    return meter.poll(nanos);
  }

  /** Passes on what asks for the type and the serial number. */
  @Override
  public void receive(byte[] bytes, long nanos) {
    for (byte value : bytes) {
      if ((value & 0xFF) == START) {
        request.reset();
      }
      request.write(value);
      byte[] frame = request.toByteArray();
      if (value == STOP && frame.length > COMMAND && frame[COMMAND] <= GET_SERIAL) {
        meter.receive(frame, nanos);
      }
    }
  }

  @Override
  public void request(boolean on, long nanos) {
    meter.request(on, nanos);
  }
}
