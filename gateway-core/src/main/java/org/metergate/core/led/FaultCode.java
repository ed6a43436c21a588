// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.led;

import org.metergate.health.ActiveFinding;
import org.metergate.health.GatewayHealth;
import org.metergate.health.MeterHealth;
import org.metergate.health.OutputHealth;
import org.metergate.spi.finding.Stage;

/**
 * What the fault lamp says: so many blinks, a pause, and again. The number is that of the first
 * broken link of the chain, of all meters the first.
 *
 * @param blinks 0 for no fault, 1 to 7 as {@link Stage} is ordered: port, bytes, frames,
 *     decryption, list, stored, delivered.
 */
record FaultCode(int blinks) {
  private static final long ON = 200;
  private static final long OFF = 300;
  private static final long PAUSE = 1500;

  /** Nothing is wrong. */
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

  /** Whether the lamp is lit so many milliseconds after the code began. */
  boolean lit(long millis) {
    long in = blinks == 0 ? 0 : millis % (blinks * (ON + OFF) + PAUSE);
    return in < blinks * (ON + OFF) && in % (ON + OFF) < ON && blinks > 0;
  }
}
