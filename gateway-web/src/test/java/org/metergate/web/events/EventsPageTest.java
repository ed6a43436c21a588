// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;
import org.metergate.web.PageScene;

/** What was wrong is told on a page, after it is over too. */
class EventsPageTest {
  private static final Instant START = Instant.parse("2026-11-28T12:00:00Z");
  private static final FindingCode SILENT =
      new FindingCode("test-silent", Stage.BYTES, FindingCode.Kind.FAULT);

  @TempDir Path folder;

  private PageScene scene() throws Exception {
    return new PageScene(folder, START, ZoneId.of("Europe/Copenhagen"));
  }

  @Test
  void whatIsOverStandsThereWithItsTimesTheNewestFirst() throws Exception {
    try (PageScene scene = scene()) {
      Finding silent = new Finding(SILENT, Map.of());
      scene.journal.findings().record("heat", silent, START);
      scene.journal.findings().record("heat", silent, START.plusSeconds(90));
      Finding other = new Finding(SILENT, Map.of("port", "<b>ttyUSB0</b>"));
      scene.journal.findings().record("electricity", other, START.plusSeconds(600));
      scene.journal.sync();
      scene.pause(Duration.ofDays(1));
      HttpResponse<String> page = scene.get("/events");
      assertEquals(200, page.statusCode());
      String body = page.body();
      assertTrue(body.contains(">28 Nov, 13:00:00</time>"), body);
      assertTrue(body.contains(">28 Nov, 13:01:30</time>"), body);
      assertTrue(body.contains("2 times"), body);
      assertTrue(body.indexOf(">electricity</td>") < body.indexOf(">heat</td>"), "newest first");
      assertFalse(body.contains("<b>ttyUSB0"), "escaped");
    }
  }

  @Test
  void ofOneMeterOnlyWhatWasFoundOfIt() throws Exception {
    try (PageScene scene = scene()) {
      scene.journal.findings().record("heat & co", new Finding(SILENT, Map.of()), START);
      scene.journal.findings().record("electricity", new Finding(SILENT, Map.of()), START);
      String body = scene.get("/events?meter=heat%20%26%20co").body();
      assertTrue(body.contains(">heat &amp; co</td>"), body);
      assertFalse(body.contains(">electricity</td>"), body);
      assertTrue(scene.get("/events?meter=nobody").body().contains("Nothing was found yet."));
    }
  }

  @Test
  void theOverviewAndEachMeterLeadThere() throws Exception {
    try (PageScene scene = scene()) {
      assertTrue(scene.get("/").body().contains("href=\"events\""));
      String meter = scene.get("/meter?name=electricity").body();
      assertTrue(meter.contains("href=\"events?meter=electricity\""), meter);
    }
  }
}
