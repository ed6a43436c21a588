// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.health.GatewayHealth;
import org.metergate.health.HealthAuthor;
import org.metergate.health.HealthDocument;
import org.metergate.health.MessageCatalogue;
import org.metergate.health.MeterHealth;
import org.metergate.journal.StoredReading;
import org.metergate.journal.TickedJournal;
import org.metergate.latest.LatestValues;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.time.VirtualTime;
import org.metergate.value.HeatUnit;
import org.metergate.value.Units;
import org.metergate.web.Route;
import org.metergate.web.history.data.HistoryData;
import org.metergate.web.history.data.MeterRoles;
import org.metergate.web.page.PageSources;

/**
 * How long the pages take on the server, on a year of readings of four meters with a year of
 * readings before it to compare with: from the fields of the address to the last byte of HTML.
 * Generating it takes many minutes: run with {@code -Dmetergate.slow=true -Dtest=HistoryTimesTest};
 * {@code -Dmetergate.journal=FILE} keeps the journal, uses one that is there, and continues one
 * that was not finished. Meters are read every {@code -Dmetergate.seconds} (10), in the year before
 * and up to {@code -Dmetergate.dense} days before the end every 5 min: pages of days and longer
 * read roll-ups, which are as many.
 */
@Tag("slow")
@EnabledIfSystemProperty(named = "metergate.slow", matches = "true")
class HistoryTimesTest {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Duration PART = Duration.ofHours(6);
  private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
  private static final Instant FIRST = Instant.parse("2024-12-31T23:00:00Z");
  private static final Instant SECOND = Instant.parse("2025-12-31T23:00:00Z");
  private static final int DAYS = Integer.getInteger("metergate.days", 365);
  private static final int SECONDS = Integer.getInteger("metergate.seconds", 10);
  private static final int DENSE = Integer.getInteger("metergate.dense", 365);

  private static final List<MeterRef> METERS =
      List.of(
          MeterRef.of("house", "1"),
          MeterRef.of("solar", "2"),
          MeterRef.of("car", "3"),
          MeterRef.of("heatpump", "4"));

  @TempDir Path folder;

  private final VirtualTime time = new VirtualTime(FIRST);

  @Test
  void aYearTakesLessThan200AndADayLessThan50Milliseconds() throws Exception {
    Path kept = Path.of(System.getProperty("metergate.journal", folder + "/year.db"));
    Instant end = SECOND.plus(Duration.ofDays(DAYS));
    fill(kept, end);
    String day = end.atZone(ZONE).toLocalDate().minusDays(1).toString();
    Map<String, Integer> views = new LinkedHashMap<>();
    views.put("view=day&compare=year", 50);
    views.put("view=day", 50);
    views.put("view=week&compare=year", 200);
    views.put("view=month&compare=year", 200);
    views.put("view=year&compare=year", 200);
    views.put("view=year&every=week&compare=year", 200);
    for (boolean cold : new boolean[] {false, true}) {
      for (Map.Entry<String, Integer> view : views.entrySet()) {
        double millis = p95(kept, view.getKey() + "&meter=house&at=" + day, cold);
        if (!cold) {
          assertTrue(millis < view.getValue(), view.getKey() + " takes " + millis + " ms");
        }
      }
    }
  }

  /**
   * The 95th percentile of the thread's processor time for warm pages, of the time on the clock for
   * cold ones: each of them is the first of a journal that is just open, of which the kernel has
   * nothing in its memory.
   */
  private double p95(Path kept, String query, boolean cold) throws Exception {
    double[] wall = new double[50];
    double[] own = new double[50];
    byte[] body = {};
    TickedJournal journal = new TickedJournal(kept, time, ZONE);
    try {
      Route page = page(journal);
      Map<String, String> fields = fields(query);
      for (int i = 0; i < 20; i++) {
        page.answer(Route.Request.local(fields));
      }
      for (int i = 0; i < wall.length; i++) {
        if (cold) {
          journal.close();
          journal = new TickedJournal(kept, time, ZONE);
          page = page(journal);
          forget(kept);
        }
        long begin = System.nanoTime();
        long cpu = THREADS.getCurrentThreadCpuTime();
        Route.Answer answer = page.answer(Route.Request.local(fields));
        own[i] = (THREADS.getCurrentThreadCpuTime() - cpu) / 1e6;
        wall[i] = (System.nanoTime() - begin) / 1e6;
        body = answer.body();
        assertEquals(200, answer.status());
        assertTrue(new String(body, StandardCharsets.UTF_8).contains("<svg class=\"drawing\""));
      }
    } finally {
      journal.close();
    }
    Arrays.sort(wall);
    Arrays.sort(own);
    System.out.printf(
        "figures: %s, %s: wall median %.1f p95 %.1f ms, processor median %.1f p95 %.1f ms,"
            + " %d bytes, %d packed%n",
        cold ? "cold" : "warm",
        query,
        wall[24],
        wall[47],
        own[24],
        own[47],
        body.length,
        packed(body));
    return cold ? wall[47] : own[47];
  }

