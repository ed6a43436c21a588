// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

import java.math.BigDecimal;
import java.util.function.Predicate;
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
   * Reads {@code -00913.000*kWh}. Without an asterisk a word behind the digits is no unit: it may
   * as well be a code such as {@code 1E5}.
   *
   * @return null where this is not a number.
   */
  static Amount read(byte[] b, int from, int to) {
    return read(b, from, to, unit -> false);
  }

  /**
   * Reads {@code -00913.000*kWh} or {@code -00913.000kWh}.
   *
   * @param place whether a unit without an asterisk may be in this place.
   * @return null where this is not a number.
   */
  static Amount read(byte[] b, int from, int end, Predicate<Unit> place) {
    int to = end;
    while (to > from && b[to - 1] == ' ') {
      to--;
    }
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
    int numberEnd = at;
    while (at < to && b[at] == ' ') {
      at++;
    }
    if (digits == 0 || digits > LONG_DIGITS || point == numberEnd - 1) {
      return null;
    }
    Unit unit = null;
    if (at < to) {
      unit = unit(b, at, to, place);
      if (unit == null) {
        return null;
      }
    }
    int decimals = point < 0 ? 0 : numberEnd - point - 1;
    return new Amount(
        new Value.Decimal(BigDecimal.valueOf(negative ? -number : number, decimals)), unit);
  }

  private static Unit unit(byte[] b, int from, int to, Predicate<Unit> place) {
    boolean marked = b[from] == '*';
    int at = marked ? from + 1 : from;
    while (at < to && b[at] == ' ') {
      at++;
    }
    Unit unit = Units.read(b, at, to);
    return marked || unit != null && place.test(unit) ? unit : null;
  }
}
