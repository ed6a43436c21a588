// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.core.control.ControlRefusal;

class DisplayReadingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"19765|19765", "19765.3|19765.3", "19765,30|19765.30", "' 00012,5 '|12.5", "0|0"})
  void takesAPointOrACommaAsTheDecimalMarkAndKeepsEachDigit(String typed, String number)
      throws Exception {
    assertEquals(new BigDecimal(number), DisplayReading.parse(typed, "1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "seven",
        "-7",
        "+7",
        "7.",
        ",7",
        "1.234,5",
        "1,234.5",
        "19 765",
        "1e3",
        "0x10",
        "7 kWh",
        "1234567890123",
        "1.1234567890",
        "\u0661"
      })
  void refusesAllElseAndQuotesIt(String typed) {
    ControlRefusal refusal =
        assertThrows(ControlRefusal.class, () -> DisplayReading.parse(typed, "12345.678"));
    assertEquals(
        "The display's reading must be a number like 12345.678, not '" + typed + "'.",
        refusal.getMessage());
  }
}
