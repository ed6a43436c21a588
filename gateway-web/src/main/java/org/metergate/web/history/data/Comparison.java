// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A series beside the same one in another period.
 *
 * @param bars one for each bar of the series, in its place: of the same time of day, day of the
 *     week or the month, week, or month; nothing where the other period has none.
 * @param total over the whole other period, where anything is known.
 * @param soFar of the series itself, up to {@link #until}; the total of a period that is over.
 * @param soFarBefore over the same part of the other period as has passed of this one: the whole,
 *     where this one is over.
 * @param until how far the two are compared, within the other period.
 */
public record Comparison(
    List<Optional<Bar>> bars,
    Optional<Growth> total,
    Optional<Growth> soFar,
    Optional<Growth> soFarBefore,
    Interval until) {

  /** Copies the list. */
  public Comparison {
    bars = List.copyOf(bars);
    Objects.requireNonNull(total, "total");
    Objects.requireNonNull(soFar, "soFar");
    Objects.requireNonNull(soFarBefore, "soFarBefore");
    Objects.requireNonNull(until, "until");
  }

  /**
   * Returns how much more was used than before.
   *
   * @return below zero where less was; nothing where one of the two is not known from beginning to
   *     end.
   */
  public Optional<BigDecimal> difference() {
    return bothComplete() ? Optional.of(now().subtract(before())) : Optional.empty();
  }

  /**
   * Returns the difference as a share of what was used before.
   *
   * @return percent with one decimal; nothing where {@link #difference} is not known, or nothing
   *     was used before.
   */
  public Optional<BigDecimal> percent() {
    return difference()
        .filter(by -> before().signum() > 0)
        .map(by -> by.movePointRight(2).divide(before(), 1, RoundingMode.HALF_UP));
  }

  private boolean bothComplete() {
    return soFar.filter(Growth::complete).isPresent()
        && soFarBefore.filter(Growth::complete).isPresent();
  }

  private BigDecimal now() {
    return soFar.orElseThrow().used();
  }

  private BigDecimal before() {
    return soFarBefore.orElseThrow().used();
  }
}
