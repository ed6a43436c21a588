// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.config.GatewayConfig;
import org.metergate.core.dashboards.Panel.Curve;
import org.metergate.core.dashboards.Panel.Form;
import org.metergate.health.GatewayHealth;
import org.metergate.health.HealthAuthor;
import org.metergate.health.HealthDocument;
import org.metergate.health.MessageCatalogue;
import org.metergate.health.MeterHealth;
import org.metergate.health.OutputHealth;
import org.metergate.health.StageHealth;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalSettings;
import org.metergate.latest.LatestValues;
import org.metergate.output.OutputContext;
import org.metergate.output.OutputRunner;
import org.metergate.output.OutputTypes;
import org.metergate.output.influxdb.InfluxOutputType;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Value;
import org.metergate.testing.Await;
import org.metergate.testing.ServerProcess;
import org.metergate.time.VirtualTime;
import org.metergate.value.HeatUnit;
import org.metergate.value.ReadingView;
import org.metergate.value.Units;
import org.metergate.web.Route;
import org.metergate.web.StatusPage;
import org.metergate.web.WebAddress;
import org.metergate.web.html.Visitor;
import org.metergate.web.page.PageSources;
import org.metergate.web.prometheus.MetricPage;

/**
 * Every query of every panel of every dashboard, as it is in the files, asked of the real server
 * that was filled by the gateway's own outputs with all emulated meters: it finds each meter that
 * has the quantity, and the numbers are those of the journal.
 */
@Tag("servers")
@Timeout(300)
class DashboardQueriesTest {
  private static final ReadingView HOME = new ReadingView(Units.home(HeatUnit.KWH), true);
  private static final ReadingView SCRAPED = new ReadingView(Units.METER, true);
  private static final Duration SCRAPES = Duration.ofMinutes(10);
  private static final Duration SCRAPED_AT = Duration.ofSeconds(45);

  /** Numbers that no dashboard shows, since they are no use, no power and no state of a room. */
  private static final List<String> LEFT_OUT =
      List.of(
          ".*reactive.*",
          "(power_factor|voltage_(sags|swells)).*",
          "power_(export_|import_)?l[123]", // net power of a phase follows from its two panels
          "energy_(import|export)_l[123]",
          "(long_)?power_failures?(_\\d+)?",
          "power_(import_average|import_peak.*|limit)|current_limit|fuse_current_l1",
          "volume_times_.*|operating_hours|battery_days|.*_events|input_.*|mass.*|.*_code.*",
          "tariff|breaker|valve|meter_.*|software_.*|message_.*|relay.*|list_id|config_.*");

  @TempDir static Path folder;
  private static EveryMeter house;

  @BeforeAll
  static void readAllMeters() throws Exception {
    house = new EveryMeter(folder.resolve("journal.db"));
  }

  /** Gives each server all readings, as the output of a home and as that of the meter's units. */
  private static void deliver(String outputs) throws Exception {
    Path file = Files.createTempFile(folder, "outputs", ".yaml");
    Files.writeString(
        file, "meters: { meter: { driver: d, link: \"tcp:h:1\" } }\noutputs:\n" + outputs);
    VirtualTime time = new VirtualTime(EveryMeter.TO);
    OutputContext context =
        new OutputContext("attic", meter -> EveryMeter.EVERY, time, ZoneOffset.UTC);
    OutputTypes types = new OutputTypes(List.of(new InfluxOutputType()));
    try (Journal journal = Journal.open(new JournalSettings(folder.resolve("journal.db")), time)) {
      for (var output : types.create(GatewayConfig.load(file).outputs(), context)) {
        try (OutputRunner runner =
            new OutputRunner(output, journal, time, (name, finding, change) -> {})) {
          runner.step();
          runner.backfill(0);
          while (runner.step().isZero()) {
            continue;
          }
          assertEquals(Optional.empty(), runner.health().fault());
          assertEquals(0, runner.health().queued());
        }
      }
    }
  }

