// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

import java.math.BigDecimal;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;

/**
 * A number in a group of a record, with its unit where the group has one.
 *
 * @param value with exactly the decimals on the wire.
 * @param unit null where none is written.
 */
record Amount(Value.Decimal value, Unit unit) {
  /** This many digits always fit into a long. */
  private static final int LONG_DIGITS = 18;

  /**
   * Reads {@code -00913.000*kWh}; a missing asterisk is tolerated.
   *
   * @return null where this is not a number.
   */
  static Amount read(byte[] b, int from, int to) {
    int at = from;
    while (at < to && b[at] == ' ') {
      at++;
    }
    boolean negative = at < to && b[at] == '-';
    int first = negative || at < to && b[at] == '+' ? at + 1 : at;
    long number = 0;
    int digits = 0;
    int point = -1;
    for (at = first; at < to; at++) {
      int digit = b[at] - '0';
      if (digit >= 0 && digit <= 9) {
        number = number * 10 + digit;
        digits++;
      } else if (b[at] == '.' && point < 0) {
        point = at;
      } else {
        break;
      }
    }
    if (digits == 0 || digits > LONG_DIGITS || point == at - 1) {
      return null;
    }
    Unit unit = null;
    if (at < to) {
      unit = Units.read(b, b[at] == '*' ? at + 1 : at, to);
      if (unit == null) {
        return null;
      }
    }
    int decimals = point < 0 ? 0 : at - point - 1;
    return new Amount(
        new Value.Decimal(BigDecimal.valueOf(negative ? -number : number, decimals)), unit);
  }
}
