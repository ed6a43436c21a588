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
 * @param unit the meter's own; {@link Unit#NONE} where it told none.
 * @param register as on the wire.
 * @param form how its values are written.
 * @param decimals the most digits behind the point that were seen; 0 for what is no number.
 */
public record KnownQuantity(
    Quantity quantity, Unit unit, String register, Form form, int decimals) {

  /** How values are written. */
  public enum Form {
    /** A decimal number. */
    NUMBER,
    /** Words, or digits that are no number. */
    TEXT,
    /** A time on a clock of which nobody says in which zone it is. */
    LOCAL_TIME,
    /** A time with its distance from UTC. */
    ZONED_TIME
  }

  /**
   * Takes what there is to know from a measurement.
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
   * Keeps the most digits that were ever seen.
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
