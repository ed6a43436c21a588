// SPDX-License-Identifier: Apache-2.0
package org.metergate.example.iec62056.emulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.link.LineSettings;

/** A meter of mode D: every ten seconds it sends its readout at 2400 baud without being asked. */
final class PushingMeter implements EmulatedMeter {
  private static final LineSettings LINE = new LineSettings(2400, 7, LineSettings.Parity.EVEN, 1);
  private static final long INTERVAL = Duration.ofSeconds(10).toNanos();

  private final Register register;
  private long next;

  PushingMeter(Register register) {
    this.register = register;
    this.next = register.begin() + Duration.ofSeconds(1).toNanos();
  }

  @Override
  public LineSettings settings() {
    return LINE;
  }

  @Override
  public long nextNanos() {
    return next;
  }

  @Override
  public List<Burst> poll(long nanos) {
    if (nanos < next) {
      return List.of();
    }
    String text = "/MGT3EXAMPLE-D\r\n\r\n" + register.readout(next);
    Burst burst = new Burst(next, text.getBytes(StandardCharsets.US_ASCII));
    next += INTERVAL * (1 + (nanos - next) / INTERVAL);
    return List.of(burst);
  }

  @Override
  public void receive(byte[] bytes, long nanos) {
    // it ignores all input
  }

  @Override
  public void request(boolean on, long nanos) {
    // an optical port has no such line
  }
}
