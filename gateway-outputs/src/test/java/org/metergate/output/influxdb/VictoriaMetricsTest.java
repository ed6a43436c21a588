// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.influxdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.output.OutputScene;
import org.metergate.testing.Await;
import org.metergate.testing.SampleReadings;
import org.metergate.testing.ServerProcess;

/** Against a real VictoriaMetrics, which forgets the last seconds when it is killed. */
@Tag("servers")
@Timeout(180)
class VictoriaMetricsTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @TempDir Path folder;

  @Test
  void holdsEveryReadingWithTheDecimalsOfTheMeterThoughItIsKilledBetweenDeliveries()
      throws Exception {
    try (ServerProcess victoria = ServerProcess.victoria(folder).start();
        OutputScene scene =
            new OutputScene(
                folder,
                new InfluxOutputType(),
                NOON,
                "url: " + victoria.url(),
                "server: victoria-metrics")) {
      int rounds = 4;
      for (int round = 0; round < rounds; round++) {
        scene.receive(3);
        scene.deliver(); // acknowledged, and in the server's memory only
        victoria.kill();
        victoria.start();
        awaitBreakIsSeen(scene);
      }
      scene.recover();
      String newest = Long.toString(NOON.plusSeconds(30L * rounds).toEpochMilli());
      Await.until(
          "the newest is shown", Duration.ofSeconds(60), () -> export(victoria).contains(newest));
      String exported = export(victoria);
      for (int i = 1; i <= 3 * rounds; i++) {
        String decimals =
            String.format(Locale.ROOT, "%.3f", 913 + i / 1000.0).replaceAll("0+$", "");
        assertTrue(exported.contains(decimals), decimals + " is not in " + exported);
        assertTrue(
            exported.contains(Long.toString(NOON.plusSeconds(10L * i).toEpochMilli())), exported);
      }
      assertTrue(exported.contains("\"unit\":\"kWh\""), exported);
      assertTrue(exported.contains("\"meter\":\"electricity\""), exported);
    }
  }

  @Test
  void storesEachValueOnceThoughTheServerClosesConnectionsAllTheTime() throws Exception {
    try (ServerProcess victoria =
            ServerProcess.victoria(folder, "-http.connTimeout=200ms", "-http.idleConnTimeout=1s")
                .start();
        OutputScene scene =
            new OutputScene(
                folder,
                new InfluxOutputType(),
                NOON,
                "url: " + victoria.url(),
                "server: victoria-metrics")) {
      Await.until(
          "five connections were closed",
          Duration.ofSeconds(60),
          () -> {
            scene.receive(1);
            scene.deliver();
            return count(victoria, "vm_http_conn_timeout_closed_conns_total") >= 5;
          });
      assertEquals(List.of(), scene.reported);
      int values = SampleReadings.live(1, NOON).measurements().size();
      assertEquals(
          scene.journal.readings().newestId() * values,
          count(victoria, "vm_rows_inserted_total{type=\"influx\"}"));
    }
  }

  /** A counter of the server about itself. */
  private static long count(ServerProcess victoria, String name) throws Exception {
    return victoria
        .get("/metrics")
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
        .sum();
  }

  /** What wakes the runner in the program; on virtual time the test asks by itself. */
  private static void awaitBreakIsSeen(OutputScene scene) throws Exception {
    Await.until(
        "the break is noticed",
        Duration.ofSeconds(30),
        () -> {
          scene.deliver();
          return scene.reported.contains("http-lost BEGAN");
        });
    scene.reported.clear();
  }

  private static String export(ServerProcess victoria) throws Exception {
    victoria.get("/internal/force_flush");
    return victoria.get(
        "/api/v1/export?match%5B%5D="
            + ServerProcess.encoded("metergate_energy_import")
            + "&start=2026-11-01T00:00:00Z&end=2026-12-31T00:00:00Z");
  }
}
