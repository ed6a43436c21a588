// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.metergate.health.json.HealthJson;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Unit;

/** The JSON answers for programs. */
class JsonViewTest {
  private final Household house = Household.with("electricity");
  private StatusPage page;

  @BeforeEach
  void start() throws WebException {
    page = StatusPage.start(new WebAddress("127.0.0.1", 0), house.sources());
  }

  @AfterEach
  void stop() {
    page.close();
  }

  @Test
  void valuesAreTextsSoThatNoDigitIsLost() throws Exception {
    house.telegram(
        "electricity",
        List.of(
            Household.decimal(Quantities.ENERGY_IMPORT, "913.000", Unit.KWH, "1.1.1.8.0.255"),
            Household.raw(Quantities.ENERGY_EXPORT, 866636, "1.1.2.8.0.255"),
            Household.text(Quantities.METER_TYPE, "6841 \"x\"", "1.1.96.1.1.255")));
    house.pause(Duration.ofSeconds(4));
    assertEquals(
        "{\"gateway\":\"stairwell-3\",\"time\":\"2026-01-07T12:00:04Z\",\"meters\":[{"
            + "\"meter\":\"electricity\",\"identifier\":\"12345678\",\"link\":\"serial:/dev/ttyAMA0\","
            + "\"measurements\":["
            + "{\"quantity\":\"energy_import\",\"value\":\"913.000\",\"unit\":\"kWh\","
            + "\"register\":\"1.1.1.8.0.255\",\"raw\":\"913000\","
            + "\"receivedAt\":\"2026-01-07T12:00:00Z\",\"stale\":false},"
            + "{\"quantity\":\"energy_export\",\"value\":null,\"unit\":\"Wh\","
            + "\"register\":\"1.1.2.8.0.255\",\"raw\":\"866636\","
            + "\"receivedAt\":\"2026-01-07T12:00:00Z\",\"stale\":false},{\"quantity\":\"meter_type\",\"value\":\"6841"
            + " \\\"x\\\"\",\"unit\":\"\",\"register\":\"1.1.96.1.1.255\",\"raw\":null,\"receivedAt\":\"2026-01-07T12:00:00Z\",\"stale\":false}]}]}\n",
        get("api/v1/live", 200));
  }

  @Test
  void oldValuesAreMarked() throws Exception {
    house.telegram("electricity", 1482);
    house.pause(Duration.ofMinutes(5));
    assertTrue(
        get("api/v1/live", 200).contains("\"receivedAt\":\"2026-01-07T12:00:00Z\",\"stale\":true"));
  }

  @Test
  void healthIsTheDocumentAsItIsWrittenForAllReaders() throws Exception {
    house.telegram("electricity", 1482);
    house.outputs.add(house.output("home", 0, null, null));
    assertEquals(HealthJson.of(house.health()), get("health", 200));
  }

  @Test
  void gatewayThatOnlyWaitsIsNoFault() throws Exception {
    assertFalse(get("health", 200).contains("\"well\":false"));
  }

  @Test
  void gatewayThatIsNotWellIsServiceUnavailableForAMonitor() throws Exception {
    house.telegram("electricity", 1482);
    get("health", 200);
    house.silence("electricity");
    assertEquals(HealthJson.of(house.health()), get("health", 503));
    house.telegram("electricity", 1483);
    get("health", 200);
    house.outputs.add(
        house.output("home", 7, Duration.ofHours(1), Household.BROKER_REFUSED.with("broker", "b")));
    assertTrue(get("health", 503).contains("\"verdict\":\"home: The broker b refuses"));
  }

  private String get(String path, int status) throws Exception {
    HttpResponse<String> answer = Http.get(page.uri().resolve(path));
    assertEquals(status, answer.statusCode(), answer.body());
    assertEquals("application/json", answer.headers().firstValue("content-type").orElse(""));
    return answer.body();
  }
}
