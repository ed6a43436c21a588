// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.localapi;

import java.math.BigDecimal;
import java.util.Optional;
import org.metergate.output.served.Snapshot;
import org.metergate.spi.reading.Unit;

/** The signed powers of clients that know only those. */
final class Powers {
  private Powers() {}

  /**
   * Returns the power in W, positive while the home takes from the grid.
   *
   * @param phase empty for the meter, {@code _l1} to {@code _l3} for a phase.
   * @return the import where a meter measures nothing else; nothing where it is not known.
   */
  static Optional<BigDecimal> net(Snapshot meter, String phase) {
    boolean exports = meter.values().containsKey("power_export");
    return meter
        .powerNet(phase, Unit.W)
        .or(() -> exports ? Optional.empty() : meter.powerIn(phase, Unit.W));
  }
}
