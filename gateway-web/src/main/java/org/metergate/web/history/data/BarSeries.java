// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A counter in a period.
 *
 * @param of what it counts.
 * @param bars one for each interval of the period, in order, gaps and the future included.
 * @param total over the period, as far as it has passed; nothing where nothing is known.
 * @param comparison beside another period, where one is asked for.
 * @param peaks for active energy: one for each month of the period, in order.
 */
public record BarSeries(
    Measured of,
    List<Bar> bars,
    Optional<Growth> total,
    Optional<Comparison> comparison,
    List<Peak> peaks) {

  /** Copies the lists. */
  public BarSeries {
    Objects.requireNonNull(of, "of");
    bars = List.copyOf(bars);
    Objects.requireNonNull(total, "total");
    Objects.requireNonNull(comparison, "comparison");
    peaks = List.copyOf(peaks);
  }

  /**
   * Returns whether nothing was counted, neither now nor in the other period.
   *
   * @return false where nothing is known.
   */
  public boolean isIdle() {
    return total.isPresent()
        && total.get().used().signum() == 0
        && comparison.flatMap(Comparison::total).map(t -> t.used().signum()).orElse(0) == 0;
  }
}
