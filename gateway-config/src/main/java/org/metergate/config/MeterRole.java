// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.util.Locale;

/** What a meter is for in its home, where that matters for what is calculated of several meters. */
public enum MeterRole {
  /** Nothing of that. */
  NONE,
  /** Between the home and the grid. */
  GRID,
  /** Counts what the sun produces. */
  SOLAR;

  /**
   * Returns its name in the configuration.
   *
   * @return for example {@code solar}.
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
