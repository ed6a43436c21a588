// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys;

import java.util.Locale;
import java.util.regex.Pattern;

/** A key of 128 bits that does not print itself. Immutable. */
public final class MeterKey {
  /** How many hexadecimal digits a key has. */
  public static final int DIGITS = 32;

  private static final Pattern FORM = Pattern.compile("[0-9A-F]{" + DIGITS + "}");

  private final String digits;

  private MeterKey(String digits) {
    this.digits = digits;
  }

  /**
   * Creates a key.
   *
   * @param digits 32 hexadecimal digits of either case.
   * @return the key.
   * @throws IllegalArgumentException for any other text, which is not repeated.
   */
  public static MeterKey of(String digits) {
    String upper = digits.toUpperCase(Locale.ROOT);
    if (!FORM.matcher(upper).matches()) {
      throw new IllegalArgumentException("a key has 32 hexadecimal digits");
    }
    return new MeterKey(upper);
  }

  /**
   * Returns the digits, for the one place that needs them.
   *
   * @return 32 digits, upper case: never to be logged, shown or put into a message.
   */
  public String reveal() {
    return digits;
  }

  /**
   * Returns whether all digits are zero, which grid companies write for "no key".
   *
   * @return true for a key of zeros.
   */
  public boolean isZero() {
    return digits.chars().allMatch(c -> c == '0');
  }

  /**
   * Returns the key with its bytes in the opposite order, as some programs store them.
   *
   * @return a key of the same bytes, last one first.
   */
  public MeterKey reversed() {
    StringBuilder last = new StringBuilder(DIGITS);
    for (int i = DIGITS - 2; i >= 0; i -= 2) {
      last.append(digits, i, i + 2);
    }
    return new MeterKey(last.toString());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MeterKey key && key.digits.equals(digits);
  }

  @Override
  public int hashCode() {
    return digits.hashCode();
  }

  /**
   * Does not show the key.
   *
   * @return {@code (key)}.
   */
  @Override
  public String toString() {
    return "(key)";
  }
}
