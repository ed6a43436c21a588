// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.prometheus;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.health.OutputHealth;
import org.metergate.spi.reading.Unit;
import org.metergate.testing.Await;
import org.metergate.testing.Dashboards;
import org.metergate.testing.ServerProcess;
import org.metergate.web.PageScene;

/** Each query of the Prometheus dashboard finds something in a real Prometheus. */
@Tag("servers")
@Timeout(120)
class PrometheusDashboardTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @TempDir Path folder;

  @Test
  void everyQueryForPrometheusFindsSomething() throws Exception {
    List<String> queries = Dashboards.queries("metergate-prometheus.json", "expr");
    try (PageScene scene = new PageScene(folder, NOON, ZoneOffset.UTC);
        ServerProcess prometheus =
            ServerProcess.prometheus(folder, scene.port(), "200ms").start()) {
      scene.outputs.add(
          new OutputHealth(
              "home", "mqtt", 3, 4, Optional.of(NOON), Optional.of(NOON), Optional.empty()));
      scene.receive(Dashboards.reading(Unit.WH, 1, NOON));
      for (String query : queries) {
        String asked = ServerProcess.encoded(query.replace("$meter", ".*"));
        Await.until(
            query + " finds something",
            Duration.ofSeconds(60),
            () -> prometheus.get("/api/v1/query?query=" + asked).contains("\"value\":["));
      }
    }
    assertTrue(queries.size() > 10);
  }
}
