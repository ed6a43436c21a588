// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.rollup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is folded and merged equals what is computed plainly from the readings. */
class FoldPropertyTest {
  private static final long START = Instant.parse("2026-01-07T13:00:00Z").toEpochMilli();
  private static final long[] USUAL = {5_000, 10_000, 60_000, 300_000, 900_000};

  @Test
  void foldsLikeAPlainRecomputation() {
    for (int seed = 0; seed < 12; seed++) {
      Random random = new Random(seed);
      long usual = USUAL[random.nextInt(USUAL.length)];
      long end = START + 2 * Fold.HOUR;
      List<Point> points = RandomSeries.of(random, START - Fold.QUARTER, end, usual);
      PlainRecomputation plain = new PlainRecomputation(points, usual);
      for (long step : new long[] {Fold.MINUTE, Fold.QUARTER, Fold.HOUR}) {
        List<Rollup> counters = Fold.counters(points, usual, step, START, end);
        List<Rollup> gauges = Fold.gauges(points, usual, step, START, end);
        assertEquals(expected(plain, true, step, end), counters, "counters of seed " + seed);
        assertEquals(expected(plain, false, step, end), gauges, "gauges of seed " + seed);
        assertEquals(
            Fold.counters(points, usual, Fold.HOUR, START, START + Fold.HOUR),
            Merge.of(until(counters, START + Fold.HOUR), START, START + Fold.HOUR).stream()
                .toList());
        assertEquals(
            Fold.gauges(points, usual, Fold.HOUR, START, START + Fold.HOUR),
            Merge.of(until(gauges, START + Fold.HOUR), START, START + Fold.HOUR).stream().toList());
      }
    }
  }

  private static List<Rollup> until(List<Rollup> rollups, long end) {
    return rollups.stream().filter(r -> r.to() <= end).toList();
  }

  private static List<Rollup> expected(
      PlainRecomputation plain, boolean counter, long step, long end) {
    List<Rollup> rollups = new ArrayList<>();
    for (long from = START; from < end; from += step) {
      if (counter) {
        Rollup.Counter c = plain.counter(from, from + step);
        if (c.covered() > 0 || c.readings() > 0 || c.first() != null || c.last() != null) {
          rollups.add(c);
        }
      } else {
        Rollup.Gauge g = plain.gauge(from, from + step);
        if (g.min() != null) {
          rollups.add(g);
        }
      }
    }
    return rollups;
  }

  @Test
  void aWindowWithItsReachFoldsLikeTheWhole() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      long usual = USUAL[random.nextInt(USUAL.length)];
      long end = START + 12 * Fold.HOUR;
      List<Point> points = RandomSeries.of(random, START, end, usual);
      long from = START + Fold.QUARTER * random.nextInt(40);
      long to = from + Fold.QUARTER;
      long reach = Fold.reach(usual);
      List<Point> near =
          points.stream().filter(p -> p.time() >= from - reach && p.time() <= to + reach).toList();
      assertEquals(
          within(Fold.counters(points, usual, Fold.MINUTE, START, end), from, to),
          Fold.counters(near, usual, Fold.MINUTE, from, to));
      assertEquals(
          within(Fold.gauges(points, usual, Fold.MINUTE, START, end), from, to),
          Fold.gauges(near, usual, Fold.MINUTE, from, to));
    }
  }

  private static List<Rollup> within(List<Rollup> rollups, long from, long to) {
    return rollups.stream().filter(r -> r.from() >= from && r.to() <= to).toList();
  }

  @Test
  void noSumCountsAnIntervalTwiceOrFillsAGap() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      long end = START + 6 * Fold.HOUR;
      List<Point> points = RandomSeries.of(random, START, end, 10_000);
      List<Rollup> minutes = Fold.counters(points, 10_000, Fold.MINUTE, START, end);
      long observed =
          LongStream.range(1, points.size())
              .filter(i -> points.get((int) i).time() - points.get((int) i - 1).time() <= 30_000)
              .map(i -> within(points.get((int) i - 1), points.get((int) i), end))
              .filter(distance -> distance > 0)
              .sum();
      long covered = minutes.stream().mapToLong(Rollup::covered).sum();
      assertEquals(observed, covered, "seed " + seed);
      for (Rollup minute : minutes) {
        assertTrue(minute.covered() <= Fold.MINUTE, "no time is observed twice");
      }
      telescopes(minutes);
    }
  }

  private static long within(Point before, Point after, long end) {
    return Math.min(end, after.time()) - Math.max(START, before.time());
  }

  /** The sum of what a counter moved in neighbouring intervals is what it moved over all. */
  private static void telescopes(List<Rollup> minutes) {
    BigDecimal sum = null;
    Boundary begin = null;
    Rollup.Counter previous = null;
    for (Rollup rollup : minutes) {
      Rollup.Counter minute = (Rollup.Counter) rollup;
      boolean joins = previous != null && previous.to() == minute.from();
      if (joins) {
        assertEquals(previous.last(), minute.first());
      }
      if (minute.first() == null || minute.last() == null) {
        previous = minute;
        sum = null;
        continue;
      }
      if (sum == null || !joins) {
        sum = BigDecimal.ZERO;
        begin = minute.first();
      }
      sum = sum.add(minute.last().value().subtract(minute.first().value()));
      assertEquals(minute.last().value().subtract(begin.value()), sum);
      previous = minute;
    }
  }

  @Test
  void daysOfSummerTimeAreMadeOfTheirHours() {
    ZoneId zone = ZoneId.of("Europe/Copenhagen");
    for (String day : List.of("2026-03-29T12:00:00Z", "2026-10-25T12:00:00Z")) {
      Random random = new Random(7);
      long from = Every.DAY.start(Instant.parse(day).toEpochMilli(), zone);
      long to = Every.DAY.end(from, zone);
      assertEquals(day.startsWith("2026-03") ? 23 : 25, (to - from) / Fold.HOUR);
      List<Point> points = RandomSeries.of(random, from - Fold.HOUR, to + Fold.HOUR, 60_000);
      PlainRecomputation plain = new PlainRecomputation(points, 60_000);
      List<Rollup> counters = Fold.counters(points, 60_000, Fold.HOUR, from, to);
      List<Rollup> gauges = Fold.gauges(points, 60_000, Fold.HOUR, from, to);
      assertEquals(plain.counter(from, to), Merge.of(counters, from, to).orElseThrow());
      assertEquals(plain.gauge(from, to), Merge.of(gauges, from, to).orElseThrow());
    }
  }
}
