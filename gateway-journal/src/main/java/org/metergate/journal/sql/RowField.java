// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.sql;

import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;

/**
 * What all rows of a schema have in common for one field.
 *
 * @param quantity what is measured.
 * @param unit null if it is not known.
 * @param register as on the wire.
 * @param kind what the value is.
 * @param raw whether the wire's integer is stored.
 * @param scale decimals of the value, as {@link java.math.BigDecimal#scale()}; the raw integer has
 *     none. Null if each row has its own.
 * @param factor the raw integer times this is the value's unscaled integer, so that one number
 *     represents both; 0 if value and raw integer are stored separately.
 * @param stamped whether the value has a time of its own.
 */
public record RowField(
    Quantity quantity,
    Unit unit,
    String register,
    Kind kind,
    boolean raw,
    Integer scale,
    long factor,
    boolean stamped) {

  /** What the value of a measurement is. */
  public enum Kind {
    /** No value: its scale is not known yet. */
    UNKNOWN,
    /** A number. */
    DECIMAL,
    /** A text. */
    TEXT,
    /** A time. */
    MOMENT;

    static Kind of(Value value) {
      if (value == null) {
        return UNKNOWN;
      }
      if (value instanceof Value.Decimal) {
        return DECIMAL;
      }
      return value instanceof Value.Text ? TEXT : MOMENT;
    }
  }

  public static RowField of(Measurement m, Integer scale, long factor) {
    return new RowField(
        m.quantity(),
        m.unit(),
        m.register(),
        Kind.of(m.value()),
        m.raw() != null,
        scale,
        factor,
        m.at() != null);
  }

  /** Whether the value is not stored because it follows from the raw integer. */
  public boolean follows() {
    return kind == Kind.DECIMAL && raw && factor != 0;
  }
}
