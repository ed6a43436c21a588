// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import org.metergate.spi.reading.Unit;

/**
 * The highest mean power over a quarter of an hour, from what the counter moved by; where tariffs
 * charge for it, it is that of a month.
 *
 * @param of the month, or the part of one that is in the view.
 * @param at the quarter of an hour, where there is one whose beginning and end were read.
 * @param power its mean.
 * @param unit of the power.
 * @param known how many quarters of an hour were read at both ends.
 * @param asked how many have passed.
 */
public record Peak(
    Interval of,
    Optional<Interval> at,
    Optional<BigDecimal> power,
    Unit unit,
    long known,
    long asked) {

  /** Checks that nothing is missing. */
  public Peak {
    Objects.requireNonNull(of, "of");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(power, "power");
    Objects.requireNonNull(unit, "unit");
  }

  /**
   * Returns whether a higher power may have been missed.
   *
   * @return true where a quarter of an hour is not known.
   */
  public boolean isIncomplete() {
    return known < asked;
  }
}
