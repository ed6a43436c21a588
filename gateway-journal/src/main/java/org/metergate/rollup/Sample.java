// SPDX-License-Identifier: Apache-2.0
package org.metergate.rollup;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * One value of one series.
 *
 * @param time UTC milliseconds since 1970.
 * @param value in the unit of the series.
 */
public record Sample(long time, BigDecimal value) {
  /** Requires a value. */
  public Sample {
    Objects.requireNonNull(value, "value");
  }
}
