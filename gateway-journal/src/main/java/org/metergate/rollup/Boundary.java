// SPDX-License-Identifier: Apache-2.0
package org.metergate.rollup;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * The value of a counter at the boundary between two intervals.
 *
 * @param value in the unit of the series.
 * @param estimated whether it was interpolated between two readings; else it is a reading as near
 *     as {@link Downsampler#tolerance} says.
 */
public record Boundary(BigDecimal value, boolean estimated) {
  /** Requires a value. */
  public Boundary {
    Objects.requireNonNull(value, "value");
  }
}
