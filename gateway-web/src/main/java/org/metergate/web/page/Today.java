// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.page;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Unit;

/**
 * What a counter moved by since midnight, beside yesterday at this hour.
 *
 * @param quantity the counter.
 * @param unit of both numbers.
 * @param used since midnight; nothing where the counter at midnight is not known.
 * @param before from midnight to this time of day yesterday; nothing where that is not known.
 * @param incomplete whether some of today was not observed.
 */
public record Today(
    Quantity quantity,
    Unit unit,
    Optional<BigDecimal> used,
    Optional<BigDecimal> before,
    boolean incomplete) {

  /** Returns whether nothing is known to have flowed a way that it never flows in many houses. */
  boolean isUnused() {
    return Headline.isOtherWay(quantity.name())
        && used.map(BigDecimal::signum).orElse(0) == 0
        && before.map(BigDecimal::signum).orElse(0) == 0;
  }

  /** Knows what the counters moved by. */
  public interface Source {
    /**
     * Returns what each counter of a meter moved by today. Must return at once, with what was
     * computed at most a minute ago.
     *
     * @param meter its name for people.
     * @return the important counters, the most important one first; empty where nothing is known.
     */
    List<Today> of(String meter);
  }
}
