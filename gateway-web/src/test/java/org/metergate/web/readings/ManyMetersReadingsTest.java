// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.readings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.journal.JournalException;
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
import org.metergate.value.Units;
import org.metergate.web.Route;
import org.metergate.web.api.HistoryView;
import org.metergate.web.api.MeterTitle;
import org.metergate.web.history.data.TodayUse;
import org.metergate.web.html.Layout;

/** What a thousand meters cost: the rows of one must not be searched among those of all others. */
class ManyMetersReadingsTest {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Instant START = Instant.parse("2026-03-02T05:00:00Z");
  private static final int METERS = 1000;
  private static final List<Quantity> COUNTERS =
      List.of(
          Quantities.ENERGY_IMPORT,
          Quantities.ENERGY_EXPORT,
          Quantities.REACTIVE_ENERGY_IMPORT,
          Quantities.REACTIVE_ENERGY_EXPORT);

  @TempDir Path folder;
  private final VirtualTime time = new VirtualTime(START);
  private final LatestValues latest = new LatestValues();
  private long telegram;

  @Test
  void thePageAndWhatWasUsedTodayTakeLittle() throws Exception {
    try (TickedJournal journal =
        new TickedJournal(folder.resolve("many.db"), time, ZoneOffset.UTC)) {
      for (int round = 0; round < 6; round++) {
        read(journal);
      }
      double page = page(journal);
      double today = today(journal);
      System.out.printf(
          "figures: nothing rolled up, %d meters: page %.0f ms, today %.0f ms%n",
          METERS, page, today);
      assertTrue(page < 4000 && today < 4000, "page " + page + " ms, today " + today + " ms");
    }
  }

  private double page(TickedJournal journal) throws Exception {
    Layout layout = new Layout("attic", "", ZoneOffset.UTC, time::now, path -> true);
    Route page =
        ReadingsPages.routes(
                new ReadingsSources(
                    layout,
                    journal.journal().history(),
                    HistoryView.METER,
                    ZoneOffset.UTC,
                    time::now,
                    meter -> MeterTitle.NONE))
            .get(0);
    double best = Double.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      long begin = THREADS.getCurrentThreadCpuTime();
      Route.Answer answer = page.answer(Route.Request.local(Map.of()));
      best = Math.min(best, (THREADS.getCurrentThreadCpuTime() - begin) / 1e6);
      String body = new String(answer.body(), StandardCharsets.UTF_8);
      assertEquals(200, answer.status(), body);
      assertTrue(body.contains("m0999"), body);
    }
    return best;
  }

  /** As a page asks for it: all meters in turn, and what is due is read afterwards. */
  private double today(TickedJournal journal) {
    List<Runnable> later = new ArrayList<>();
    TodayUse use =
        new TodayUse(
            journal.journal().history(),
            latest,
            Units.METER,
            ZoneOffset.UTC,
            time::now,
            later::add);
    for (int meter = 0; meter < METERS; meter++) {
      use.of(name(meter));
    }
    long begin = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < later.size(); i++) {
      later.get(i).run();
    }
    double millis = (THREADS.getCurrentThreadCpuTime() - begin) / 1e6;
    for (int meter = 0; meter < METERS; meter++) {
      assertTrue(!use.of(name(meter)).isEmpty(), name(meter));
    }
    return millis;
  }

  private void read(TickedJournal journal) throws JournalException, InterruptedException {
    for (int meter = 0; meter < METERS; meter++) {
      Reading reading = reading(meter, ++telegram);
      journal.journal().readings().append(reading);
      latest.accept(reading);
    }
    time.pause(Duration.ofSeconds(60));
  }

  private Reading reading(int meter, long number) {
    List<Measurement> list = new ArrayList<>();
    for (Quantity counter : COUNTERS) {
      list.add(
          Measurement.decimal(
              counter, BigDecimal.valueOf(1_000_000 + number), Unit.WH, counter.name()));
    }
    return new Reading(
        MeterRef.of(name(meter), "1"), number, Origin.LIVE, time.now(), Optional.empty(), list);
  }

  private static String name(int meter) {
    return String.format("m%04d", meter);
  }
}
