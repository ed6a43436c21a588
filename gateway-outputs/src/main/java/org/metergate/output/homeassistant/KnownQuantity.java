// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.homeassistant;

import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;

/**
 * A quantity as a meter was seen to send it.
 *
 * @param quantity what it is.
 * @param unit the meter's own; {@link Unit#NONE} where it sent none.
 * @param register as on the wire.
 * @param form how its values are written.
 * @param decimals the most decimals that were seen; 0 for what is not a number.
 */
public record KnownQuantity(
    Quantity quantity, Unit unit, String register, Form form, int decimals) {

  /** How values are written. */
  public enum Form {
    /** A decimal number. */
    NUMBER,
    /** Text, or digits that are not a number. */
    TEXT,
    /** A time without its offset from UTC. */
    LOCAL_TIME,
    /** A time with its offset from UTC. */
    ZONED_TIME
  }

  /**
   * Derives the quantity from a measurement.
   *
   * @param measurement one with a value.
   * @return the quantity.
   */
  public static KnownQuantity of(Measurement measurement) {
    Unit unit = measurement.unit() == null ? Unit.NONE : measurement.unit();
    Form form = Form.TEXT;
    int decimals = 0;
    if (measurement.value() instanceof Value.Decimal decimal) {
      form = Form.NUMBER;
      decimals = Math.max(0, decimal.number().scale());
    } else if (measurement.value() instanceof Value.Moment moment) {
      form = moment.time().offset() == null ? Form.LOCAL_TIME : Form.ZONED_TIME;
    }
    return new KnownQuantity(measurement.quantity(), unit, measurement.register(), form, decimals);
  }

  /**
   * Keeps the most decimals that were ever seen.
   *
   * @param before the same quantity as it was known, or null.
   * @return this one, or one with as many decimals as before.
   */
  public KnownQuantity since(KnownQuantity before) {
    return before == null || before.decimals <= decimals || before.form != form
        ? this
        : new KnownQuantity(quantity, unit, register, form, before.decimals);
  }
}
