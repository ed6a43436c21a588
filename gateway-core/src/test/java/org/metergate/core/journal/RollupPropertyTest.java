// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.journal;

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
import org.metergate.core.rollup.Every;
import org.metergate.core.rollup.Fold;
import org.metergate.core.rollup.Merge;
import org.metergate.core.rollup.Point;
import org.metergate.core.rollup.Rollup;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantity.Kind;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.time.VirtualTime;

/**
 * Whatever happens to a journal, its roll-ups are those of all its readings: holes, steps of the
 * clock, records that come late, restarts, crashes, summer time.
 */
class RollupPropertyTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
  private static final Instant START = Instant.parse("2026-03-28T20:00:00Z");
  private static final long USUAL = 10_000;

  @TempDir Path folder;

  private final List<Point> energies = new ArrayList<>();
  private final List<Point> powers = new ArrayList<>();
  private VirtualTime time;
  private Random random;
  private Instant wall;
  private Path path;
  private long counter;

  @Test
  void rollUpsEqualAPlainRecomputationFromRawRows() throws Exception {
    for (int seed = 0; seed < 3; seed++) {
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
        reader.history(ZONE, history -> compare(history, "read only, seed "));
      }
    }
  }

  private void begin(int seed) {
    random = new Random(seed);
    time = new VirtualTime(START);
    wall = START;
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

  /** Closes in peace, or copies the files as a crash leaves them and goes on with the copy. */
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
    boolean history = mishap == 3;
    Instant at = history ? START.plusSeconds(random.nextInt(20_000)) : wall;
    counter += random.nextInt(40);
    int power = random.nextInt(3000);
    journal.append(reading(history, at, power));
    long millis = at.toEpochMilli();
    energies.add(new Point(millis, BigDecimal.valueOf(counter)));
    powers.add(new Point(millis, BigDecimal.valueOf(power, 1)));
    if (!history) {
      time.pause(Duration.ofMillis(USUAL));
      wall = wall.plusMillis(USUAL);
    }
  }

  private Reading reading(boolean history, Instant at, int power) {
    Optional<MeterTime> stamp =
        history
            ? Optional.of(
                new MeterTime(LocalDateTime.ofInstant(at, ZoneOffset.UTC), ZoneOffset.UTC))
            : Optional.empty();
    return new Reading(
        Samples.METER,
        1,
        history ? Origin.HISTORY : Origin.LIVE,
        history ? time.now() : at,
        stamp,
        List.of(
            Samples.number("energy_import", Kind.COUNTER, Dimension.ENERGY, Unit.WH, counter, 1, 0),
            Samples.number("power_import", Kind.GAUGE, Dimension.POWER, Unit.W, power, 1, 1)));
  }

  private void compare(Journal journal, int seed) throws JournalException {
    journal.history(history -> compare(history, "seed " + seed));
  }

  private void compare(History history, String what) {
    for (Every every : Every.values()) {
      try {
        List<String> found = new ArrayList<>();
        history.intervals(
            history.series("electricity"),
            START.minusSeconds(100_000),
            START.plusSeconds(100_000),
            every,
            ZONE,
            (series, rollup) -> found.add(series.quantity() + text(rollup)));
        List<String> expected = new ArrayList<>();
        plain(true, every).forEach(r -> expected.add("energy_import" + text(r)));
        plain(false, every).forEach(r -> expected.add("power_import" + text(r)));
        assertTrue(expected.size() >= 2);
        assertEquals(
            String.join("\n", expected), String.join("\n", found), what + " " + every.word());
      } catch (Exception e) {
        throw new AssertionError(what, e);
      }
    }
  }

  private List<Rollup> plain(boolean isCounter, Every every) {
    long from = every.start(START.minusSeconds(100_000).toEpochMilli(), ZONE);
    long to = START.plusSeconds(100_000).toEpochMilli();
    List<Point> points = new ArrayList<>(isCounter ? energies : powers);
    points.sort(Comparator.comparingLong(Point::time));
    List<Rollup> rollups = new ArrayList<>();
    while (from < to) {
      long end = every.end(from, ZONE);
      long step = every.isEven() ? every.millis() : Fold.HOUR;
      List<Rollup> parts =
          isCounter
              ? Fold.counters(points, USUAL, step, from, end)
              : Fold.gauges(points, USUAL, step, from, end);
      Merge.of(parts, from, end).ifPresent(rollups::add);
      from = end;
    }
    return rollups;
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
