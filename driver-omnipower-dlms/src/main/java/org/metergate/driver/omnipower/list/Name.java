// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Value;

/**
 * The name of a register.
 *
 * @param register as on the wire, or {@code #} and its position in a list without OBIS codes.
 * @param quantity from the tables, or one derived from the register's own number.
 */
public record Name(String register, Quantity quantity) {

  static Name of(Obis obis) {
    String register = obis.toString();
    return new Name(
        register, Registers.quantity(obis).orElseGet(() -> Quantities.unnamed(register)));
  }

  /**
   * Another attribute than the value of the object with this code: {@code 0.0.96.3.10.255/3}; its
   * quantity has no name of its own.
   */
  static Name ofAttribute(Obis obis, String attribute) {
    String register = obis + "/" + attribute;
    return new Name(register, Quantities.unnamed(register));
  }

  /** A value without an OBIS code; the position counts from 0. */
  static Name ofPosition(int place) {
    String register = "#" + place;
    return new Name(register, Quantities.unnamed(register));
  }

  /** A date and time without an OBIS code: lists begin with the meter's clock. */
  static Name clockAt(int place) {
    return new Name("#" + place, Quantities.METER_CLOCK);
  }

  /** Returns whether it is a position in a list and not a code. */
  boolean isPosition() {
    return register.startsWith("#");
  }

  /** The same register for a value on the wire whose kind the table's quantity may not fit. */
  Name fitting(Dimension dimension) {
    if (quantity.dimension() == dimension) {
      return this;
    }
    Quantity plain = Quantities.unnamed(register);
    return new Name(register, new Quantity(plain.name(), plain.kind(), dimension, plain.label()));
  }

  Measurement moment(MeterTime time) {
    return Measurement.of(quantity, new Value.Moment(time), register);
  }
}
