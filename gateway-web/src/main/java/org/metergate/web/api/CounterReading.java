// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.metergate.journal.rollup.CounterAt;

/**
 * One counter of a meter at a moment, in the units that were asked for.
 *
 * @param quantity the name of the quantity.
 * @param unit the ASCII spelling; empty if it is not known.
 * @param derived whether the meter does not send it, but others from which it follows.
 * @param basis what the value rests on.
 * @param value never an estimate of what no reading bounds.
 * @param read the minute of the reading that the value is of, or of the one before.
 * @param next as in {@link CounterAt}.
 */
public record CounterReading(
    String quantity,
    String unit,
    boolean derived,
    CounterAt.Basis basis,
    BigDecimal value,
    Instant read,
    Optional<Instant> next) {

  static CounterReading of(CounterAt at, HistoryView view) {
    HistoryView.Converted units = view.of(at.series());
    return new CounterReading(
        at.series().quantity(),
        units.to().ascii(),
        at.series().isDerived(),
        at.basis(),
        units.number(at.value()),
        Instant.ofEpochMilli(at.read()),
        at.next().isPresent()
            ? Optional.of(Instant.ofEpochMilli(at.next().getAsLong()))
            : Optional.empty());
  }

  /** Returns the head of its column. */
  String column() {
    return unit.isEmpty() ? quantity : quantity + "_" + unit;
  }
}
