// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.math.BigDecimal;
import org.metergate.core.control.ControlRefusal;

/**
 * Parses the number that a person types from a meter's display, in the same way for every command:
 * digits, with a point or a comma before the decimals, as displays show either. A single mark is
 * always the decimal mark; a number with two, like {@code 19.765,3}, is refused, not guessed.
 */
final class DisplayReading {
  private DisplayReading() {}

  /**
   * Parses a number.
   *
   * @param text 1 to 12 digits, and 1 to 9 decimals after one point or comma; blanks around it are
   *     ignored.
   * @param example a valid number with its unit, for the error sentence.
   * @return zero or more, with all digits that were typed.
   * @throws ControlRefusal with a sentence that quotes the text.
   */
  static BigDecimal parse(String text, String example) throws ControlRefusal {
    String number = text.strip().replace(',', '.');
    if (!number.matches("\\d{1,12}(\\.\\d{1,9})?")) {
      throw new ControlRefusal(
          "The display's reading must be a number like " + example + ", not '" + text + "'.");
    }
    return new BigDecimal(number);
  }
}
