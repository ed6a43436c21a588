// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.reading;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * One value of one register. Push lists carry no scale: as long as it is unknown, {@code value} is
 * null and only {@code raw} is set, so that nothing is guessed and nothing is lost.
 *
 * @param quantity what is measured.
 * @param value the value in {@code unit}, or null while its scale is unknown.
 * @param unit the meter's own unit; null if neither the meter nor a table gives it.
 * @param register as on the wire: {@code 1.1.1.8.0.255} (DLMS), {@code 1-0:1.8.1} (P1), {@code 60}
 *     (KMP).
 * @param raw the integer on the wire (scale 0), or null if there was none.
 * @param at the meter's own time of this value if it differs from that of the telegram, else null.
 */
public record Measurement(
    Quantity quantity, Value value, Unit unit, String register, BigDecimal raw, MeterTime at) {

  /** Checks that the measurement has a value or a raw integer. */
  public Measurement {
    Objects.requireNonNull(quantity, "quantity");
    Objects.requireNonNull(register, "register");
    if (value == null && raw == null) {
      throw new IllegalArgumentException("register " + register + " has neither value nor raw");
    }
  }

  /**
   * Creates a measurement of a number.
   *
   * @param quantity what is measured.
   * @param number with exactly the meter's digits.
   * @param unit the meter's own; null if neither the meter nor a table gives it.
   * @param register as on the wire.
   * @return the measurement, without raw integer.
   */
  public static Measurement decimal(
      Quantity quantity, BigDecimal number, Unit unit, String register) {
    return new Measurement(quantity, new Value.Decimal(number), unit, register, null, null);
  }

  /**
   * Creates a measurement of a text or a time.
   *
   * @param quantity what is measured.
   * @param value the text or time.
   * @param register as on the wire.
   * @return the measurement, without unit and raw integer.
   */
  public static Measurement of(Quantity quantity, Value value, String register) {
    return new Measurement(quantity, value, Unit.NONE, register, null, null);
  }
}
