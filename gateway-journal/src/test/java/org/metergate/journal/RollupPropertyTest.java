// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.journal.rollup.CounterAt;
import org.metergate.journal.rollup.Series;
import org.metergate.rollup.Downsampler;
import org.metergate.rollup.Resolution;
import org.metergate.rollup.Rollup;
import org.metergate.rollup.Sample;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantity.Kind;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.time.VirtualTime;

/**
 * Whatever happens to a journal, its roll-ups are those of all its readings: gaps, clock steps,
 * late records, restarts, crashes, summer time.
 */
class RollupPropertyTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");

  /** Before the nights in which an hour is skipped and in which one is repeated. */
  private static final List<Instant> STARTS =
      List.of(Instant.parse("2026-03-28T20:00:00Z"), Instant.parse("2026-10-24T20:00:00Z"));

  private static final int SEEDS = Integer.getInteger("metergate.seeds", 2);

  @TempDir Path folder;

  private final List<Sample> energies = new ArrayList<>();
  private final List<Sample> powers = new ArrayList<>();
  private Instant start;
  private boolean stamped;
  private VirtualTime time;
  private Random random;
  private Instant wall;
  private Path path;
  private long counter;

  /** How often the meter is read; at a minute, boundaries of minutes and hours differ. */
  private long usual;

  @Test
  void rollUpsEqualAPlainRecomputationFromRawRows() throws Exception {
    for (int seed = 0; seed < SEEDS; seed++) {
      begin(seed);
      Journal journal = open();
      for (int i = 0; i < 900; i++) {
        append(journal);
        if (random.nextInt(12) == 0) {
          time.pause(Duration.ofSeconds(60));
          journal.tick();
        }
        if (i > 10 && random.nextInt(150) == 0) {
          journal = restart(journal, i);
        }
        if (i > 10 && random.nextInt(400) == 0) {
          compare(journal, seed);
        }
      }
      compare(journal, seed);
      journal.close();
      try (JournalReader reader = JournalReader.open(path)) {
        compare(reader.history(ZONE), "read only, seed ");
      }
    }
  }

  private void begin(int seed) {
    random = new Random(seed);
    usual = seed % 2 == 0 ? 10_000 : 60_000;
    start = STARTS.get(seed % 2);
    stamped = (seed / 2 + seed) % 2 == 1;
    time = new VirtualTime(start);
    wall = start;
    counter = 1_000_000;
    energies.clear();
    powers.clear();
    path = folder.resolve("journal-" + seed + ".db");
  }

  private Journal open() throws JournalException {
    JournalSettings settings =
        new JournalSettings(path, Duration.ofSeconds(60), Duration.ofDays(400), 100_000_000, ZONE);
    return Journal.openQuiet(settings, time, "boot-1");
  }

  /** Closes normally, or copies the files as a crash leaves them and continues with the copy. */
  private Journal restart(Journal journal, int number) throws Exception {
    if (random.nextBoolean()) {
      journal.close();
      return open();
    }
    Path copy = folder.resolve(number + "-" + path.getFileName());
    for (String suffix : List.of("", "-wal")) {
      Path from = Path.of(path + suffix);
      if (Files.exists(from)) {
        Files.copy(from, Path.of(copy + suffix), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    journal.close();
    path = copy;
    return open();
  }

  private void append(Journal journal) throws Exception {
    boolean learning = energies.size() < 10;
    int mishap = learning ? 99 : random.nextInt(60);
    if (mishap == 0) {
      time.pause(Duration.ofSeconds(random.nextInt(4000)));
      wall = time.now();
    } else if (mishap == 1) {
      wall = wall.minusSeconds(random.nextInt(1800));
    } else if (mishap == 2) {
      wall = wall.plusSeconds(random.nextInt(1800));
    }
    Origin origin =
        mishap == 3 ? Origin.HISTORY : mishap == 4 || mishap == 5 ? Origin.LATE : Origin.LIVE;
    Instant at = origin == Origin.LIVE ? wall : start.plusSeconds(random.nextInt(20_000));
    counter += random.nextInt(40);
    int power = random.nextInt(3000);
    Reading reading = reading(origin, at, power);
    if (origin == Origin.LATE) {
      journal.readings().appendLate(List.of(reading), List.of());
    } else {
      journal.readings().append(reading);
    }
    long millis = at.toEpochMilli();
    energies.add(new Sample(millis, BigDecimal.valueOf(counter)));
    powers.add(new Sample(millis, BigDecimal.valueOf(power, 1)));
    if (origin == Origin.LIVE) {
      time.pause(Duration.ofMillis(usual));
      wall = wall.plusMillis(usual);
    }
  }

  private Reading reading(Origin origin, Instant at, int power) {
    return new Reading(
        Samples.METER,
        1,
        origin,
        origin == Origin.HISTORY ? time.now() : at,
        stamp(origin, at),
        List.of(
            Samples.number("energy_import", Kind.COUNTER, Dimension.ENERGY, Unit.WH, counter, 1, 0),
            Samples.number("power_import", Kind.GAUGE, Dimension.POWER, Unit.W, power, 1, 1)));
  }

  /**
   * A logger's timestamp is the time, a live one agrees with it, and a late one may be anything.
   */
  private Optional<MeterTime> stamp(Origin origin, Instant at) {
    if (origin == Origin.HISTORY) {
      return Optional.of(
          new MeterTime(LocalDateTime.ofInstant(at, ZoneOffset.UTC), ZoneOffset.UTC));
    }
    Instant clock = origin == Origin.LATE ? at.minusSeconds(86_400) : at;
    return stamped
        ? Optional.of(MeterTime.local(LocalDateTime.ofInstant(clock, ZONE)))
        : Optional.empty();
  }

  private void compare(Journal journal, int seed) throws JournalException {
    compare(journal.history(), "seed " + seed);
  }

  private void compare(History history, String what) {
    try {
      compareMoments(history);
    } catch (JournalException e) {
      throw new AssertionError(what, e);
    }
    for (Resolution resolution : Resolution.values()) {
      try {
        List<String> found = new ArrayList<>();
        List<Rollup> gauges = new ArrayList<>();
        history.intervals(
            history.series("electricity"),
            start.minusSeconds(100_000),
            start.plusSeconds(400_000),
            resolution,
            ZONE,
            (series, rollup) -> {
              found.add(series.quantity() + text(rollup));
              if (!series.isCounter()) {
                gauges.add(rollup);
              }
            });
        List<String> expected = new ArrayList<>();
        plain(true, resolution).forEach(r -> expected.add("energy_import" + text(r)));
        plain(false, resolution).forEach(r -> expected.add("power_import" + text(r)));
        assertTrue(expected.size() >= 2);
        if (usual < Downsampler.MINUTE || resolution != Resolution.MINUTE) {
          // otherwise a minute without a reading, which is not given, may be observed
          nothingIsCountedTwice(gauges, observed(), powers.size());
        }
        assertEquals(
            String.join("\n", expected), String.join("\n", found), what + " " + resolution.label());
      } catch (Exception e) {
        throw new AssertionError(what, e);
      }
    }
  }

  /** Counters at moments, most of them in the hours that were read. */
  private void compareMoments(History history) throws JournalException {
    List<Sample> samples = new ArrayList<>(energies);
    samples.sort(Comparator.comparingLong(Sample::time));
    PlainRollups plain = new PlainRollups(samples, usual);
    long first = Math.floorDiv(samples.get(0).time(), 60_000) - 20;
    int minutes = (int) (samples.get(samples.size() - 1).time() / 60_000 - first) + 200;
    List<Series> counters = history.allSeries().stream().filter(Series::isCounter).toList();
    Random moments = new Random(samples.size());
    for (int i = 0; i < 40; i++) {
      long minute = first + moments.nextInt(minutes);
      long moment = (i % 2 == 0 ? minute : minute / 15 * 15) * 60_000;
      List<CounterAt> found = history.countersAt(counters, Instant.ofEpochMilli(moment));
      assertEquals(expected(plain, samples, moment), text(found, samples, moment), "" + moment);
    }
  }

  private static String expected(PlainRollups plain, List<Sample> samples, long moment) {
    Optional<Sample> last =
        samples.stream().filter(s -> s.time() < moment).reduce((one, other) -> other);
    return plain
        .counter(moment)
        .map(b -> (b.estimated() ? "ESTIMATED " : "READ ") + b.value())
        .or(() -> last.map(s -> "LAST " + s.value()))
        .orElse("");
  }

  private static String text(List<CounterAt> found, List<Sample> samples, long moment) {
    for (CounterAt one : found) {
      long nearest = Math.max(one.read() - moment, moment - one.read() - 60_000);
      switch (one.basis()) {
        case READ -> assertTrue(nearest <= 90_000, "read " + nearest + " ms away");
        case ESTIMATED -> {
          assertTrue(one.read() < moment && one.next().getAsLong() >= moment);
          assertEquals(minuteBefore(samples, moment), one.read());
        }
        case LAST -> assertEquals(minuteBefore(samples, moment), one.read());
      }
    }
    return found.stream().map(one -> one.basis() + " " + one.value()).findFirst().orElse("");
  }

  private static long minuteBefore(List<Sample> samples, long moment) {
    long last = samples.stream().mapToLong(Sample::time).filter(t -> t < moment).max().orElse(0);
    return Math.floorDiv(last, 60_000) * 60_000;
  }

  private List<Rollup> plain(boolean isCounter, Resolution resolution) {
    List<Sample> samples = new ArrayList<>(isCounter ? energies : powers);
    samples.sort(Comparator.comparingLong(Sample::time));
    PlainRollups plain = new PlainRollups(samples, usual);
    List<Rollup> rollups = new ArrayList<>();
    long reach = 100_000;
    long from = resolution.start(samples.get(0).time() - reach, ZONE);
    long to = samples.get(samples.size() - 1).time() + reach;
    while (from < to) {
      long end = resolution.end(from, ZONE);
      (isCounter ? plain.counter(from, end) : plain.gauge(from, end)).ifPresent(rollups::add);
      from = end;
    }
    return rollups;
  }

  /**
   * Whatever the length of the intervals: each observed second and each reading is in exactly one.
   */
  private static void nothingIsCountedTwice(List<Rollup> rollups, long covered, long readings) {
    assertEquals(covered, rollups.stream().mapToLong(Rollup::covered).sum());
    assertEquals(readings, rollups.stream().mapToLong(Rollup::readings).sum());
    for (int i = 1; i < rollups.size(); i++) {
      assertTrue(rollups.get(i - 1).to() <= rollups.get(i).from());
    }
  }

  private long observed() {
    List<Sample> samples = new ArrayList<>(powers);
    samples.sort(Comparator.comparingLong(Sample::time));
    long sum = 0;
    for (int i = 1; i < samples.size(); i++) {
      long distance = samples.get(i).time() - samples.get(i - 1).time();
      sum += distance <= 3 * usual ? distance : 0;
    }
    return sum;
  }

  private static String text(Rollup rollup) {
    String at = " " + Instant.ofEpochMilli(rollup.from()) + " " + rollup.covered() + " ";
    if (rollup instanceof Rollup.Counter c) {
      return at + c.readings() + " " + c.first() + " " + c.last();
    }
    Rollup.Gauge g = (Rollup.Gauge) rollup;
    return at
        + g.readings()
        + " "
        + g.min().stripTrailingZeros()
        + " "
        + g.max().stripTrailingZeros()
        + " "
        + g.integral().stripTrailingZeros();
  }
}
