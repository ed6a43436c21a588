// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTest {
  private static final ZoneId COPENHAGEN = ZoneId.of("Europe/Copenhagen");
  private static final Instant NOW = Instant.parse("2026-12-01T12:00:30Z");

  private static Moment of(String text, String zone) {
    return Moment.of(text, ZoneId.of(zone), NOW);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-01, Europe/Copenhagen, 2026-11-30T23:00:00Z",
    "2026-12-01, Asia/Kolkata, 2026-11-30T18:30:00Z",
    "2026-07-01T14:00, Australia/Lord_Howe, 2026-07-01T03:30:00Z",
    "2026-10-25T02:30, Europe/Copenhagen, 2026-10-25T00:30:00Z",
    "2026-10-25T02:30+01:00, Europe/Copenhagen, 2026-10-25T01:30:00Z",
    "2026-09-06, America/Santiago, 2026-09-06T04:00:00Z", // has no midnight
    "2026-12-01T12:00Z, Asia/Kolkata, 2026-12-01T12:00:00Z"
  })
  void isTheInstantThatPeopleMean(String text, String zone, String instant) {
    assertEquals(Instant.parse(instant), ((Moment.Known) of(text, zone)).instant());
  }

  @Test
  void aTimeThatExistsTwiceIsTheEarlierOneAndSaysHowToWriteTheOther() {
    Moment.Known known = (Moment.Known) of("2026-10-25T02:30", "Europe/Copenhagen");
    String remark = known.remark().orElseThrow();
    assertTrue(remark.contains("twice") && remark.contains("2026-10-25T02:30+01:00"), remark);
    assertTrue(
        ((Moment.Known) of("2026-10-25", "Europe/Copenhagen")).remark().isEmpty(),
        "a day is not in doubt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-29T02:30", // skipped
        "2026-12-01T13:01", // a minute that has not begun
        "2027-01-01",
        "2026-12-01T11:00:30",
        "2026-02-30",
        "1969-12-31",
        "3000-01-01",
        "yesterday",
        "",
        "2026-12",
        "2026-12-01T14:00[Europe/Copenhagen]",
        "+999999999-12-31"
      })
  void anythingElseIsAMistakeWithASentence(String text) {
    Moment.Mistake mistake =
        assertInstanceOf(Moment.Mistake.class, Moment.of(text, COPENHAGEN, NOW), text);
    assertTrue(mistake.sentence().endsWith("."), mistake.sentence());
  }
}
