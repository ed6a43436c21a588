// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.codec.MalformedException;

class DateTimesTest {
  @ParameterizedTest
  @CsvSource({
    // year month day weekday hour minute second hundredths deviation status
    "07EA 01 0F 04 0C 00 00 FF 8000 00, 2026-01-15T12:00:00",
    "07EA 01 0F FF 0C 00 00 FF 8000 FF, 2026-01-15T12:00:00", // weekday and status unspecified
    "07E5 09 1B 01 09 2F 0F 00 FF88 80, 2021-09-27T09:47:15+02:00", // CEST: -120 to UTC
    "07E5 01 1B 01 09 2F 0F 63 FFC4 00, 2021-01-27T09:47:15.99+01:00",
    "07E5 01 1B 01 17 3B 3B FF 012C 00, 2021-01-27T23:59:59-05:00",
    "07E5 01 1B 01 09 2F 0F FF 0000 00, 2021-01-27T09:47:15Z",
    "07E8 02 1D 04 00 00 00 FF 8000 00, 2024-02-29T00:00:00", // leap day
    "07D0 01 01 06 16 21 00 FF 8000 01, 2000-01-01T22:33:00", // a clock that was never set
  })
  void readsEveryForm(String digits, String iso) throws MalformedException {
    assertEquals(iso, DateTimes.read(Hex.parse(digits), 0).orElseThrow().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "07EA 00 0F 04 0C 00 00 FF 8000 00", // month 0
        "07EA 0D 0F 04 0C 00 00 FF 8000 00", // month 13
        "07EA 02 1E 04 0C 00 00 FF 8000 00", // 30 February
        "07E9 02 1D 04 0C 00 00 FF 8000 00", // 29 February in a common year
        "07EA 01 00 04 0C 00 00 FF 8000 00", // day 0
        "07EA 01 0F 08 0C 00 00 FF 8000 00", // weekday 8
        "07EA 01 0F 00 0C 00 00 FF 8000 00", // weekday 0
        "07EA 01 0F 04 18 00 00 FF 8000 00", // hour 24
        "07EA 01 0F 04 0C 3C 00 FF 8000 00", // minute 60
        "07EA 01 0F 04 0C 00 3C FF 8000 00", // second 60
        "07EA 01 0F 04 0C 00 00 64 8000 00", // hundredth 100
        "07EA 01 0F 04 0C 00 00 FE 8000 00", // hundredth 254
        "07EA 01 0F 04 0C 00 00 FF 0349 00", // 14 hours and a minute from UTC
        "0000 01 0F 04 0C 00 00 FF 8000 00", // year 0
        "3138 31 32 32 30 30 30 30 3030 39", // the text 181220000009
      })
  void rejectsPartsOutOfRange(String digits) throws MalformedException {
    byte[] bytes = Hex.parse(digits);
    assertThrows(MalformedException.class, () -> DateTimes.read(bytes, 0));
    assertFalse(DateTimes.plausible(bytes, 0));
  }

  @Test
  void takesAnOpenDateForNone() throws MalformedException {
    byte[] open = Hex.parse("FFFF FF FF FF FF FF FF FF 8000 FF");
    assertTrue(DateTimes.read(open, 0).isEmpty());
    assertFalse(DateTimes.plausible(open, 0));
  }
}
