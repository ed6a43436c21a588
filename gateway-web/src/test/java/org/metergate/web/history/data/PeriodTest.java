// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.rollup.Resolution;

/** The arithmetic of periods: calendar, clock changes, what corresponds to what. */
class PeriodTest {
  private static final ZoneId COPENHAGEN = ZoneId.of("Europe/Copenhagen");

  @ParameterizedTest
  @CsvSource({
    "DAY, 2026-03-01, 2026-02-28, 2025-03-01",
    "DAY, 2028-02-29, 2028-02-28, 2027-02-28",
    "WEEK, 2026-12-31, 2026-12-21, 2025-12-22", // week 53; 2025 has 52
    "WEEK, 2026-01-01, 2025-12-22, 2024-12-30", // week 1 begins in December
    "MONTH, 2026-03-31, 2026-02-01, 2025-03-01",
    "YEAR, 2026-07-01, 2025-01-01, 2025-01-01",
  })
  void knowsWhatIsBefore(Span span, LocalDate day, LocalDate previous, LocalDate yearBefore) {
    Period period = Period.of(span, day, span.bars().get(0), COPENHAGEN);
    assertEquals(previous, period.previous().orElseThrow().first());
    assertEquals(yearBefore, period.yearBefore().orElseThrow().first());
    assertEquals(period, period.previous().orElseThrow().next().orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-29, Europe/Copenhagen, 23, 92",
    "2026-10-25, Europe/Copenhagen, 25, 100",
    "2026-06-01, Asia/Kolkata, 24, 96",
    "2026-04-05, Australia/Lord_Howe, 24, 98", // back by half an hour: one hour has 90 minutes
    "2026-10-04, Australia/Lord_Howe, 23, 94", // forward: the hour from 01:00 ends at 03:00
    "2018-11-04, America/Sao_Paulo, 23, 92", // the day begins at one o'clock
  })
  void aDayHasTheHoursOfItsClock(LocalDate day, ZoneId zone, int hours, int quarters) {
    assertEquals(hours, Period.of(Span.DAY, day, Resolution.HOUR, zone).intervals().size());
    Period inQuarters = Period.of(Span.DAY, day, Resolution.QUARTER, zone);
    assertEquals(quarters, inQuarters.intervals().size());
    assertEquals(inQuarters.whole().millis(), quarters * 900_000L);
  }

  @Test
  void theYearsAreBounded() {
    assertThrows(IllegalArgumentException.class, () -> Period.years(1970, 2999, COPENHAGEN));
    Period last = Period.of(Span.YEAR, LocalDate.of(2999, 1, 1), Resolution.MONTH, COPENHAGEN);
    assertEquals(Optional.empty(), last.next());
    Period first = Period.of(Span.DAY, LocalDate.of(1970, 1, 1), Resolution.HOUR, COPENHAGEN);
    assertEquals(Optional.empty(), first.previous());
    assertEquals(Optional.empty(), first.yearBefore());
  }

  @Test
  void barsAreComparedWithThoseOfTheSameTimeOfDayAndDay() {
    Period long25 = Period.of(Span.DAY, LocalDate.of(2026, 10, 25), Resolution.HOUR, COPENHAGEN);
    List<Optional<Integer>> places = long25.places(long25.previous().orElseThrow());
    assertEquals(Optional.of(2), places.get(2));
    assertEquals(Optional.empty(), places.get(3), "02:00 for the second time");
    assertEquals(Optional.of(3), places.get(4));
    assertEquals(Optional.of(23), places.get(24));
    Period march = Period.of(Span.MONTH, LocalDate.of(2026, 3, 1), Resolution.DAY, COPENHAGEN);
    List<Optional<Integer>> days = march.places(march.previous().orElseThrow());
    assertEquals(Optional.of(27), days.get(27));
    assertEquals(Optional.empty(), days.get(28), "there is no 29 February");
  }

  @ParameterizedTest
  @CsvSource({
    "YEAR, 2026-05-10T08:15:00Z, 2025-05-10T08:15:00Z",
    "YEAR, 2028-02-29T08:15:00Z, 2027-02-28T08:15:00Z",
    "MONTH, 2026-03-30T10:00:00Z, 2026-02-28T23:00:00Z", // February is over
    "MONTH, 2026-03-10T10:00:00Z, 2026-02-10T10:00:00Z",
    "DAY, 2026-10-25T20:00:00Z, 2026-10-24T19:00:00Z", // 21:00 both
  })
  void aPeriodThatRunsIsComparedUpToTheSameMoment(Span span, Instant now, Instant then) {
    LocalDate day = LocalDate.ofInstant(now, COPENHAGEN);
    Period period = Period.of(span, day, span.bars().get(0), COPENHAGEN);
    Period before = period.previous().orElseThrow();
    assertEquals(then, Instant.ofEpochMilli(period.corresponding(now.toEpochMilli(), before)));
  }
}
