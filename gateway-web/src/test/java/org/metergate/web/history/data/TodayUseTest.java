// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.journal.TickedJournal;
import org.metergate.latest.LatestValues;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.time.VirtualTime;
import org.metergate.value.HeatUnit;
import org.metergate.value.Units;
import org.metergate.web.page.Today;

/** What a counter moved by today, beside yesterday at this time of day. */
class TodayUseTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
  private static final MeterRef METER = MeterRef.of("electricity", "1");

  /** Half an hour before midnight in Copenhagen. */
  private static final Instant START = Instant.parse("2026-10-23T21:30:00Z");

  @TempDir Path folder;
  private final VirtualTime time = new VirtualTime(START);
  private final LatestValues latest = new LatestValues();
  private final List<Runnable> waiting = new ArrayList<>();
  private TickedJournal journal;
  private TodayUse today;
  private long counter = 100_000;

  @BeforeEach
  void open() throws Exception {
    journal = new TickedJournal(folder.resolve("journal.db"), time, ZONE);
    journal.journal().readings().listen(stored -> latest.accept(stored.reading()));
    today =
        new TodayUse(
            journal.journal().history(),
            latest,
            Units.home(HeatUnit.KWH),
            ZONE,
            time::now,
            waiting::add);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  /** Reads every five minutes; the counter moves by so much each time. */
  private void read(Duration length, long by) throws Exception {
    for (int i = 0; i < length.toMinutes() / 5; i++) {
      counter += by;
      journal
          .journal()
          .readings()
          .append(
              new Reading(
                  METER,
                  1,
                  Origin.LIVE,
                  time.now(),
                  Optional.empty(),
                  List.of(GeneratedYear.number(Quantities.ENERGY_IMPORT, counter, Unit.KWH))));
      time.pause(Duration.ofMinutes(5));
      journal.tick();
    }
  }

  private void work() {
    List<Runnable> now = List.copyOf(waiting);
    waiting.clear();
    now.forEach(Runnable::run);
  }

  @Test
  void todayGoesOnWithEachReadingAndYesterdayEndsAtThisTimeOfDay() throws Exception {
    read(Duration.ofMinutes(30), 7);
    read(Duration.ofHours(24), 10); // the 24th
    read(Duration.ofHours(6), 20); // the 25th, which has 25 hours
    assertEquals(List.of(), today.of("electricity"), "before the journal was read");
    work();
    // 00:00 to 05:00 by the clock after it was set back at 03:00; the last reading is 5 min old
    check("1.420", "0.600");
    read(Duration.ofMinutes(5), 20);
    check("1.440", "0.610");
    assertTrue(waiting.isEmpty(), "nothing new is to be read");
  }

  private void check(String used, String before) {
    Today one = today.of("electricity").get(0);
    assertEquals("energy_import", one.quantity().name());
    assertEquals(Unit.KWH, one.unit());
    assertEquals(Optional.of(new BigDecimal(used)), one.used());
    assertEquals(Optional.of(new BigDecimal(before)), one.before());
    assertEquals(false, one.incomplete());
  }

  @Test
  void aDayThatBeganInAGapIsNotGuessed() throws Exception {
    read(Duration.ofMinutes(10), 10);
    time.pause(Duration.ofHours(3));
    read(Duration.ofHours(2), 10);
    today.of("electricity");
    work();
    Today one = today.of("electricity").get(0);
    assertEquals(Optional.empty(), one.used());
    assertEquals(Optional.empty(), one.before());
    assertTrue(one.incomplete());
  }

  @Test
  void aJournalThatCannotBeReadIsAskedAgainAfterAMinuteAndNoPageWaits() throws Exception {
    read(Duration.ofHours(2), 10);
    journal.close();
    assertEquals(List.of(), today.of("electricity"));
    work();
    assertEquals(List.of(), today.of("electricity"));
    assertTrue(waiting.isEmpty());
    time.pause(Duration.ofSeconds(60));
    assertEquals(List.of(), today.of("electricity"));
    assertEquals(1, waiting.size());
    assertEquals(List.of(), today.of("electricity"));
    assertEquals(1, waiting.size(), "one question at a time");
  }

  @Test
  void aThousandMetersAskedAboutAtOnceReadNothingOnTheThreadOfThePage() {
    for (int i = 0; i < 1000; i++) {
      MeterRef meter = MeterRef.of("meter-" + i, "");
      latest.accept(
          new Reading(
              meter,
              1,
              Origin.LIVE,
              time.now(),
              Optional.empty(),
              List.of(GeneratedYear.number(Quantities.ENERGY_IMPORT, i, Unit.KWH))));
      assertEquals(List.of(), today.of("meter-" + i));
    }
    assertEquals(1, waiting.size());
    assertEquals(List.of(), today.of("nobody"));
    assertEquals(1, waiting.size(), "all of them are read in a few turns");
  }
}