  private Route page(TickedJournal journal) {
    HistoryData data =
        new HistoryData(
            journal.journal().history(),
            Units.home(HeatUnit.KWH),
            ZONE,
            time::now,
            new MeterRoles(List.of("solar"), List.of("house")));
    return HistoryPages.routes(
            new PageSources(this::health, new LatestValues(), name -> "emulator:", time::now, ZONE),
            data)
        .get(0);
  }

  private HealthDocument health() {
    List<MeterHealth> meters =
        METERS.stream()
            .map(m -> new MeterHealth(m.name(), List.of(), List.of(), List.of(), Optional.empty()))
            .toList();
    return HealthAuthor.write(
        new GatewayHealth("attic", meters, List.of()), new MessageCatalogue(List.of()), time.now());
  }

  private static Map<String, String> fields(String query) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : query.split("&")) {
      fields.put(field.substring(0, field.indexOf('=')), field.substring(field.indexOf('=') + 1));
    }
    return fields;
  }

  private static int packed(byte[] body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
      packed.write(body);
    }
    return bytes.size();
  }

  /** Lets the kernel forget one file, and nothing else that is in its memory. */
  private static void forget(Path file) throws Exception {
    for (String name : List.of(file.toString(), file + "-wal")) {
      if (Files.exists(Path.of(name))) {
        new ProcessBuilder("dd", "if=" + name, "iflag=nocache", "count=0", "status=none")
            .start()
            .waitFor();
      }
    }
  }

  /** Continues where an earlier run ended; does nothing if that was the end. */
  private void fill(Path path, Instant end) throws Exception {
    long begin = System.nanoTime();
    try (TickedJournal journal = new TickedJournal(path, time, ZONE)) {
      long number = 0;
      long newest = journal.journal().readings().newestId();
      for (StoredReading stored : journal.journal().readings().readAfter(newest - 1, 1)) {
        time.pause(Duration.between(time.now(), nextPart(stored.reading().receivedAt())));
        number = stored.reading().telegram();
      }
      while (time.now().isBefore(end)) {
        boolean dense = time.now().isAfter(end.minus(Duration.ofDays(DENSE)));
        boolean last = time.now().isAfter(end.minus(Duration.ofDays(1)));
        boolean sparse = time.now().isBefore(SECOND) || !dense;
        Duration step = sparse ? Duration.ofMinutes(5) : Duration.ofSeconds(SECONDS);
        Instant until = time.now().plus(PART);
        boolean live = number < 100 || time.now().equals(SECOND) || last;
        List<Reading> batch = new ArrayList<>();
        for (Instant at = time.now(); at.isBefore(until); at = at.plus(step)) {
          number++;
          for (MeterRef meter : METERS) {
            batch.add(reading(meter, at, number, live));
          }
        }
        store(journal, batch, live);
        time.pause(Duration.between(time.now(), until));
        journal.tick();
        if (until.atZone(ZONE).getHour() < 6) {
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

  private void store(TickedJournal journal, List<Reading> batch, boolean live) throws Exception {
    if (live) { // the journal learns from these how often the meters are read
      for (Reading reading : batch) {
        time.pause(Duration.between(time.now(), reading.receivedAt()));
        journal.journal().readings().append(reading);
      }
      return;
    }
    for (int i = 0; i < batch.size(); i += 9000) {
      journal
          .journal()
          .readings()
          .appendLate(batch.subList(i, Math.min(batch.size(), i + 9000)), List.of());
    }
  }

  private static Instant nextPart(Instant newest) {
    long parts = Duration.between(FIRST, newest).toSeconds() / PART.toSeconds() + 1;
    return FIRST.plus(PART.multipliedBy(parts));
  }

  private static Reading reading(MeterRef meter, Instant at, long number, boolean live) {
    long place = METERS.indexOf(meter) + 1;
    long seconds = Duration.between(FIRST, at).toSeconds();
    long power = 200 + (number * 31 + place * 17) % 1800;
    List<Measurement> list =
        List.of(
            number(Quantities.ENERGY_IMPORT, 1_000_000 + seconds / 3, 3, Unit.KWH),
            number(Quantities.ENERGY_EXPORT, seconds / (place == 2 ? 2 : 4), 3, Unit.KWH),
            number(Quantities.POWER_IMPORT, power, 0, Unit.W),
            number(Quantities.POWER_EXPORT, power / 2, 0, Unit.W),
            number(Quantities.phase(Quantities.VOLTAGE, 1), 228 + number % 5, 0, Unit.V),
            number(Quantities.phase(Quantities.CURRENT, 1), power / 230, 0, Unit.A));
    return new Reading(meter, number, live ? Origin.LIVE : Origin.LATE, at, Optional.empty(), list);
  }

  private static Measurement number(Quantity quantity, long number, int decimals, Unit unit) {
    return Measurement.decimal(
        quantity, BigDecimal.valueOf(number, decimals), unit, quantity.name());
  }
}
