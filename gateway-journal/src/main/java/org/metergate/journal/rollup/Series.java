// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.rollup;

import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Quantity;

/**
 * What can be drawn as one curve: one quantity of one meter with one meter number.
 *
 * @param id its id in the journal.
 * @param meter the meter of the series.
 * @param meterId the meter's id in the journal.
 * @param quantity the name of the quantity.
 * @param kind counter or gauge; states have no roll-ups.
 * @param dimension the physical dimension.
 * @param label for people, in English.
 * @param unit the ASCII spelling; empty if it is not known.
 * @param formula how it follows from what the meter sends, {@code power_import-power_export}; empty
 *     for what it sends itself.
 * @param usual the usual time between two readings, milliseconds; an hour until it is known.
 */
public record Series(
    long id,
    MeterRef meter,
    int meterId,
    String quantity,
    Quantity.Kind kind,
    Dimension dimension,
    String label,
    String unit,
    String formula,
    long usual) {

  /** Used until the interval is known; only a gap longer than three of these is detected. */
  static final long UNKNOWN_USUAL = 3_600_000;

  /**
   * Returns whether this is a counter.
   *
   * @return false for a gauge.
   */
  public boolean isCounter() {
    return kind == Quantity.Kind.COUNTER;
  }

  /**
   * Returns whether the meter does not send the quantity, but others from which it follows.
   *
   * @return false for what it sends itself.
   */
  public boolean isDerived() {
    return !formula.isEmpty();
  }

  /** Its name in the file; of the series of a meter each has another. */
  String name() {
    return isDerived() ? quantity + "=" + formula : quantity;
  }
}
