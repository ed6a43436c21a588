// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.plugin;

import java.util.Optional;
import org.metergate.spi.driver.DriverInfo;

/** Compares the level of the driver interface that a plug-in needs with this program's. */
final class SpiLevel {
  /** The attribute in the manifest of a jar: known before any of its classes is loaded. */
  static final String ATTRIBUTE = "Metergate-SPI-Level";

  private SpiLevel() {}

  /** Returns why a plug-in of this level cannot be used here, or nothing. */
  static Optional<String> objection(String who, int level) {
    if (level < 1) {
      return Optional.of(who + " names level " + level + ", but levels count from 1.");
    }
    if (level <= DriverInfo.SPI_LEVEL) {
      return Optional.empty();
    }
    return Optional.of(
        who
            + " needs level "
            + level
            + " of the driver interface, but this program has level "
            + DriverInfo.SPI_LEVEL
            + "; use a newer version of the program or an older one of the driver.");
  }
}
