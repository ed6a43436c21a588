// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.request;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The number on a Kamstrup meter that is its identification on the bus, and from which its primary
 * address follows until someone sets another one ("the last two or three digits", Kamstrup
 * 5512-2029, technical description of MULTICAL 603, page 136, and 5512-1391, MultiPort 250).
 *
 * @param digits 8 to 16 decimal digits, with zeros in front of a shorter number.
 */
public record CustomerNumber(String digits) {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{8,16}");

  private static final int IDENTIFICATION_DIGITS = 8;

  /** Checks the digits. */
  public CustomerNumber {
    if (!NUMBER.matcher(digits).matches()) {
      throw new IllegalArgumentException("'" + digits + "'");
    }
  }

  /**
   * Parses a number as people write it.
   *
   * @param text digits, with or without spaces around them.
   * @return the number, or empty if the text is none.
   */
  public static Optional<CustomerNumber> parse(String text) {
    return Optional.of(text.strip())
        .filter(digits -> NUMBER.matcher(digits).matches())
        .map(CustomerNumber::new);
  }

  /**
   * Returns the identification with which the meter answers.
   *
   * @return the last eight digits.
   */
  public String identification() {
    return digits.substring(digits.length() - IDENTIFICATION_DIGITS);
  }

  /**
   * Returns the address that the meter has unless it was changed.
   *
   * @return 0 to 250: the last three digits if they are no more than 250, else the last two.
   */
  public int primaryAddress() {
    int lastThree = Integer.parseInt(digits.substring(digits.length() - 3));
    return lastThree <= MbusRequest.HIGHEST ? lastThree : lastThree % 100;
  }
}
