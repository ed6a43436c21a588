// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.journal.TickedJournal;
import org.metergate.rollup.Resolution;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.time.VirtualTime;
import org.metergate.value.HeatUnit;
import org.metergate.value.Units;

/**
 * How long the views take on the server, on a year of readings every 10 s from four meters, with a
 * year of readings every 5 min before it to compare with. Generating it takes many minutes: run
 * with {@code -Dmetergate.slow=true -Dtest=HistoryTimesTest}; {@code -Dmetergate.journal=FILE}
 * keeps the journal, or uses one that is there; {@code -Dmetergate.days} makes it shorter, {@code
 * -Dmetergate.seconds} the readings fewer: the views read roll-ups, which are as many.
 */
@Tag("slow")
@EnabledIfSystemProperty(named = "metergate.slow", matches = "true")
class HistoryTimesTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
  private static final Instant FIRST = Instant.parse("2024-12-31T23:00:00Z");
  private static final Instant SECOND = Instant.parse("2025-12-31T23:00:00Z");
  private static final int DAYS = Integer.getInteger("metergate.days", 365);

  /** How often the meters are read in the year; in its last two days every 10 s in any case. */
  private static final int SECONDS = Integer.getInteger("metergate.seconds", 10);

  private static final List<MeterRef> METERS =
      List.of(
          MeterRef.of("house", "1"),
          MeterRef.of("solar", "2"),
          MeterRef.of("car", "3"),
          MeterRef.of("heatpump", "4"));

  @TempDir Path folder;

  @Test
  void aYearTakesLessThan200AndADayLessThan50Milliseconds() throws Exception {
    Path kept = Path.of(System.getProperty("metergate.journal", folder + "/year.db"));
    Instant end = SECOND.plus(Duration.ofDays(DAYS));
    if (!Files.exists(kept)) {
      fill(kept, end);
    }
    VirtualTime time = new VirtualTime(end);
    try (TickedJournal journal = new TickedJournal(kept, time, ZONE)) {
      HistoryData data =
          new HistoryData(
              journal.journal().history(),
              Units.home(HeatUnit.KWH),
              ZONE,
              time::now,
              new MeterRoles(List.of("solar"), List.of("house")));
      LocalDate last = end.atZone(ZONE).toLocalDate().minusDays(1);
      for (boolean cold : new boolean[] {true, false}) {
        double day = p95(data, cold, Period.of(Span.DAY, last, Resolution.QUARTER, ZONE));
        double week = p95(data, cold, Period.of(Span.WEEK, last, Resolution.DAY, ZONE));
        double month = p95(data, cold, Period.of(Span.MONTH, last, Resolution.DAY, ZONE));
        double year = p95(data, cold, Period.of(Span.YEAR, last, Resolution.MONTH, ZONE));
        double weeks = p95(data, cold, Period.of(Span.YEAR, last, Resolution.WEEK, ZONE));
        System.out.printf(
            "figures: %s, p95 of 50 with the year before and self-use: day %.1f ms, week %.1f ms,"
                + " month %.1f ms, year by months %.1f ms, year by weeks %.1f ms%n",
            cold ? "cold" : "warm", day, week, month, year, weeks);
        assertTrue(day < 50, "a day takes " + day + " ms");
        assertTrue(Math.max(year, weeks) < 200, "a year takes " + year + " and " + weeks + " ms");
      }
    }
  }

  /** The 95th percentile; of cold views each begins without the file in the kernel's memory. */
  private static double p95(HistoryData data, boolean cold, Period period) throws Exception {
    double[] millis = new double[50];
    for (int i = 0; i < millis.length; i++) {
      if (cold && !dropCaches()) {
        System.out.println("figures: this user may not drop the caches: warm instead of cold");
        cold = false;
      }
      long begin = System.nanoTime();
      MeterView view =
          data.of(new Question("house", period, period.yearBefore(), Set.of())).orElseThrow();
      millis[i] = (System.nanoTime() - begin) / 1e6;
      assertTrue(view.parts().get(0).hasNumbers() && view.selfUse().isPresent());
    }
    Arrays.sort(millis);
    return millis[47];
  }

  private static boolean dropCaches() {
    try {
      Files.writeString(Path.of("/proc/sys/vm/drop_caches"), "3");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void fill(Path path, Instant end) throws Exception {
    VirtualTime time = new VirtualTime(FIRST);
    long begin = System.nanoTime();
    try (TickedJournal journal = new TickedJournal(path, time, ZONE)) {
      long number = 0;
      while (time.now().isBefore(end)) {
        boolean before = time.now().isBefore(SECOND);
        boolean last = time.now().isAfter(end.minus(Duration.ofDays(2)));
        Duration step = before ? Duration.ofMinutes(5) : Duration.ofSeconds(last ? 10 : SECONDS);
        Instant until = time.now().plus(Duration.ofHours(6));
        boolean live = number < 100 || time.now().equals(SECOND) || last;
        List<Reading> batch = new ArrayList<>();
        for (Instant at = time.now(); at.isBefore(until); at = at.plus(step)) {
          for (MeterRef meter : METERS) {
            batch.add(reading(meter, at, number, live));
          }
          number++;
        }
        if (live) { // the journal learns from these how often the meters are read
          for (Reading reading : batch) {
            time.pause(Duration.between(time.now(), reading.receivedAt()));
            journal.journal().readings().append(reading);
          }
        } else {
          for (int i = 0; i < batch.size(); i += 9000) {
            journal
                .journal()
                .readings()
                .appendLate(batch.subList(i, Math.min(batch.size(), i + 9000)), List.of());
          }
        }
        time.pause(Duration.between(time.now(), until));
        journal.tick();
        if (until.atZone(ZONE).getDayOfMonth() == 1 && until.atZone(ZONE).getHour() < 6) {
          System.out.printf(
              "%s after %d s%n", until, Duration.ofNanos(System.nanoTime() - begin).toSeconds());
        }
      }
      for (int i = 0; i < 20; i++) {
        time.pause(Duration.ofMinutes(2));
        journal.tick();
      }
    }
  }

  private static Reading reading(MeterRef meter, Instant at, long number, boolean live) {
    long place = METERS.indexOf(meter) + 1;
    long seconds = Duration.between(FIRST, at).toSeconds();
    long power = 200 + (number * 31 + place * 17) % 1800;
    List<Measurement> list =
        List.of(
            GeneratedYear.number(Quantities.ENERGY_IMPORT, 1_000_000 + seconds / 3, Unit.KWH),
            GeneratedYear.number(
                Quantities.ENERGY_EXPORT, seconds / (place == 2 ? 2 : 4), Unit.KWH),
            number(Quantities.POWER_IMPORT, power, Unit.W),
            number(Quantities.POWER_EXPORT, power / 2, Unit.W),
            number(Quantities.phase(Quantities.VOLTAGE, 1), 228 + number % 5, Unit.V),
            number(Quantities.phase(Quantities.CURRENT, 1), power / 230, Unit.A));
    return new Reading(meter, number, live ? Origin.LIVE : Origin.LATE, at, Optional.empty(), list);
  }

  private static Measurement number(
      org.metergate.spi.reading.Quantity quantity, long number, Unit unit) {
    return Measurement.decimal(quantity, BigDecimal.valueOf(number), unit, quantity.name());
  }
}
