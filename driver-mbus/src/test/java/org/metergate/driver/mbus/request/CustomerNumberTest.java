// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CustomerNumberTest {

  /** Six meters whose identification and address are known from their answers. */
  @Test
  void givesTheAddressesOfRealMeters() {
    Map.of(
            "67211183", 183,
            "82937133", 133,
            "85007420", 20,
            "06855817", 17,
            "14839120", 120,
            "85246798", 98)
        .forEach(
            (number, address) ->
                assertEquals(address, new CustomerNumber(number).primaryAddress(), number));
  }

  @Test
  void takesThreeDigitsUpTo250AndTwoAbove() {
    Map.of("250", 250, "251", 51, "999", 99, "000", 0, "300", 0, "001", 1)
        .forEach(
            (last, address) ->
                assertEquals(address, new CustomerNumber("67211" + last).primaryAddress(), last));
  }

  @Test
  void identifiesTheMeterByTheLastEightDigits() {
    assertEquals("67211183", new CustomerNumber("67211183").identification());
    assertEquals("67211183", new CustomerNumber("9999999967211183").identification());
  }

  @Test
  void takesOnlyEightToSixteenDigitsForANumber() {
    assertEquals(Optional.of(new CustomerNumber("067211183")), CustomerNumber.parse(" 067211183 "));
    assertEquals("0".repeat(16), CustomerNumber.parse("0".repeat(16)).orElseThrow().digits());
    for (String text :
        List.of("", "7211183", "0".repeat(17), "6721 1183", "6721118A", "-67211183", "１２３４５６７８")) {
      assertEquals(Optional.empty(), CustomerNumber.parse(text), text);
      assertThrows(IllegalArgumentException.class, () -> new CustomerNumber(text), text);
    }
  }
}
