// SPDX-License-Identifier: Apache-2.0
package org.metergate.rollup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DownsamplerTest {
  private static final long T = Instant.parse("2026-01-07T13:00:00Z").toEpochMilli();
  private static final long H = Downsampler.HOUR;

  private static Sample at(long seconds, String value) {
    return new Sample(T + 1000 * seconds, new BigDecimal(value));
  }

  private static Rollup.Counter hour(List<Sample> samples, long usual, long from) {
    return (Rollup.Counter) Downsampler.counters(samples, usual, H, from, from + H).get(0);
  }

  @Test
  void takesTheNearestReadingWithin90SecondsForABoundary() {
    List<Sample> samples = List.of(at(-60, "100"), at(90, "101"), at(3511, "110"), at(3691, "111"));
    Rollup.Counter hour = hour(samples, H, T);
    assertEquals(new Boundary(new BigDecimal("100"), false), hour.first());
    assertEquals(new Boundary(new BigDecimal("110"), false), hour.last());
    assertEquals(Optional.of(BigDecimal.TEN), hour.delta());
    assertTrue(!hour.estimated());
  }

  @Test
  void theToleranceOfABoundaryIsATenthOfTheInterval() {
    long[][] cases = {
      {1_000, -1},
      {10_000, -1},
      {59_999, -1},
      {60_000, 15_000},
      {150_000, 15_000},
      {300_000, 30_000},
      {600_000, 60_000},
      {900_000, 90_000},
      {H, 90_000},
      {24 * H, 90_000}
    };
    for (long[] one : cases) {
      assertEquals(one[1], Downsampler.tolerance(one[0]), one[0] + " ms");
    }
  }

  @Test
  void aMinuteBeforeTheFirstReadingClaimsNothing() {
    List<Sample> samples = List.of(at(140, "100"), at(150, "101"), at(160, "102"));
    List<Rollup> minutes =
        Downsampler.counters(samples, 10_000, Downsampler.MINUTE, T, T + 3 * Downsampler.MINUTE);
    assertEquals(1, minutes.size());
    Rollup.Counter minute = (Rollup.Counter) minutes.get(0);
    assertEquals(T + 2 * Downsampler.MINUTE, minute.from());
    assertNull(minute.first());
    assertEquals(Optional.empty(), minute.delta());
  }

  @Test
  void intervalsUnderAMinuteHaveNoBoundaries() {
    List<Sample> samples = List.of(at(0, "100"), at(10, "101"), at(20, "102"));
    for (Rollup rollup : Downsampler.counters(samples, 10_000, 10_000, T, T + 20_000)) {
      Rollup.Counter counter = (Rollup.Counter) rollup;
      assertNull(counter.first());
      assertNull(counter.last());
      assertEquals(1, counter.readings());
    }
  }

  @Test
  void estimatesABoundaryBetweenTwoReadingsAndSaysSo() {
    List<Sample> samples = List.of(at(-1800, "100.000"), at(1800, "101.000"), at(5400, "104.000"));
    Rollup.Counter hour = hour(samples, H, T);
    assertEquals(new Boundary(new BigDecimal("100.500"), true), hour.first());
    assertEquals(new Boundary(new BigDecimal("102.500"), true), hour.last());
    assertEquals(H, hour.covered());
    assertTrue(hour.estimated());
  }

  @Test
  void leavesAMissedHourEmptyAndDrawsNoPeakBehindIt() {
    List<Sample> samples = new ArrayList<>();
    for (int s = 0; s <= 3600; s += 10) {
      samples.add(at(s, String.valueOf(10 + s / 360 / 10.0)));
    }
    for (int s = 9000; s <= 14_400; s += 10) {
      samples.add(at(s, String.valueOf(20 + s / 360 / 10.0)));
    }
    List<Rollup> hours = Downsampler.counters(samples, 10_000, H, T, T + 4 * H);
    assertEquals(4, hours.size());
    Rollup.Counter broken = (Rollup.Counter) hours.get(1);
    Rollup.Counter behind = (Rollup.Counter) hours.get(2);
    assertNull(broken.last());
    assertEquals(0, broken.covered());
    assertEquals(Optional.empty(), broken.delta());
    assertEquals(Optional.empty(), behind.delta());
    assertEquals(new BigDecimal("0.500"), behind.coverage());
    Rollup.Counter all = (Rollup.Counter) BucketMerge.of(hours, T, T + 4 * H).orElseThrow();
    assertEquals(new BigDecimal("0.625"), all.coverage());
    assertEquals(Optional.of(new BigDecimal("14.0")), all.delta());
  }

  @Test
  void weighsAGaugeByTheTimeForWhichItStood() {
    List<Sample> samples = List.of(at(0, "100"), at(40, "400"), at(60, "0"));
    Rollup.Gauge minute =
        (Rollup.Gauge)
            Downsampler.gauges(samples, 20_000, Downsampler.MINUTE, T, T + Downsampler.MINUTE)
                .get(0);
    assertEquals(Optional.of(new BigDecimal("200.00")), minute.mean());
    assertEquals(new BigDecimal("100"), minute.min());
    assertEquals(new BigDecimal("400"), minute.max());
    assertEquals(2, minute.readings());
    assertEquals(new BigDecimal("1.000"), minute.coverage());
  }

  @Test
  void aLonelyReadingHasNoMean() {
    List<Rollup> gauges =
        Downsampler.gauges(
            List.of(at(30, "5")), 10_000, Downsampler.MINUTE, T, T + 3 * Downsampler.MINUTE);
    assertEquals(1, gauges.size());
    assertEquals(Optional.empty(), ((Rollup.Gauge) gauges.get(0)).mean());
    assertEquals(0, gauges.get(0).covered());
  }

  @Test
  void aCounterThatFellHasNoDelta() {
    Rollup.Counter hour = hour(List.of(at(0, "100"), at(3600, "3")), H, T);
    assertEquals(Optional.empty(), hour.delta());
  }

  @Test
  void intervalsOfTheCalendarFollowTheZone() {
    ZoneId zone = ZoneId.of("Europe/Copenhagen");
    long time = Instant.parse("2026-07-15T22:30:00Z").toEpochMilli();
    assertEquals("2026-07-15T22:00:00Z", text(Resolution.DAY.start(time, zone)));
    assertEquals("2026-07-12T22:00:00Z", text(Resolution.WEEK.start(time, zone)));
    assertEquals("2026-07-19T22:00:00Z", text(Resolution.WEEK.end(time, zone)));
    assertEquals("2026-06-30T22:00:00Z", text(Resolution.MONTH.start(time, zone)));
    assertEquals("2025-12-31T23:00:00Z", text(Resolution.YEAR.start(time, zone)));
    assertEquals(
        "2026-12-31T23:00:00Z", text(Resolution.YEAR.end(Resolution.YEAR.start(time, zone), zone)));
    assertEquals("2026-07-15T22:30:00Z", text(Resolution.QUARTER.start(time, zone)));
    assertEquals(Optional.of(Resolution.MONTH), Resolution.of("month"));
    assertEquals(Optional.empty(), Resolution.of("fortnight"));
  }

  private static String text(long time) {
    return Instant.ofEpochMilli(time).toString();
  }
}
