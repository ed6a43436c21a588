// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
    assertTime(digits, iso);
  }

  @ParameterizedTest
  @CsvSource({
    "07E9 0C 0E 00 10 00 00 FF 0000 00, 2025-12-14T16:00:00Z", // weekday 0 on a Sunday
    "07E9 0C 0E 08 10 00 00 FF 0000 00, 2025-12-14T16:00:00Z", // weekday 8
    "07E9 0C 0E 03 10 00 00 FF 0000 00, 2025-12-14T16:00:00Z", // a Sunday called Wednesday
    "07E9 0C 0E FE 10 00 00 FF 0000 FF, 2025-12-14T16:00:00Z", // weekday 254
    "07E9 0C 0E 07 10 00 00 64 0000 00, 2025-12-14T16:00:00Z", // hundredth 100
    "07E9 0C 0E 07 10 00 00 C8 FFC4 00, 2025-12-14T16:00:00+01:00", // hundredth 200
    "07E9 0C 0E 07 10 00 00 FE 0000 00, 2025-12-14T16:00:00Z", // hundredth 254
    "07E9 0C 0E 07 10 00 00 FF 0349 00, 2025-12-14T16:00:00", // 14 hours and a minute from UTC
    "07E9 0C 0E 07 10 00 00 FF 07D0 00, 2025-12-14T16:00:00", // 2000 minutes from UTC
    "07E9 0C 0E 07 10 00 00 FF F830 00, 2025-12-14T16:00:00", // the same with a minus
    "07E9 0C 0E 00 10 00 00 C8 8001 FE, 2025-12-14T16:00:00", // all of them
  })
  void losesOnlyTheRedundantPartThatIsImpossible(String digits, String iso)
      throws MalformedException {
    assertTime(digits, iso);
  }

  private static void assertTime(String digits, String iso) throws MalformedException {
    byte[] bytes = Hex.parse(digits);
    assertEquals(iso, DateTimes.read(bytes, 0).orElseThrow().toString());
    assertFalse(DateTimes.impossible(bytes, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "07EA 00 0F 04 0C 00 00 FF 8000 00", // month 0
        "07EA 0D 0F 04 0C 00 00 FF 8000 00", // month 13
        "07EA FF 0F 04 0C 00 00 FF 8000 00", // month unspecified
        "07EA 02 1E 04 0C 00 00 FF 8000 00", // 30 February
        "07EA 02 1F 04 0C 00 00 FF 8000 00", // 31 February
        "07E9 02 1D 04 0C 00 00 FF 8000 00", // 29 February in a common year
        "07EA 01 00 04 0C 00 00 FF 8000 00", // day 0
        "07EA 01 FF 04 0C 00 00 FF 8000 00", // day unspecified
        "07EA 01 0F 04 18 00 00 FF 8000 00", // hour 24
        "07EA 01 0F 04 FF 00 00 FF 8000 00", // hour unspecified
        "07EA 01 0F 04 0C 3C 00 FF 8000 00", // minute 60
        "07EA 01 0F 04 0C 00 3C FF 8000 00", // second 60
        "07EA 01 0F 04 0C 00 FF FF 8000 00", // second unspecified
        "0000 01 0F 04 0C 00 00 FF 8000 00", // year 0
        "3138 31 32 32 30 30 30 30 3030 39", // the text 181220000009
      })
  void hasNoTimeWhereDateOrTimeAreImpossible(String digits) throws MalformedException {
    byte[] bytes = Hex.parse(digits);
    assertTrue(DateTimes.read(bytes, 0).isEmpty());
    assertTrue(DateTimes.impossible(bytes, 0));
  }

  @Test
  void takesAnOpenDateForNone() throws MalformedException {
    byte[] open = Hex.parse("FFFF FF FF FF FF FF FF FF 8000 FF");
    assertTrue(DateTimes.read(open, 0).isEmpty());
    assertFalse(DateTimes.impossible(open, 0));
  }
}
