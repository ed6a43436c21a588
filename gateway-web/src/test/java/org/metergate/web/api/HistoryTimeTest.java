// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTimeTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");

  @ParameterizedTest
  @CsvSource({
    "2026-01-31, 2026-01-30T23:00:00Z",
    "2026-01-31T14:00, 2026-01-31T13:00:00Z",
    "2026-01-31T14:00:01.5Z, 2026-01-31T14:00:01.500Z",
    "2026-01-31T14:00-05:00, 2026-01-31T19:00:00Z",
    "2026-01-31T14:00:00.123456789+01:00:30, 2026-01-31T12:59:30.123456789Z",
    "1970-01-01, 1969-12-31T23:00:00Z",
    "1970-01-01T00:00+18:00, 1969-12-31T06:00:00Z",
    "2999-12-31T23:59:59-18:00, 3000-01-01T17:59:59Z",
  })
  void readsATimeOfTheCalendar(String text, Instant time) {
    assertEquals(Optional.of(time), HistoryTime.parse(text, ZONE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "T",
        "Z",
        "yesterday",
        "2026-02-30",
        "2026-01-31T25:00",
        "2026-01-31T14:00+19:00",
        "1969-12-31",
        "1969-12-31T23:59Z",
        "3000-01-01",
        "0000-01-01",
        "-0001-01-01",
        "+12026-01-01",
        "+999999999-12-31",
        "-999999999-01-01",
        "+999999999-12-31T23:59:59-18:00",
        "-999999999-01-01T00:00+18:00",
        "+999999999-12-31T23:59:59",
        "2026-01-31T14:00Europe/Copenhagen",
        "2026-01-31T14:00:00.1234567890Z"
      })
  void nothingElseIsATime(String text) {
    assertEquals(Optional.empty(), HistoryTime.parse(text, ZONE));
    assertEquals(Optional.empty(), HistoryTime.parseLocal(text));
  }

  @Test
  void everyTimeThatIsReadCanBeCountedInMilliseconds() {
    String[] parts = {
      "2026",
      "+999999999",
      "-999999999",
      "9999",
      "0",
      "-",
      "01",
      "12-31",
      "T",
      "23:59:59",
      "Z",
      "+18:00",
      "-18:00",
      ".999999999",
      "\0",
      "٣",
      " "
    };
    Random random = new Random(6);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(9); n >= 0; n--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      HistoryTime.parse(text.toString(), ZONE).ifPresent(time -> inRange(time));
      HistoryTime.parseLocal(text.toString()).map(LocalDateTime::getYear).ifPresent(this::inRange);
    }
  }

  private static void inRange(Instant time) {
    assertTrue(Math.abs(time.toEpochMilli()) < 33_000_000_000_000L, time.toString());
  }

  private void inRange(int year) {
    assertTrue(year >= 1970 && year <= 2999, "" + year);
  }
}
