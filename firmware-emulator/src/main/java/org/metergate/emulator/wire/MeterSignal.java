// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.wire;

import org.metergate.spi.emulator.EmulatedMeter;

/** The levels of an emulated meter's data output. */
final class MeterSignal implements Signal {
  private final EmulatedMeter meter;
  private final Transmitter transmitter;

  MeterSignal(Wire wire) {
    this.meter = wire.meter();
    this.transmitter = new Transmitter(wire.sentWith(), wire.errorPercent());
  }

  @Override
  public boolean level() {
    return transmitter.level();
  }

  @Override
  public long nextNanos() {
    return Math.min(transmitter.nextNanos(), meter.nextNanos());
  }

  @Override
  public void advance(long nanos) {
    for (EmulatedMeter.Burst burst : meter.poll(nanos)) {
      transmitter.send(burst.startNanos(), burst.bytes());
    }
    transmitter.advance(nanos);
  }
}
