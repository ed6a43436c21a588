// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecondaryAddressTest {
  private static final String METER = "672111832D2C3504";

  private static SecondaryAddress parsed(String text) {
    return SecondaryAddress.parse(text).orElseThrow();
  }

  @Test
  void fillsTheRestOfAnIdentificationWithWildCards() {
    assertEquals(new SecondaryAddress("67211183FFFFFFFF", ""), parsed("67211183"));
    assertEquals(new SecondaryAddress(METER, ""), parsed(" 672111832d2c3504 "));
    assertEquals(new SecondaryAddress("6721FFFFFFFF35FF", ""), parsed("6721????****35fF"));
  }

  @Test
  void refusesWhatIsNoAddress() {
    for (String text :
        List.of(
            "",
            "6721118",
            "672111833",
            "67211183KAM0",
            "672111832D2C35",
            METER + "00",
            "672111832D2C3?04",
            "672111832D2C350G",
            "6721 1183")) {
      assertEquals(Optional.empty(), SecondaryAddress.parse(text), text);
    }
    assertThrows(IllegalArgumentException.class, () -> new SecondaryAddress("67211183", ""));
    assertThrows(
        IllegalArgumentException.class, () -> new SecondaryAddress("672111832d2c3504", ""));
    assertThrows(
        IllegalArgumentException.class, () -> parsed("67211183").withFabrication("1234567"));
  }

  @Test
  void matchesTheMetersItMeans() {
    for (String wanted :
        List.of(
            METER,
            "67211183",
            "FFFFFFFF",
            "6721118F",
            "F7211183",
            "FFFFFFFF2D2CFFFF",
            "672111832DFF3504",
            "67211183FFFFFF04")) {
      assertTrue(parsed(wanted).matches(METER), wanted);
    }
    for (String other :
        List.of(
            "67211184",
            "F7211184",
            "FFFFFFFF2D2CFF07",
            "FFFFFFFF2D2C1CFF",
            "FFFFFFFF2D37FFFF",
            "672111832D2C3F04",
            "672111832D2CF504")) {
      assertFalse(parsed(other).matches(METER), other);
    }
  }
}
