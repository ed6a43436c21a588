// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.rollup;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * A counter at a moment, as far as it is known.
 *
 * @param series of which meter and quantity.
 * @param basis what the value rests on.
 * @param value in the unit of the series.
 * @param read the minute of the reading that the value is of, or of the one before where the value
 *     lies between two: the first millisecond of the minute, UTC.
 * @param next the minute of the first reading after it: the one on the other side of an estimated
 *     value, or the one that ended a gap; empty if there is none.
 */
public record CounterAt(
    Series series, Basis basis, BigDecimal value, long read, OptionalLong next) {

  /** What a value rests on. */
  public enum Basis {
    /** A reading as near to the moment as the boundary of an interval allows. */
    READ,
    /** Two readings, between which the counter is taken to have grown evenly. */
    ESTIMATED,
    /** The last reading before a moment that is in a gap, or after all readings. */
    LAST
  }

  /** Requires what is never missing. */
  public CounterAt {
    Objects.requireNonNull(series, "series");
    Objects.requireNonNull(basis, "basis");
    Objects.requireNonNull(value, "value");
  }
}
