// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower;

/**
 * The meter number in a meter's list. Kamstrup's is a GS1 number: 5706567, the serial number in
 * eight digits, a check digit (modulo 10, weights 3 and 1). The system title of the same meter
 * contains the same serial number, so a meter keeps its identifier when encryption is switched on.
 */
final class MeterNumber {
  private static final String KAMSTRUP = "5706567";
  private static final int GS1_LENGTH = 16;

  private MeterNumber() {}

  static String identifier(String text) {
    boolean serial =
        text.length() == GS1_LENGTH
            && text.startsWith(KAMSTRUP)
            && text.chars().allMatch(c -> c >= '0' && c <= '9')
            && checkDigit(text) == text.charAt(GS1_LENGTH - 1) - '0';
    return serial
        ? Long.toString(Long.parseLong(text.substring(KAMSTRUP.length(), GS1_LENGTH - 1)))
        : text;
  }

  private static int checkDigit(String text) {
    int sum = 0;
    for (int i = 0; i < GS1_LENGTH - 1; i++) {
      int fromRight = GS1_LENGTH - 1 - i;
      sum += (text.charAt(i) - '0') * (fromRight % 2 == 1 ? 3 : 1);
    }
    return (10 - sum % 10) % 10;
  }
}
