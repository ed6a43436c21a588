// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.homeassistant;

import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;

/**
 * A quantity as a meter was seen to send it.
 *
 * @param quantity what it is.
 * @param unit as it is sent; {@link Unit#NONE} where there is none.
 * @param register as on the wire; for a derived quantity its formula, with {@code =} before it.
 * @param form how its values are written.
 * @param decimals the most decimals that were seen in this unit; 0 for what is not a number.
 * @param dated whether its values have times of their own, as the peak of a month has: such a value
 *     is a record of something past, not what is measured now.
 * @param historical whether it was only ever seen in records of a meter's own logger, which are
 *     never sent as the present state.
 */
public record KnownQuantity(
    Quantity quantity,
    Unit unit,
    String register,
    Form form,
    int decimals,
    boolean dated,
    boolean historical) {
  private static final String DERIVED = "=";

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
   * Creates a quantity that is measured now.
   *
   * @param quantity what it is.
   * @param unit as it is sent.
   * @param register as on the wire.
   * @param form how its values are written.
   * @param decimals the most decimals that were seen.
   */
  public KnownQuantity(Quantity quantity, Unit unit, String register, Form form, int decimals) {
    this(quantity, unit, register, form, decimals, false, false);
  }

  /**
   * Derives the quantity from a measurement of a live reading.
   *
   * @param measurement one with a value.
   * @return the quantity.
   */
  public static KnownQuantity of(Measurement measurement) {
    return of(measurement, Origin.LIVE);
  }

  /**
   * Derives the quantity from a measurement.
   *
   * @param measurement one with a value.
   * @param origin of its reading.
   * @return the quantity.
   */
  public static KnownQuantity of(Measurement measurement, Origin origin) {
    Unit unit = measurement.unit() == null ? Unit.NONE : measurement.unit();
    Form form = Form.TEXT;
    int decimals = 0;
    if (measurement.value() instanceof Value.Decimal decimal) {
      form = Form.NUMBER;
      decimals = Math.max(0, decimal.number().scale());
    } else if (measurement.value() instanceof Value.Moment moment) {
      form = moment.time().offset() == null ? Form.LOCAL_TIME : Form.ZONED_TIME;
    }
    return new KnownQuantity(
        measurement.quantity(),
        unit,
        measurement.register(),
        form,
        decimals,
        measurement.at() != null,
        origin == Origin.HISTORY);
  }

  /**
   * Keeps what was seen before: the most decimals, as long as the unit is the same, and that it has
   * been live or dated. Unit and register are the newest ones.
   *
   * @param before the same quantity as it was known, or null.
   * @return this one, or one that also covers what was known before.
   */
  public KnownQuantity since(KnownQuantity before) {
    if (before == null) {
      return this;
    }
    boolean comparable = before.form == form && before.unit.equals(unit);
    return new KnownQuantity(
        quantity,
        unit,
        register,
        form,
        comparable ? Math.max(decimals, before.decimals) : decimals,
        dated || before.dated && before.quantity.equals(quantity),
        historical && before.historical);
  }

  /** Returns the formula of a derived quantity; empty for one that the meter sends. */
  public String formula() {
    return register.startsWith(DERIVED) ? register.substring(DERIVED.length()) : "";
  }
}
