// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Quantity;

/**
 * What can be drawn as one curve: one quantity of one meter that bears one number.
 *
 * @param id in the journal.
 * @param meter whose it is.
 * @param meterId the meter's in the journal.
 * @param quantity its name.
 * @param kind counter or gauge; states have no roll-ups.
 * @param unit the ASCII spelling; empty where none is known.
 * @param usual the usual time between two readings, milliseconds; an hour until it is known.
 */
public record Series(
    long id,
    MeterRef meter,
    int meterId,
    String quantity,
    Quantity.Kind kind,
    String unit,
    long usual) {

  /** Until it is known; a gap is only seen when it is longer than three of it. */
  static final long UNKNOWN_USUAL = 3_600_000;

  /**
   * Tells how it moves.
   *
   * @return true for a counter.
   */
  public boolean isCounter() {
    return kind == Quantity.Kind.COUNTER;
  }
}
