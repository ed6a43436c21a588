// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.journal.StoredReading;
import org.metergate.testing.Await;
import org.metergate.testing.FreePorts;
import org.metergate.testing.ServerProcess;

/**
 * What InfluxDB and VictoriaMetrics hold at the end is what the journal has, value by value; and
 * every value that Prometheus scraped was in the journal at that moment.
 */
@Tag("servers")
class DatabaseStressIT {
  /** Seconds between two kills of Prometheus, which scrapes nothing in its first five. */
  private static final int SCRAPER_LIVES = 15;

  @TempDir Path folder;

  @Test
  @Timeout(300)
  void losesNothingInAFewMinutesOfTheMeters(TestReporter figures) throws Exception {
    stress(Duration.ofSeconds(8), 3, 1, figures);
  }

  /** Run with {@code -Dmetergate.slow=true}; {@code -Dmetergate.stress.seconds} for longer. */
  @Test
  @Tag("slow")
  @Timeout(7200)
  @EnabledIfSystemProperty(named = "metergate.slow", matches = "true")
  void losesNothingInAnHourOfTheMeters(TestReporter figures) throws Exception {
    int seconds = Integer.getInteger("metergate.stress.seconds", 60);
    stress(Duration.ofSeconds(seconds), seconds / 3, seconds / 6, figures);
  }

  private void stress(Duration span, int serverKills, int gatewayKills, TestReporter figures)
      throws Exception {
    int page = FreePorts.take();
    DatabaseServer influx = DatabaseServer.onSmallDisk(folder, "influx", 48, ServerProcess::influx);
    DatabaseServer victoria =
        DatabaseServer.onSmallDisk(
            folder,
            "victoria",
            64,
            own -> ServerProcess.victoria(own, "-storage.minFreeDiskSpaceBytes=1MB"));
    String more =
        """
        outputs:
          influx: { type: influxdb, server: influxdb-1, url: "%s", database: home }
          victoria: { type: influxdb, server: victoria-metrics, url: "%s" }
        web: { listen: "127.0.0.1:%d" }
        """
            .formatted(influx.server().url(), victoria.server().url(), page);
    long seed = Long.getLong("metergate.stress.seed", System.nanoTime());
    figures.publishEntry("seed", Long.toString(seed));
    try (ServerProcess prometheus = ServerProcess.prometheus(folder, page, "500ms").start();
        StressRun stressRun = StressRun.start(folder, List.of(influx, victoria), more);
        FaultInjector scraper = new FaultInjector(seed)) {
      influx.server().query("", "CREATE DATABASE home");
      Await.until("the meters are read", Duration.ofSeconds(60), () -> stressRun.newest() > 50);
      Await.until(
          "Prometheus scrapes",
          Duration.ofSeconds(60),
          () ->
              prometheus
                  .get("/api/v1/query?query=metergate_power_import_watts")
                  .contains("cellar"));
      scraper.start(
          span,
          (int) (span.toSeconds() / SCRAPER_LIVES),
          random -> {
            prometheus.kill();
            prometheus.start();
          });
      stressRun.run(span, serverKills, gatewayKills, seed);
      scraper.await();
      Await.until(
          "all is delivered",
          Duration.ofSeconds(180),
          () -> stressRun.gateway().page("/health").split("\"queued\":0,").length == 3);
      List<StoredReading> journal = stressRun.stop();
      figures.publishEntry("readings in the journal", Integer.toString(journal.size()));
      TreeMap<String, Set<Double>> wanted = StoredPoints.ofJournal(journal);
      figures.publishEntry("values in the journal", Integer.toString(wanted.size()));
      assertSame(wanted, StoredPoints.ofInflux(influx.server()), "InfluxDB");
      assertSame(
          wanted, StoredPoints.ofVictoria(victoria.server(), wanted.size()), "VictoriaMetrics");
      int scraped = ScrapedPoints.assertInJournal(prometheus, journal);
      figures.publishEntry("values scraped", Integer.toString(scraped));
      assertTrue(scraped > 0, "Prometheus has scraped nothing");
      assertEquals(gatewayKills, stressRun.gatewayKills());
    }
  }

  private static void assertSame(
      TreeMap<String, Set<Double>> wanted, TreeMap<String, Double> found, String where) {
    TreeMap<String, Set<Double>> missing = new TreeMap<>(wanted);
    missing.keySet().removeAll(found.keySet());
    TreeMap<String, Double> more = new TreeMap<>(found);
    more.keySet().removeAll(wanted.keySet());
    assertTrue(
        missing.isEmpty() && more.isEmpty(),
        () ->
            where
                + " lacks "
                + missing.size()
                + " of "
                + wanted.size()
                + ", the first "
                + (missing.isEmpty() ? "" : missing.firstKey())
                + (" at " + times(missing) + " of " + times(wanted))
                + ", and has "
                + more.size()
                + " that the meters never sent");
    found.forEach(
        (key, value) ->
            assertTrue(
                wanted.get(key).contains(value),
                () -> where + ": " + key + " is " + value + ", not " + wanted.get(key)));
  }

  /** Times of the readings concerned: when points are lost, shows whether a whole request is. */
  private static String times(TreeMap<String, Set<Double>> points) {
    TreeSet<String> times = new TreeSet<>();
    points.keySet().forEach(key -> times.add(key.substring(key.lastIndexOf(' ') + 1)));
    return times.size() > 12 ? times.first() + " to " + times.last() : times.toString();
  }
}