  /** Asks one query; returns of each meter the values by their times. */
  private interface Server {
    Map<String, NavigableMap<Instant, Double>> ask(String query, Form form, Duration step)
        throws Exception;
  }

  private static void compare(
      Dialect dialect, ReadingView view, List<Instant> scrapes, Server server) throws Exception {
    List<Reading> readings = house.readings(view);
    Map<String, List<String>> queries = AskedQueries.queries(dialect);
    List<String> faults = new ArrayList<>();
    int compared = 0;
    for (Panel panel : Panels.all()) {
      for (int i = 0; i < panel.curves().size(); i++) {
        Curve curve = panel.curves().get(i);
        String query = queries.get(panel.title()).get(i);
        Samples samples = Samples.sent(readings, curve.quantity(), panel.measure());
        boolean mean = dialect == Dialect.INFLUXQL;
        if (dialect == Dialect.PROMQL) {
          samples = samples.asked(scrapes);
        }
        var found = server.ask(query, panel.form(), AskedQueries.step(panel.form()));
        Set<String> meters = samples.meters();
        for (String meter : found.keySet()) {
          if (!meters.contains(meter)) {
            faults.add(panel.title() + " has a " + meter + " that sends no " + curve.quantity());
          }
        }
        for (String meter : meters) {
          NavigableMap<Instant, Double> expected =
              dialect == Dialect.PROMQL && panel.form() == Form.LINE
                  ? samples.values(meter)
                  : samples.shown(
                      meter, panel.form(), AskedQueries.step(panel.form()), !mean, mean);
          String fault =
              difference(expected, found.getOrDefault(meter, new TreeMap<>()), curve.down());
          if (!fault.isEmpty()) {
            faults.add(panel.title() + ", " + curve.quantity() + " of " + meter + ": " + fault);
          }
          compared++;
        }
      }
    }
    assertEquals(List.of(), faults);
    assertTrue(compared > 100, "only " + compared);
  }

  private static String difference(
      NavigableMap<Instant, Double> expected, NavigableMap<Instant, Double> found, boolean down) {
    int wanted = expected.size();
    for (Map.Entry<Instant, Double> point : found.entrySet()) {
      Double value = expected.get(point.getKey());
      double shown = down ? -point.getValue() : point.getValue();
      if (value == null) {
        return "a point at " + point + " of which the journal knows nothing";
      }
      if (Math.abs(value - shown) > 1e-6 * Math.max(1, Math.abs(value))) {
        return "shows " + shown + " at " + point.getKey() + ", the journal has " + value;
      }
    }
    return found.size() >= 0.9 * wanted && (!found.isEmpty() || wanted == 0)
        ? ""
        : found.size() + " points of " + expected.size();
  }

  @Test
  void influxDbShowsEachMeterInTheUnitsOfAHomeAndInItsOwn() throws Exception {
    try (ServerProcess influx = ServerProcess.influx(folder).start()) {
      influx.query("", "CREATE DATABASE home");
      influx.query("", "CREATE DATABASE own");
      String common = ": { type: influxdb, server: influxdb-1, url: \"" + influx.url() + "\", ";
      deliver(
          "  home"
              + common
              + "database: home, units: home }\n"
              + "  own"
              + common
              + "database: own }\n");
      compare(
          Dialect.INFLUXQL,
          HOME,
          List.of(),
          (query, form, step) -> AskedQueries.influxQl(influx, "\"metergate\"", query, form, step));
      compare(
          Dialect.INFLUXQL,
          ReadingView.METER,
          List.of(),
          (query, form, step) ->
              AskedQueries.influxQl(influx, "\"own\"..\"metergate\"", query, form, step));
      newestCounters(influx);
      assertEquals(allMeters(), AskedQueries.offered(influx));
    }
  }

  private static Set<String> allMeters() throws Exception {
    Set<String> all = new TreeSet<>();
    house.readings(HOME).forEach(reading -> all.add(reading.meter().displayName()));
    return all;
  }

