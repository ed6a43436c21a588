// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metergate.driver.mbus.telegram.Header;
import org.metergate.spi.driver.MeterOptions;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;

/** A meter by its customer number is only the one whose answer has all eight digits of it. */
class CustomerNumberOfAnswerTest {
  private static MeterAddress address(String customerNumber) throws OptionException {
    Options options =
        Options.of(
            MbusOptions.SPECS,
            Map.of(MeterAddress.CUSTOMER_NUMBER, customerNumber, "interval", "1h"));
    return MbusOptions.of(List.of(new MeterOptions("heat", options))).get(0).address();
  }

  private static Header header(String identity) {
    return new Header(identity, 0x2C2D, 0x35, 4, 1, 0, 0);
  }

  @Test
  void noMeterThatDiffersInOneDigitIsTaken() throws OptionException {
    String number = "67211183";
    for (String configured : List.of(number, "00000000" + number, "1" + number)) {
      MeterAddress address = address(configured);
      assertEquals(183, address.requested(), configured);
      assertTrue(address.matches(header(number)), configured);
      for (int at = 0; at < number.length(); at++) {
        char digit = number.charAt(at) == '9' ? '0' : (char) (number.charAt(at) + 1);
        String other = number.substring(0, at) + digit + number.substring(at + 1);
        assertFalse(address.matches(header(other)), configured + " is not " + other);
      }
    }
  }

  @Test
  void anAnswerThatDoesNotSayWhoseItIsIsTaken() throws OptionException {
    assertTrue(address("67211183").matches(Header.NONE));
  }
}
