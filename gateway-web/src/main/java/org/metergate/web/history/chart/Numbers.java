// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.chart;

import java.math.BigDecimal;

/** Writes numbers for people. */
public final class Numbers {
  private static final char THIN_SPACE = '\u202F';
  private static final char MINUS = '\u2212';

  private Numbers() {}

  /**
   * Groups the digits before the point in threes.
   *
   * @param number with the decimals that are shown.
   * @return for example {@code 20 059.38}, with spaces at which no line breaks.
   */
  public static String grouped(BigDecimal number) {
    StringBuilder text = new StringBuilder(number.abs().toPlainString());
    int point = text.indexOf(".") < 0 ? text.length() : text.indexOf(".");
    for (int at = point - 3; at > 0; at -= 3) {
      text.insert(at, THIN_SPACE);
    }
    return number.signum() < 0 ? text.insert(0, MINUS).toString() : text.toString();
  }
}