  private static void newestCounters(ServerProcess influx) throws Exception {
    Set<String> meters = new TreeSet<>();
    for (String query :
        AskedQueries.queries(Dialect.INFLUXQL).get("When each counter was read last")) {
      for (Map<String, Object> series :
          AskedQueries.series(
              influx.query(
                  "home", AskedQueries.expanded("\"metergate\"", query, Form.LINE, SCRAPES)))) {
        meters.add(AskedQueries.tag(series, "tags", "meter"));
      }
    }
    assertEquals(allMeters(), meters);
  }

  @Test
  void victoriaMetricsShowsEachMeterInTheUnitsOfAHomeAndInItsOwn() throws Exception {
    for (ReadingView view : List.of(HOME, ReadingView.METER)) {
      Path own = Files.createTempDirectory(folder, "victoria");
      try (ServerProcess victoria = ServerProcess.victoria(own).start()) {
        deliver(
            "  victoria: { type: influxdb, server: victoria-metrics, url: \""
                + victoria.url()
                + "\", units: "
                + (view == HOME ? "home" : "meter")
                + " }\n");
        victoria.get("/internal/force_flush");
        compare(
            Dialect.METRICSQL,
            view,
            List.of(),
            (query, form, step) ->
                AskedQueries.promQl(victoria, query, AskedQueries.start(form), step));
        var ages =
            AskedQueries.promQl(
                victoria,
                AskedQueries.queries(Dialect.METRICSQL).get("Age of the newest reading").get(0),
                EveryMeter.TO,
                AskedQueries.step(Form.LINE));
        assertEquals(allMeters(), ages.keySet());
        assertEquals(allMeters(), AskedQueries.offered(victoria, Dialect.METRICSQL));
      }
    }
  }

  /** The health of outputs is in no output: VictoriaMetrics has to scrape it. */
  @Test
  void victoriaMetricsShowsHealthWhereItScrapesThePage() throws Exception {
    Path own = Files.createTempDirectory(folder, "scraping");
    Instant now = Instant.now();
    MetricPage metrics = new MetricPage(() -> health(now), new LatestValues(), () -> now, "0");
    PageSources sources =
        new PageSources(
            () -> health(now), new LatestValues(), meter -> "", () -> now, ZoneOffset.UTC);
    try (StatusPage page = StatusPage.claim(new WebAddress("127.0.0.1", 0), sources)) {
      page.serve(metrics);
      page.answer();
      Path config =
          Files.writeString(
              own.resolve("scrape.yml"),
              "scrape_configs:\n"
                  + "  - job_name: metergate\n"
                  + "    scrape_interval: 1s\n"
                  + "    static_configs: [ { targets: [ \"127.0.0.1:"
                  + page.uri().getPort()
                  + "\" ] } ]\n");
      try (ServerProcess victoria =
          ServerProcess.victoria(own, "-promscrape.config=" + config).start()) {
        Map<String, List<String>> queries = AskedQueries.queries(Dialect.METRICSQL);
        for (HealthPanel panel : HealthPanel.of(Dialect.METRICSQL)) {
          String query = queries.get(panel.title()).get(0).replace("$meter", ".*");
          if (!query.contains("tlast_over_time")) { // which asks for readings
            Await.until(
                query + " finds something",
                () ->
                    victoria
                        .get("/api/v1/query?query=" + ServerProcess.encoded(query))
                        .contains("\"value\":["));
          }
        }
      }
    }
  }

