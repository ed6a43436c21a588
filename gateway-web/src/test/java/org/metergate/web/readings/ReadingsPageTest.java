// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.readings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;
import org.metergate.web.PageScene;

class ReadingsPageTest {
  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

  @TempDir Path folder;
  private PageScene scene;

  @BeforeEach
  void serve() throws Exception {
    scene = new PageScene(folder, START, ZoneId.of("Europe/Copenhagen"));
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private void read(MeterRef meter, long wattHours) throws Exception {
    BigDecimal number = BigDecimal.valueOf(wattHours);
    Measurement energy =
        new Measurement(
            Quantities.ENERGY_IMPORT, new Value.Decimal(number), Unit.WH, "1.8.0", number, null);
    Instant now = scene.time.now();
    scene.receive(new Reading(meter, 1, Origin.LIVE, now, Optional.empty(), List.of(energy)));
  }

  /** One that is read each 10 min, one that was replaced, one that fell silent, one that is new. */
  private void anHourOfFourMeters() throws Exception {
    for (int i = 0; i <= 9; i++) {
      read(MeterRef.of("steady", "1"), 1_000_000 + 60 * i);
      read(MeterRef.of("replaced", i < 3 ? "old-2" : "new-2"), i < 3 ? 5000 + i : i);
      if (i < 2) {
        read(MeterRef.of("silent", "3"), 77 + i);
      }
      if (i > 7) {
        read(MeterRef.of("late", "4"), 9);
      }
      scene.pause(Duration.ofMinutes(10));
    }
  }

  private List<String> csv(String at) throws Exception {
    HttpResponse<String> answer = scene.get("/readings.csv?at=" + at);
    assertEquals(200, answer.statusCode(), answer.body());
    return answer.body().lines().toList();
  }

  @Test
  void eachMeterHasARowThatSaysHowItsValueIsKnown() throws Exception {
    anHourOfFourMeters();
    String at = "2026-11-20T12:05:00+01:00,";
    assertEquals(
        List.of(
            "at,meter,label,identifier,model,basis,read,age_minutes,next,energy_import_Wh",
            at + "late,,,,,,,,",
            at
                + "replaced,,new-2,,estimated,2026-11-20T12:00:00+01:00,5,"
                + "2026-11-20T12:10:00+01:00,6",
            at + "replaced,,old-2,,last,2026-11-20T11:20:00+01:00,45,,5002",
            at + "silent,,3,,last,2026-11-20T11:10:00+01:00,55,,78",
            at
                + "steady,,1,,estimated,2026-11-20T12:00:00+01:00,5,"
                + "2026-11-20T12:10:00+01:00,1000390"),
        csv("2026-11-20T12:05").stream().sorted(ReadingsPageTest::headFirst).toList());
  }

  private static int headFirst(String one, String other) {
    boolean first = one.startsWith("at,");
    return first == other.startsWith("at,") ? one.compareTo(other) : first ? -1 : 1;
  }

  @Test
  void thePageShowsTheSameValuesAndLeadsToTheFileOfThisMoment() throws Exception {
    anHourOfFourMeters();
    HttpResponse<String> answer = scene.get("/readings?date=2026-11-20&time=12:05");
    assertEquals(200, answer.statusCode());
    String page = answer.body();
    assertTrue(page.contains("1\u202F000\u202F390"), page);
    assertTrue(page.contains("value=\"2026-11-20\"") && page.contains("value=\"12:05\""), page);
    assertTrue(page.contains("href=\"readings.csv?at=2026-11-20T12:05%2B01:00\""), page);
    assertTrue(page.contains("1 meter had not been read yet."), page);
    assertEquals(csv("2026-11-20T12:05"), csv("2026-11-20T12:05%2B01:00"));
  }

  @Test
  void nothingOfAMeterReachesAPageAsMarkupOrASpreadsheetAsAFormula() throws Exception {
    String hostile = "=cmd|' /C calc'!A0<script>";
    read(MeterRef.of("flat", hostile), 5);
    String file = scene.get("/readings.csv").body();
    assertTrue(file.contains(",'=cmd"), file);
    String page = scene.get("/readings").body();
    assertFalse(page.contains("<script>"), page);
    assertTrue(page.contains("=cmd|"), page);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "at=2026-02-30",
        "at=2027-01-01",
        "at=2026-03-29T02:30",
        "at=%3Cscript%3E",
        "date=2026-11-20&time=25:00",
        "day=2026-11-20",
        "at="
      })
  void anAddressThatSomebodyEditedGetsASentenceOnAWholePage(String query) throws Exception {
    HttpResponse<String> answer = scene.get("/readings?" + query);
    assertEquals(400, answer.statusCode());
    assertTrue(answer.body().contains("class=\"notice broken\""), answer.body());
    assertTrue(answer.body().contains("<form"), "there is a way on");
    assertFalse(answer.body().contains("<script>"), answer.body());
    assertEquals(400, scene.get("/readings.csv?" + query).statusCode());
  }

  @Test
  void anEmptyJournalIsASentence() throws Exception {
    assertTrue(scene.get("/readings").body().contains("The journal has no meter yet."));
  }

  @Test
  void aTimeThatExistsTwiceSaysWhichOneIsShown() throws Exception {
    read(MeterRef.of("flat", "1"), 5);
    String page = scene.get("/readings?at=2026-10-25T02:30").body();
    assertTrue(page.contains("exists twice"), page);
    assertTrue(page.contains("at=2026-10-25T02:30%2B02:00"), page);
  }
}
