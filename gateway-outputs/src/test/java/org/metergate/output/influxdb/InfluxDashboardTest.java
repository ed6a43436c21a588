// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.influxdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.output.OutputScene;
import org.metergate.spi.reading.Unit;
import org.metergate.testing.Dashboards;
import org.metergate.testing.ServerProcess;

/** Each query of the InfluxDB dashboard finds something in a real InfluxDB. */
@Tag("servers")
@Timeout(120)
class InfluxDashboardTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @TempDir Path folder;

  @Test
  void everyQueryForInfluxDbFindsSomething() throws Exception {
    List<String> queries = Dashboards.queries("metergate-influxdb.json", "query");
    try (ServerProcess influx = ServerProcess.influx(folder).start();
        OutputScene scene =
            new OutputScene(
                folder,
                new InfluxOutputType(),
                NOON,
                "url: " + influx.url(),
                "server: influxdb-1",
                "database: home")) {
      influx.query("", "CREATE DATABASE home");
      for (int hour = 0; hour < 3; hour++) {
        for (Unit unit : List.of(Unit.WH, Unit.KWH)) {
          scene.time.pause(Duration.ofMinutes(30));
          scene.journal.readings().append(Dashboards.reading(unit, hour, scene.time.now()));
        }
      }
      scene.deliver();
      assertEquals("", scene.fault());
      for (String query : queries) {
        String asked =
            query
                .replace("$meter", ".*")
                .replace("$timeFilter", "time > '2026-11-20' AND time < '2026-11-21'")
                .replace("$__interval", "10m");
        String answer = influx.query("home", asked);
        assertTrue(answer.contains("\"values\":[["), asked + " finds " + answer);
      }
    }
    assertTrue(queries.size() > 10);
  }
}
