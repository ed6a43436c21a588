// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.metergate.spi.reading.Unit;

/**
 * What a home used of its own solar energy.
 *
 * @param solar the names of the meters that count what is produced.
 * @param grid the names of the meters between the home and the grid.
 * @param unit of all energies.
 * @param shares one for each bar of the period, in order.
 * @param total over those intervals of the period of which all energies are known; nothing where
 *     there are none.
 * @param known how many intervals that are.
 * @param asked how many have begun.
 */
public record SelfUse(
    List<String> solar,
    List<String> grid,
    Unit unit,
    List<Share> shares,
    Optional<Share> total,
    int known,
    int asked) {

  /** Copies the lists. */
  public SelfUse {
    solar = List.copyOf(solar);
    grid = List.copyOf(grid);
    Objects.requireNonNull(unit, "unit");
    shares = List.copyOf(shares);
    Objects.requireNonNull(total, "total");
  }

  /**
   * The energies of one interval.
   *
   * @param at the interval.
   * @param produced by the sun.
   * @param imported from the grid.
   * @param exported to the grid.
   */
  public record Share(
      Interval at,
      Optional<BigDecimal> produced,
      Optional<BigDecimal> imported,
      Optional<BigDecimal> exported) {

    /** Checks that nothing is missing. */
    public Share {
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(produced, "produced");
      Objects.requireNonNull(imported, "imported");
      Objects.requireNonNull(exported, "exported");
    }

    /**
     * Returns whether all three energies are known.
     *
     * @return false where one is missing.
     */
    public boolean isKnown() {
      return produced.isPresent() && imported.isPresent() && exported.isPresent();
    }

    /**
     * Returns whether less was produced than exported by more than the meters' last digits: then
     * something else feeds the grid, or the solar meter is not the one.
     *
     * @return false where it is plausible, and where one energy is not known.
     */
    public boolean isImplausible() {
      return isKnown() && self().add(slack()).signum() < 0;
    }

    /**
     * Returns what was produced and used at home.
     *
     * @return zero or more; nothing where that is not known or not plausible.
     */
    public Optional<BigDecimal> used() {
      return isKnown() && !isImplausible()
          ? Optional.of(self().max(BigDecimal.ZERO))
          : Optional.empty();
    }

    /**
     * Returns all that the home used, from the grid and from the sun.
     *
     * @return zero or more.
     */
    public Optional<BigDecimal> consumed() {
      return used().map(own -> own.add(imported.orElseThrow()));
    }

    /**
     * Returns which share of the produced energy was used at home.
     *
     * @return 0 to 100 percent with one decimal; nothing where nothing was produced.
     */
    public Optional<BigDecimal> selfUse() {
      return used().flatMap(own -> percent(own, produced.orElseThrow()));
    }

    /**
     * Returns which share of what the home used came from the sun.
     *
     * @return 0 to 100 percent with one decimal; nothing where nothing was used.
     */
    public Optional<BigDecimal> selfSufficiency() {
      return used().flatMap(own -> percent(own, consumed().orElseThrow()));
    }

    private BigDecimal self() {
      return produced.orElseThrow().subtract(exported.orElseThrow());
    }

    /** Each end of each counter is off by one digit at most. */
    private BigDecimal slack() {
      return produced.orElseThrow().ulp().add(exported.orElseThrow().ulp());
    }

    private static Optional<BigDecimal> percent(BigDecimal part, BigDecimal whole) {
      return whole.signum() <= 0
          ? Optional.empty()
          : Optional.of(
              part.movePointRight(2)
                  .divide(whole, 1, RoundingMode.HALF_UP)
                  .min(BigDecimal.valueOf(1000, 1)));
    }
  }
}