  /** What Prometheus would have scraped of the page, loaded by promtool. */
  @Test
  void prometheusShowsEachMeter() throws Exception {
    List<Instant> scrapes = new ArrayList<>();
    Path own = Files.createTempDirectory(folder, "prometheus");
    Path text = own.resolve("scraped.txt");
    scrape(text, scrapes);
    Process promtool =
        new ProcessBuilder(
                ServerProcess.program("promtool", "prometheus"),
                "tsdb",
                "create-blocks-from",
                "openmetrics",
                text.toString(),
                own.resolve("prometheus").toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, promtool.waitFor(), said);
    try (ServerProcess prometheus = ServerProcess.prometheus(own, 9, "1h").start()) {
      compare(
          Dialect.PROMQL,
          SCRAPED,
          scrapes,
          (query, form, step) ->
              AskedQueries.promQl(
                  prometheus,
                  query,
                  form == Form.LINE ? scrapes.get(0) : AskedQueries.start(form),
                  step));
      assertEquals(allMeters(), AskedQueries.offered(prometheus, Dialect.PROMQL));
      Map<String, List<String>> queries = AskedQueries.queries(Dialect.PROMQL);
      for (String title :
          HealthPanel.of(Dialect.PROMQL).stream().map(HealthPanel::title).toList()) {
        for (String query : queries.get(title)) {
          String asked = query.replace("$meter", ".*");
          String answer =
              prometheus.get(
                  "/api/v1/query?time="
                      + scrapes.get(scrapes.size() - 1).getEpochSecond()
                      + "&query="
                      + ServerProcess.encoded(asked));
          assertTrue(answer.contains("\"value\":["), title + ": " + asked + " finds " + answer);
        }
      }
    }
  }

  private static void scrape(Path file, List<Instant> scrapes) throws Exception {
    List<Reading> readings = house.readings(ReadingView.METER);
    Map<String, Set<String>> sent = new TreeMap<>();
    for (Reading reading : readings) {
      Set<String> names =
          sent.computeIfAbsent(reading.meter().displayName(), meter -> new HashSet<>());
      reading.measurements().stream()
          .filter(one -> one.quantity().kind() != Quantity.Kind.STATE)
          .forEach(one -> names.add(one.quantity().name()));
    }
    LatestValues latest = new LatestValues(meter -> Optional.of(sent.get(meter.displayName())));
    Instant[] now = {EveryMeter.FROM};
    MetricPage page = new MetricPage(() -> health(now[0]), latest, () -> now[0], "0");
    StringBuilder all = new StringBuilder();
    int next = 0;
    for (Instant at = EveryMeter.FROM.plus(SCRAPED_AT);
        at.isBefore(EveryMeter.TO);
        at = at.plus(SCRAPES)) {
      for (; next < readings.size() && !readings.get(next).receivedAt().isAfter(at); next++) {
        latest.accept(readings.get(next));
      }
      now[0] = at;
      scrapes.add(at);
      String time = " " + at.getEpochSecond() + "\n";
      byte[] body = page.answer(new Route.Request(Map.of(), List.of(), Visitor.LOCAL)).body();
      new String(body, StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#") && !line.contains("_info{"))
          .forEach(line -> all.append(line).append(time));
    }
    Files.writeString(file, all.append("# EOF\n"));
  }

  private static HealthDocument health(Instant now) {
    StageHealth stage = new StageHealth(Stage.FRAMES, 5, Optional.of(now), 0, Optional.empty());
    List<MeterHealth> meters =
        house.names().stream()
            .map(
                meter ->
                    new MeterHealth(meter, List.of(stage), List.of(), List.of(), Optional.of(now)))
            .toList();
    OutputHealth output =
        new OutputHealth(
            "home", "mqtt", 3, 4, Optional.of(now), Optional.of(now), Optional.empty());
    return HealthAuthor.write(
        new GatewayHealth("attic", meters, List.of(output)), new MessageCatalogue(List.of()), now);
  }

  @Test
  void everyNumberOfAMeterIsShownOrNamedAsLeftOut() throws Exception {
    Set<String> shown = new TreeSet<>();
    Panels.all().forEach(panel -> panel.curves().forEach(curve -> shown.add(curve.quantity())));
    Set<String> missing = new TreeSet<>();
    for (Reading reading : house.readings(HOME)) {
      reading.measurements().stream()
          .filter(one -> one.value() instanceof Value.Decimal)
          .map(one -> one.quantity().name())
          .filter(name -> !shown.contains(name))
          .filter(name -> LEFT_OUT.stream().noneMatch(name::matches))
          .forEach(missing::add);
    }
    assertEquals(Set.of(), missing);
  }
}
