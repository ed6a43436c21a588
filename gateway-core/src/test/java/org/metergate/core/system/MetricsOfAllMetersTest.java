// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.health.GatewayHealth;
import org.metergate.health.HealthAuthor;
import org.metergate.health.HealthDocument;
import org.metergate.health.MessageCatalogue;
import org.metergate.health.MeterHealth;
import org.metergate.latest.LatestValues;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;
import org.metergate.testing.Await;
import org.metergate.testing.ServerProcess;
import org.metergate.time.VirtualTime;
import org.metergate.web.Route;
import org.metergate.web.StatusPage;
import org.metergate.web.WebAddress;
import org.metergate.web.html.Visitor;
import org.metergate.web.page.PageSources;
import org.metergate.web.prometheus.MetricPage;

/** What {@code /metrics} says of each kind of meter, at once, is what Prometheus can read. */
class MetricsOfAllMetersTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final String OPEN_METRICS = "application/openmetrics-text;version=1.0.0";

  /** A MULTICAL 21 does not say in which unit it counts, so the name keeps the meter's word. */
  private static final String NO_UNIT =
      "metergate_operating_hours_total use base unit \"seconds\" instead of \"hours\"\n";

  @TempDir Path folder;
  private final LatestValues latest = new LatestValues(meter -> Optional.of(Set.of()));
  private final List<MeterHealth> meters = new ArrayList<>();

  @BeforeEach
  void readEachKind() throws Exception {
    for (EmulatedKind kind : EmulatedKind.values()) {
      String name = kind.name().toLowerCase(java.util.Locale.ROOT);
      for (Reading reading : kind.read(new VirtualTime(NOON))) {
        MeterRef own = reading.meter();
        latest.accept(
            new Reading(
                new MeterRef(name, own.subMeter(), own.identifier()),
                reading.telegram(),
                Origin.LIVE,
                NOON,
                reading.meterTime(),
                reading.measurements()));
      }
      meters.add(new MeterHealth(name, List.of(), List.of(), List.of(), Optional.of(NOON)));
    }
  }

  private HealthDocument health() {
    return HealthAuthor.write(
        new GatewayHealth("attic", meters, List.of()), new MessageCatalogue(List.of()), NOON);
  }

  private MetricPage metrics() {
    return new MetricPage(this::health, latest, () -> NOON, "0.1");
  }

  private String text(List<String> accepted) {
    return new String(
        metrics().answer(new Route.Request(Map.of(), accepted, Visitor.LOCAL)).body(),
        StandardCharsets.UTF_8);
  }

  private static Set<String> samples(String text) {
    Set<String> names = new TreeSet<>();
    text.lines()
        .filter(line -> !line.startsWith("#") && !line.startsWith("metergate_heap"))
        .forEach(names::add);
    return names;
  }

  @Test
  void bothFormatsHaveTheSameSamplesAndNoneTwice() {
    String plain = text(List.of());
    String open = text(List.of(OPEN_METRICS));
    assertEquals(samples(plain), samples(open));
    assertTrue(open.endsWith("\n# EOF\n"));
    Set<String> series = new HashSet<>();
    for (String sample : samples(plain)) {
      assertTrue(series.add(sample.substring(0, sample.lastIndexOf(' '))), sample);
    }
    Set<String> types = new HashSet<>();
    plain.lines().filter(line -> line.startsWith("# TYPE")).forEach(l -> assertTrue(types.add(l)));
    for (MeterHealth meter : meters) {
      assertTrue(plain.contains("meter=\"" + meter.meter()), meter.meter() + " in\n" + plain);
    }
    assertTrue(plain.contains("power_import-power_export"), plain);
  }

  @Test
  @Tag("servers")
  void promtoolFindsNothingToComplainOf() throws Exception {
    Process promtool =
        new ProcessBuilder(ServerProcess.program("promtool", "prometheus"), "check", "metrics")
            .redirectErrorStream(true)
            .start();
    promtool.getOutputStream().write(text(List.of()).getBytes(StandardCharsets.UTF_8));
    promtool.getOutputStream().close();
    String output = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(NO_UNIT, output);
  }

  /** Prometheus asks for OpenMetrics, and refuses a whole answer for one mistake in it. */
  @Test
  @Tag("servers")
  @Timeout(120)
  void prometheusReadsThemAsOpenMetrics() throws Exception {
    PageSources sources =
        new PageSources(this::health, latest, meter -> "", () -> NOON, ZoneOffset.UTC);
    try (StatusPage page = StatusPage.claim(new WebAddress("127.0.0.1", 0), sources)) {
      page.serve(metrics());
      page.answer();
      try (ServerProcess prometheus =
          ServerProcess.prometheus(folder, page.uri().getPort(), "500ms").start()) {
        // each alone: on a busy machine one scrape in between may take too long, and finds nothing
        awaitAnswer(prometheus, "up", "\"1\"]");
        awaitAnswer(
            prometheus,
            "count(count by (meter) (metergate_meter_well))",
            "\"" + meters.size() + "\"]");
        awaitAnswer(prometheus, "metergate_power_import_peak_month_watts", "\"record\":\"3\"");
      }
    }
  }

  private static void awaitAnswer(ServerProcess prometheus, String query, String part)
      throws Exception {
    Await.until(
        part + " in the answer to " + query,
        Duration.ofSeconds(30),
        () -> prometheus.get("/api/v1/query?query=" + ServerProcess.encoded(query)).contains(part));
  }
}
