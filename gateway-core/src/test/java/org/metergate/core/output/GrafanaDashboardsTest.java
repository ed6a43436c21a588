// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.core.health.OutputHealth;
import org.metergate.core.output.influxdb.InfluxOutputType;
import org.metergate.core.testing.Await;
import org.metergate.core.testing.JsonTree;
import org.metergate.core.testing.PageScene;
import org.metergate.core.testing.ServerProcess;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Quantity.Kind;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;

/** Each query of the dashboards finds something in the real database that it is made for. */
@Tag("servers")
@Timeout(120)
class GrafanaDashboardsTest {
  private static final Path DASHBOARDS = Path.of("../packaging/grafana/dashboards");
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @TempDir Path folder;

  @Test
  void everyQueryForPrometheusFindsSomething() throws Exception {
    List<String> queries = queries("metergate-prometheus.json", "expr");
    try (PageScene scene = new PageScene(folder, NOON, ZoneOffset.UTC);
        ServerProcess prometheus =
            ServerProcess.prometheus(folder, scene.port(), "200ms").start()) {
      scene.outputs.add(
          new OutputHealth(
              "home", "mqtt", 3, 4, Optional.of(NOON), Optional.of(NOON), Optional.empty()));
      scene.receive(reading(Unit.WH, 1, NOON));
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

  @Test
  void everyQueryForInfluxDbFindsSomething() throws Exception {
    List<String> queries = queries("metergate-influxdb.json", "query");
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
          scene.journal.append(reading(unit, hour, scene.time.now()));
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

  /** All texts under a key, however deep. */
  private static List<String> queries(String file, String key) throws Exception {
    List<String> found = new ArrayList<>();
    Map<String, Object> dashboard = JsonTree.object(Files.readString(DASHBOARDS.resolve(file)));
    collect(dashboard.get("panels"), key, found);
    return found;
  }

  private static void collect(Object node, String key, List<String> found) {
    if (node instanceof List<?> list) {
      list.forEach(part -> collect(part, key, found));
    } else if (node instanceof Map<?, ?> map) {
      map.forEach(
          (name, part) -> {
            if (name.equals(key)) {
              found.add(part.toString());
            }
            collect(part, key, found);
          });
    }
  }

  private static Reading reading(Unit energy, int count, Instant at) {
    Quantity heat = new Quantity("heat_power", Kind.GAUGE, Dimension.HEAT_POWER, "Heat power");
    Quantity flow =
        new Quantity("temperature_flow", Kind.GAUGE, Dimension.TEMPERATURE, "Flow temperature T1");
    Quantity back =
        new Quantity(
            "temperature_return", Kind.GAUGE, Dimension.TEMPERATURE, "Return temperature T2");
    List<Measurement> all = new ArrayList<>();
    all.add(value(Quantities.ENERGY_IMPORT, 1000 + count, energy));
    all.add(value(Quantities.POWER_IMPORT, 250, Unit.W));
    all.add(value(Quantities.POWER_EXPORT, 10, Unit.W));
    for (int phase = 1; phase <= 3; phase++) {
      all.add(value(Quantities.phase(Quantities.VOLTAGE, phase), 230, Unit.V));
      all.add(value(Quantities.phase(Quantities.CURRENT, phase), 2, Unit.A));
    }
    all.add(value(heat, 4, Unit.KW));
    all.add(value(flow, 60, Unit.CELSIUS));
    all.add(value(back, 30, Unit.CELSIUS));
    return new Reading(
        MeterRef.of("electricity", energy.ascii()), 1, Origin.LIVE, at, Optional.empty(), all);
  }

  private static Measurement value(Quantity quantity, int number, Unit unit) {
    return new Measurement(
        quantity, new Value.Decimal(BigDecimal.valueOf(number)), unit, quantity.name(), null, null);
  }
}
