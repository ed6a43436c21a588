// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.led;

import org.metergate.health.ActiveFinding;
import org.metergate.health.GatewayHealth;
import org.metergate.health.MeterHealth;
import org.metergate.health.OutputHealth;
import org.metergate.spi.finding.Stage;

/**
 * The blink code of the fault lamp: a number of blinks, a pause, and again. The number is that of
 * the earliest broken link in the chains of all meters and outputs.
 *
 * @param blinks 0 for no fault, 1 to 7 in the order of {@link Stage}: port, bytes, frames,
 *     decryption, list, stored, delivered.
 */
record FaultCode(int blinks) {
  private static final long ON = 200;
  private static final long OFF = 300;
  private static final long PAUSE = 1500;

  /** No fault. */
  static final FaultCode NONE = new FaultCode(0);

  static FaultCode of(GatewayHealth health) {
    int first = Integer.MAX_VALUE;
    for (MeterHealth meter : health.meters()) {
      first = Math.min(first, meter.firstFault().map(FaultCode::number).orElse(first));
    }
    for (OutputHealth output : health.outputs()) {
      first = Math.min(first, output.fault().map(FaultCode::number).orElse(first));
    }
    return first == Integer.MAX_VALUE ? NONE : new FaultCode(first);
  }

  private static int number(ActiveFinding fault) {
    return fault.finding().code().stage().ordinal() + 1;
  }

  /** Returns whether the lamp is lit the given milliseconds after the code began. */
  boolean isLit(long millis) {
    long phase = blinks == 0 ? 0 : millis % (blinks * (ON + OFF) + PAUSE);
    return phase < blinks * (ON + OFF) && phase % (ON + OFF) < ON && blinks > 0;
  }
}
