// SPDX-License-Identifier: Apache-2.0
package org.metergate.rollup;

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

/** Downsampled and merged intervals equal those computed plainly from the readings. */
class DownsamplingPropertyTest {
  private static final long START = Instant.parse("2026-01-07T13:00:00Z").toEpochMilli();
  private static final long[] USUAL = {5_000, 10_000, 60_000, 300_000, 900_000};

  @Test
  void downsamplesLikeAPlainRecomputation() {
    for (int seed = 0; seed < 12; seed++) {
      Random random = new Random(seed);
      long usual = USUAL[random.nextInt(USUAL.length)];
      long end = START + 2 * Downsampler.HOUR;
      List<Sample> samples = RandomSeries.of(random, START - Downsampler.QUARTER, end, usual);
      PlainRecomputation plain = new PlainRecomputation(samples, usual);
      for (long step : new long[] {Downsampler.MINUTE, Downsampler.QUARTER, Downsampler.HOUR}) {
        List<Rollup> counters = Downsampler.counters(samples, usual, step, START, end);
        List<Rollup> gauges = Downsampler.gauges(samples, usual, step, START, end);
        assertEquals(expected(plain, true, step, end), counters, "counters of seed " + seed);
        assertEquals(expected(plain, false, step, end), gauges, "gauges of seed " + seed);
        // a reading that is too far from the end of a minute may be near enough for an hour
        if (step > Downsampler.MINUTE) {
          assertEquals(
              Downsampler.counters(
                  samples, usual, Downsampler.HOUR, START, START + Downsampler.HOUR),
              BucketMerge.of(
                      until(counters, START + Downsampler.HOUR), START, START + Downsampler.HOUR)
                  .stream()
                  .toList());
        }
        assertEquals(
            Downsampler.gauges(samples, usual, Downsampler.HOUR, START, START + Downsampler.HOUR),
            BucketMerge.of(until(gauges, START + Downsampler.HOUR), START, START + Downsampler.HOUR)
                .stream()
                .toList());
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
  void aWindowWithItsReachGivesTheSameAsTheWhole() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      long usual = USUAL[random.nextInt(USUAL.length)];
      long end = START + 12 * Downsampler.HOUR;
      List<Sample> samples = RandomSeries.of(random, START, end, usual);
      long from = START + Downsampler.QUARTER * random.nextInt(40);
      long to = from + Downsampler.QUARTER;
      long reach = Downsampler.reach(usual);
      List<Sample> near =
          samples.stream().filter(p -> p.time() >= from - reach && p.time() <= to + reach).toList();
      assertEquals(
          within(Downsampler.counters(samples, usual, Downsampler.MINUTE, START, end), from, to),
          Downsampler.counters(near, usual, Downsampler.MINUTE, from, to));
      assertEquals(
          within(Downsampler.gauges(samples, usual, Downsampler.MINUTE, START, end), from, to),
          Downsampler.gauges(near, usual, Downsampler.MINUTE, from, to));
    }
  }

  private static List<Rollup> within(List<Rollup> rollups, long from, long to) {
    return rollups.stream().filter(r -> r.from() >= from && r.to() <= to).toList();
  }

  @Test
  void noSumCountsAnIntervalTwiceOrFillsAGap() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      long end = START + 6 * Downsampler.HOUR;
      List<Sample> samples = RandomSeries.of(random, START, end, 10_000);
      List<Rollup> minutes = Downsampler.counters(samples, 10_000, Downsampler.MINUTE, START, end);
      long observed =
          LongStream.range(1, samples.size())
              .filter(i -> samples.get((int) i).time() - samples.get((int) i - 1).time() <= 30_000)
              .map(i -> within(samples.get((int) i - 1), samples.get((int) i), end))
              .filter(distance -> distance > 0)
              .sum();
      long covered = minutes.stream().mapToLong(Rollup::covered).sum();
      assertEquals(observed, covered, "seed " + seed);
      for (Rollup minute : minutes) {
        assertTrue(minute.covered() <= Downsampler.MINUTE, "no time is observed twice");
      }
      telescopes(minutes);
    }
  }

  private static long within(Sample before, Sample after, long end) {
    return Math.min(end, after.time()) - Math.max(START, before.time());
  }

  /** The deltas of a counter in adjacent intervals add up to its delta over all of them. */
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
      long from = Resolution.DAY.start(Instant.parse(day).toEpochMilli(), zone);
      long to = Resolution.DAY.end(from, zone);
      assertEquals(day.startsWith("2026-03") ? 23 : 25, (to - from) / Downsampler.HOUR);
      List<Sample> samples =
          RandomSeries.of(random, from - Downsampler.HOUR, to + Downsampler.HOUR, 60_000);
      PlainRecomputation plain = new PlainRecomputation(samples, 60_000);
      List<Rollup> counters = Downsampler.counters(samples, 60_000, Downsampler.HOUR, from, to);
      List<Rollup> gauges = Downsampler.gauges(samples, 60_000, Downsampler.HOUR, from, to);
      assertEquals(plain.counter(from, to), BucketMerge.of(counters, from, to).orElseThrow());
      assertEquals(plain.gauge(from, to), BucketMerge.of(gauges, from, to).orElseThrow());
    }
  }
}
