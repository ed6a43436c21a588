// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.journal.JournalRestore;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.testing.SampleReadings;
import org.metergate.web.PageScene;

/** The pages over a real journal, as a browser gets them. */
class HistoryOfJournalTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
  private static final Instant START = Instant.parse("2026-03-02T05:00:00Z");

  @TempDir Path folder;

  private static Reading reading(String number, Instant at, long wattHours, long watts) {
    return new Reading(
        MeterRef.of("electricity", number),
        at.getEpochSecond(),
        Origin.LIVE,
        at,
        Optional.empty(),
        List.of(
            decimal(Quantities.ENERGY_IMPORT, wattHours, Unit.WH),
            decimal(Quantities.POWER_IMPORT, watts, Unit.W)));
  }

  private static Measurement decimal(Quantity quantity, long number, Unit unit) {
    return SampleReadings.decimal(quantity, BigDecimal.valueOf(number), unit, "1.1.1.8.0.255");
  }

  @Test
  void twoHoursAreReadAndNothingElseIsDrawn() throws Exception {
    try (PageScene scene = new PageScene(folder, START, ZONE)) {
      HttpResponse<String> empty = scene.get("/history");
      assertEquals(200, empty.statusCode());
      assertTrue(empty.body().contains("yet; its history begins"), empty.body());
      for (int minute = 0; minute <= 120; minute++) {
        long used = 1_000_000 + 10L * minute;
        scene.receive(reading("571", scene.time.now(), used, 600));
        scene.pause(Duration.ofMinutes(1));
      }
      String day = scene.get("/history?every=hour").body();
      assertEquals(2, Pattern.compile("class=\"amount in").matcher(day).results().count(), day);
      assertTrue(day.contains("06:00–07:00: Energy import 600"), day);
      assertTrue(day.contains("class=\"line "), day);
      HttpResponse<String> csv = scene.get("/history.csv?every=hour");
      assertTrue(csv.body().contains("2026-03-02T06:00:00+01:00,2026-03-02T07:00:00+01:00"));
      assertTrue(
          csv.headers().firstValue("Content-Disposition").orElse("").contains(".csv"),
          csv.headers().toString());
      String before = scene.get("/history?at=2026-03-01").body();
      assertTrue(before.contains("Nothing was read of this meter in this time"), before);
      assertFalse(before.contains("<svg class=\"drawing\""), before);
      assertEquals(404, scene.get("/history?meter=nothing").statusCode());
      assertEquals(400, scene.get("/history?at=%3Cscript%3E").statusCode());
      for (String file : List.of("history.css", "history.js", "uplot.css", "uplot.js")) {
        assertEquals(200, scene.get("/" + file).statusCode(), file);
      }
    }
  }

  /** From the backup to the first reading after its restore, no hour has a consumption. */
  @Test
  void theTimeBetweenABackupAndItsRestoreIsAGap() throws Exception {
    Path copy = folder.resolve("copy.db");
    Instant again = START.plus(Duration.ofHours(5));
    try (PageScene scene = new PageScene(folder, START, ZONE)) {
      live(scene, 120);
      scene.journal.copyInto(copy);
      live(scene, 60);
    }
    try (JournalRestore restore = JournalRestore.claim(folder.resolve("journal.db"), step -> {})) {
      Files.copy(copy, restore.newPart(), StandardCopyOption.REPLACE_EXISTING);
      restore.prepare(START.plus(Duration.ofHours(2)), again);
      restore.install(again);
    }
    try (PageScene scene = new PageScene(folder, again, ZONE)) {
      live(scene, 120);
      String day = scene.get("/history?every=hour").body();
      for (int hour = 6; hour < 13; hour++) {
        String amount = "%02d:00–%02d:00: Energy import 600".formatted(hour, hour + 1);
        assertEquals(hour < 8 || hour >= 11, day.contains(amount), amount + " in " + day);
      }
      String csv = scene.get("/history.csv?every=hour").body();
      for (String row : csv.split("\r\n")) {
        if (row.matches("2026-03-02T(08|09|10):.*")) {
          String[] fields = row.split(",", -1);
          assertEquals("", fields[6], "a consumption over the gap: " + row);
        }
      }
      assertTrue(csv.contains("2026-03-02T11:00:00+01:00,2026-03-02T12:00:00+01:00"), csv);
    }
  }

  /** A reading each minute of a meter that counts also while nobody reads it. */
  private static void live(PageScene scene, int minutes) throws Exception {
    for (int minute = 0; minute <= minutes; minute++) {
      Instant at = scene.time.now();
      long used = 1_000_000 + 10 * Duration.between(START, at).toMinutes();
      scene.receive(reading("571", at, used, 600));
      if (minute < minutes) {
        scene.pause(Duration.ofMinutes(1));
      }
    }
    scene.journal.rollUp();
  }

  @Test
  void bothSeriesOfAReplacedMeterAreReachable() throws Exception {
    try (PageScene scene = new PageScene(folder, START, ZONE)) {
      for (int minute = 0; minute <= 90; minute++) {
        scene.receive(reading("571", scene.time.now(), 5_000_000 + 20L * minute, 1200));
        scene.pause(Duration.ofMinutes(1));
      }
      for (int minute = 0; minute <= 90; minute++) {
        scene.receive(reading("572", scene.time.now(), 20L * minute, 1200));
        scene.pause(Duration.ofMinutes(1));
      }
      String day = scene.get("/history").body();
      assertTrue(day.contains("Meter number 571"), day);
      assertTrue(day.contains("Meter number 572"), day);
      assertTrue(day.contains("This name had 2 meters"), day);
    }
  }

  /** A program that asks each day is not to fail on the first one. */
  @Test
  void filesOfAMeterWithoutReadingsHaveNoRows() throws Exception {
    try (PageScene scene = new PageScene(folder, START, ZONE)) {
      for (String view : new String[] {"day", "week", "month", "year", "years"}) {
        HttpResponse<String> csv = scene.get("/history.csv?meter=electricity&view=" + view);
        assertEquals(200, csv.statusCode(), csv.body());
        assertTrue(csv.body().matches("from,to,meter,[a-z,]+\r\n"), csv.body());
        HttpResponse<String> json = scene.get("/history.json?meter=electricity&view=" + view);
        assertEquals(200, json.statusCode(), json.body());
        assertTrue(json.body().contains("\"rows\":[],\"sums\":[]"), json.body());
      }
      assertEquals(404, scene.get("/history.csv?meter=nothing").statusCode());
    }
  }

  /** Most houses export nothing: no figure and no colour says so, but the table does. */
  @Test
  void whatNeverFlowedTakesNoRoomAndWhatFlowedOnceDoes() throws Exception {
    for (int export : new int[] {0, 5}) {
      try (PageScene scene = new PageScene(folder.resolve("with-" + export), START, ZONE)) {
        for (int minute = 0; minute <= 120; minute++) {
          Measurement sold = decimal(Quantities.ENERGY_EXPORT, 300L + minute * export, Unit.WH);
          Reading bought = reading("571", scene.time.now(), 1_000_000 + 10L * minute, 600);
          List<Measurement> both = new java.util.ArrayList<>(bought.measurements());
          both.add(sold);
          scene.receive(
              new Reading(
                  bought.meter(),
                  bought.receivedAt().getEpochSecond(),
                  Origin.LIVE,
                  bought.receivedAt(),
                  Optional.empty(),
                  both));
          scene.pause(Duration.ofMinutes(1));
        }
        String day = scene.get("/history?every=hour").body();
        assertEquals(export > 0, day.contains("<dt>Energy export</dt>"), day);
        assertEquals(export > 0, day.contains("</span>Energy export</li>"), day);
        assertTrue(day.contains(">Energy export, Wh</th>"), day);
        assertTrue(day.contains("<dt>Energy import</dt>"), day);
      }
    }
  }
}
