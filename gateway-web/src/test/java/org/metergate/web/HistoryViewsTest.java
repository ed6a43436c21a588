// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.testing.browser.Browser;
import org.metergate.testing.browser.PageWalk;
import org.metergate.testing.browser.Pictures;

/** The pages of the history of days that are not like others, in a browser. */
@Tag("browser")
@Timeout(240)
class HistoryViewsTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
  private static final Duration STEP = Duration.ofMinutes(5);

  private static Browser browser;
  @TempDir Path folder;
  private long wattHours = 4_000_000;
  private String number = "12345678";

  @BeforeAll
  static void startBrowser() {
    browser = Browser.start();
  }

  @AfterAll
  static void stopBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  private PageScene scene(String day) throws Exception {
    return new PageScene(folder, LocalDate.parse(day).atStartOfDay(ZONE).toInstant(), ZONE);
  }

  /** Lets the meter send every five minutes until a time. */
  private void readUntil(PageScene scene, Instant end) throws Exception {
    while (scene.time.now().isBefore(end)) {
      Instant now = scene.time.now();
      int hour = now.atZone(ZONE).getHour();
      int watts = 300 + 140 * (hour % 9) + (hour == 18 ? 2600 : 0);
      wattHours += watts / 12;
      String energy = BigDecimal.valueOf(wattHours, 3).toPlainString();
      List<Measurement> values =
          List.of(
              Household.decimal(
                  Quantities.POWER_IMPORT, Integer.toString(watts), Unit.W, "1.1.1.7.0.255"),
              Household.decimal(Quantities.ENERGY_IMPORT, energy, Unit.KWH, "1.1.1.8.0.255"));
      scene.receive(
          new Reading(
              MeterRef.of("electricity", number), 1, Origin.LIVE, now, Optional.empty(), values));
      scene.pause(STEP);
    }
  }

  private static Instant at(String day, int hour) {
    return LocalDate.parse(day).atTime(hour, 0).atZone(ZONE).toInstant();
  }

  private static void walk(PageScene scene, String name, String view) throws Exception {
    PageWalk walk = new PageWalk(browser, Pictures.OF_THIS_RUN);
    walk.visit(name, URI.create("http://127.0.0.1:" + scene.port() + "/history?" + view));
    walk.assertNoFaults();
  }

  /** Counts what is drawn as energy; each bar is a link with a title. */
  private static int bars() {
    return Integer.parseInt(
        browser.evaluate("document.querySelectorAll('svg .bar-import, svg .in').length"));
  }

  @Test
  void dayWithGapsHasNoBarWhereNothingWasRead() throws Exception {
    try (PageScene scene = scene("2026-06-15")) {
      readUntil(scene, at("2026-06-15", 6));
      scene.pause(Duration.ofHours(5));
      readUntil(scene, at("2026-06-16", 1));
      walk(scene, "history-gap", "meter=electricity&view=day&at=2026-06-15");
      String main = browser.find("main").getText();
      assertTrue(main.length() > 100, main);
    }
  }

  @Test
  void bothNightsOfAClockChangeHaveTheirHours() throws Exception {
    try (PageScene scene = scene("2026-03-29")) {
      readUntil(scene, at("2026-03-30", 1));
      walk(scene, "history-spring", "meter=electricity&view=day&at=2026-03-29");
      scene.pause(Duration.between(scene.time.now(), at("2026-10-25", 0)));
      readUntil(scene, at("2026-10-26", 1));
      walk(scene, "history-autumn", "meter=electricity&view=day&at=2026-10-25");
    }
  }

  @Test
  void bothSeriesOfAReplacedMeterAreReached() throws Exception {
    try (PageScene scene = scene("2026-06-15")) {
      readUntil(scene, at("2026-06-15", 12));
      number = "87654321";
      wattHours = 1000;
      readUntil(scene, at("2026-06-16", 1));
      walk(scene, "history-replaced", "meter=electricity&view=day&at=2026-06-15");
      String page = browser.evaluate("document.documentElement.outerHTML");
      assertTrue(page.contains("12345678") && page.contains("87654321"), page);
    }
  }

  @Test
  void journalWithoutReadingsSaysSo() throws Exception {
    try (PageScene scene = scene("2026-06-15")) {
      walk(scene, "history-empty", "meter=electricity&view=day");
      assertEquals(0, bars());
    }
  }

  @Test
  void whatWasWrongIsAListThatEverybodyCanRead() throws Exception {
    try (PageScene scene = scene("2026-03-27")) {
      Instant at = scene.time.now();
      String name = "the-meter-of-the-flat-below-the-roof";
      scene.journal.findings().record(name, Household.NOT_AUTHENTICATED.with(), at);
      scene.journal.findings().record(name, Household.NOT_AUTHENTICATED.with(), at.plusSeconds(9));
      scene.journal.findings().record("heat", Household.MESSAGES_LOST.with("count", 3), at);
      scene.journal.sync();
      PageWalk walk = new PageWalk(browser, Pictures.OF_THIS_RUN);
      walk.visit("events", URI.create("http://127.0.0.1:" + scene.port() + "/events"));
      walk.assertNoFaults();
    }
  }
}
