// SPDX-License-Identifier: Apache-2.0
package org.metergate.rollup;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * What a counter shows where two intervals meet.
 *
 * @param value in the unit of the series.
 * @param estimated whether it lies between two readings; else it is a reading at most 90 s away.
 */
public record Boundary(BigDecimal value, boolean estimated) {
  /** Checks that there is a value. */
  public Boundary {
    Objects.requireNonNull(value, "value");
  }
}
