// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.journal.rollup.Series;
import org.metergate.rollup.Resolution;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantity.Kind;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.time.VirtualTime;

/**
 * How long queries of the page take, on a generated journal. Takes minutes: run with {@code
 * -Dmetergate.slow=true -Dtest=ViewTimesTest}; {@code -Dmetergate.days} and {@code
 * -Dmetergate.seconds} set its size.
 */
@Tag("slow")
@EnabledIfSystemProperty(named = "metergate.slow", matches = "true")
class ViewTimesTest {
  private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
  private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
  private static final int DAYS = Integer.getInteger("metergate.days", 30);
  private static final int SECONDS = Integer.getInteger("metergate.seconds", 10);
  private static final int QUANTITIES = Integer.getInteger("metergate.quantities", 30);

  @TempDir Path folder;

  @Test
  void aDayTakesLessThan50AndAYearLessThan200Milliseconds() throws Exception {
    Path path = folder.resolve("journal.db");
    VirtualTime time = new VirtualTime(START);
    try (Journal journal = Samples.open(path, time)) {
      long written = written("wchar");
      long disk = written("write_bytes");
      fill(journal, time);
      long count = (long) DAYS * 86_400 / SECONDS;
      System.out.printf(
          "figures: %d days every %d s, %d quantities: %d readings; %.1f bytes on disk a reading;"
              + " written a day %.1f MB (in pages of the kernel %.1f MB)%n",
          DAYS,
          SECONDS,
          QUANTITIES,
          count,
          Files.size(path) / (double) count,
          (written("wchar") - written) / 1e6 / DAYS,
          (written("write_bytes") - disk) / 1e6 / DAYS);
      room(path, count);
      Instant end = START.plus(Duration.ofDays(DAYS));
      for (boolean cold : new boolean[] {false, true}) {
        if (cold && !dropCaches()) {
          System.out.println("figures: this user may not drop the caches, so no cold views");
          continue;
        }
        double day = p95(journal, end, 1, Resolution.QUARTER, cold);
        double minutes = p95(journal, end, 1, Resolution.MINUTE, cold);
        double month = p95(journal, end, 30, Resolution.DAY, cold);
        double year = p95(journal, end, 365, Resolution.MONTH, cold);
        System.out.printf(
            "figures: %s views of two series, p95 of 50: day by 15 min %.1f ms, by 1 min %.1f ms,"
                + " month by days %.1f ms, year by months %.1f ms%n",
            cold ? "cold" : "warm", day, minutes, month, year);
        assertTrue(day < 50, "a day by quarters takes " + day + " ms");
        assertTrue(minutes < 50, "a day by minutes takes " + minutes + " ms");
        assertTrue(month < 200, "a month by days takes " + month + " ms");
        assertTrue(year < 200, "a year by months takes " + year + " ms");
      }
    }
  }

  /** Prints the size of each table. */
  private static void room(Path path, long count) throws Exception {
    Process process =
        new ProcessBuilder(
                "sqlite3",
                path.toString(),
                "SELECT name, round(1.0 * sum(pgsize) / "
                    + count
                    + ", 1) FROM dbstat"
                    + " GROUP BY name HAVING sum(pgsize) > 20000")
            .inheritIO()
            .start();
    process.waitFor();
  }

  /** What this process has written to the kernel, and what the kernel has marked for writing. */
  private static long written(String what) throws Exception {
    for (String line : Files.readAllLines(Path.of("/proc/self/io"))) {
      if (line.startsWith(what + ":")) {
        return Long.parseLong(line.substring(what.length() + 1).strip());
      }
    }
    return 0;
  }

  private static boolean dropCaches() {
    try {
      Files.writeString(Path.of("/proc/sys/vm/drop_caches"), "3");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void fill(Journal journal, VirtualTime time) throws Exception {
    long begin = System.nanoTime();
    long count = (long) DAYS * 86_400 / SECONDS;
    for (int i = 0; i < count; i++) {
      journal.readings().append(reading(i));
      time.pause(Duration.ofSeconds(SECONDS));
      if (i % (60 / SECONDS) == 0) {
        journal.tick();
      }
    }
    System.out.printf(
        "views: filled in %d s%n", Duration.ofNanos(System.nanoTime() - begin).toSeconds());
  }

  private static Reading reading(int number) {
    List<Measurement> list = new ArrayList<>(QUANTITIES);
    for (int q = 0; q < QUANTITIES; q++) {
      boolean counter = q < 4;
      long raw = counter ? 12_345_678L + number / (q + 1) : 200 + (number * 31L + q * 17L) % 1800;
      list.add(
          Samples.number(
              "quantity_" + q,
              counter ? Kind.COUNTER : Kind.GAUGE,
              counter ? Dimension.ENERGY : Dimension.POWER,
              counter ? Unit.WH : Unit.W,
              raw,
              counter ? 10 : 1,
              0));
    }
    return new Reading(
        Samples.METER,
        number,
        Origin.LIVE,
        START.plusSeconds((long) number * SECONDS),
        Optional.empty(),
        list);
  }

  /** The 95th percentile of a query of a counter and a gauge. */
  private static double p95(
      Journal journal, Instant end, int days, Resolution resolution, boolean cold)
      throws Exception {
    long[] nanos = new long[50];
    BigDecimal[] sum = {BigDecimal.ZERO};
    for (int i = 0; i < nanos.length; i++) {
      if (cold) {
        dropCaches();
      }
      long begin = System.nanoTime();
      History history = journal.history();
      List<Series> all = history.series(Samples.METER.name());
      history.intervals(
          List.of(all.get(0), all.get(4)),
          end.minus(Duration.ofDays(days)),
          end,
          resolution,
          ZONE,
          (series, rollup) -> sum[0] = sum[0].add(rollup.coverage()));
      nanos[i] = System.nanoTime() - begin;
    }
    assertTrue(sum[0].signum() > 0);
    Arrays.sort(nanos);
    return nanos[47] / 1e6;
  }
}
