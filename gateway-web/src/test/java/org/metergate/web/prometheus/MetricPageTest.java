// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.health.OutputHealth;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;
import org.metergate.testing.Await;
import org.metergate.testing.SampleReadings;
import org.metergate.testing.ServerProcess;
import org.metergate.web.PageScene;

class MetricPageTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final String LABELS = "{identifier=\"18290001\",meter=\"electricity\"}";

  @TempDir Path folder;
  private PageScene scene;

  @BeforeEach
  void serve() throws Exception {
    scene = new PageScene(folder, NOON, ZoneOffset.UTC);
    scene.outputs.add(
        new OutputHealth(
            "home", "mqtt", 3, 4, Optional.of(NOON), Optional.of(NOON), Optional.empty()));
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private String scrape() throws Exception {
    return scene.get("/metrics").body();
  }

  @Test
  void writesValuesInBaseUnits() throws Exception {
    scene.receive(reading(allUnits()));
    String body = scrape();
    for (String line :
        List.of(
            "metergate_energy_import_joules_total" + LABELS + " 3.2868E9",
            "metergate_heat_energy_joules_total" + LABELS + " 1.234E9",
            "metergate_phase_voltage_volts"
                + "{identifier=\"18290001\",meter=\"electricity\",phase=\"l2\"} 230.4",
            "metergate_tariff_energy_import_joules_total"
                + "{identifier=\"18290001\",meter=\"electricity\",tariff=\"1\"} 3600.0",
            "metergate_flow_cubic_meters_per_second" + LABELS + " 1.0E-4",
            "metergate_power_factor_ratio" + LABELS + " 0.98",
            "metergate_operating_time_seconds_total" + LABELS + " 36000.0",
            "metergate_oddity_furlong_week" + LABELS + " 7.0")) {
      assertTrue(body.contains("\n" + line + "\n"), line + " is not in\n" + body);
    }
    assertTrue(body.contains("# TYPE metergate_energy_import_joules_total counter\n"), body);
    assertTrue(
        body.contains("# HELP metergate_energy_import_joules_total Energy import, joules.\n"),
        body);
    assertTrue(body.endsWith("\n"));
  }

  @Test
  void writesTheHealthOfTheGateway() throws Exception {
    scene.receive(SampleReadings.live(0, NOON));
    String body = scrape();
    for (String line :
        List.of(
            "metergate_build_info{gateway=\"attic\",version=\"0.1\"} 1",
            "metergate_meter_well{meter=\"electricity\"} 1.0",
            "metergate_stage_passed_total{meter=\"electricity\",stage=\"bytes\"} 4711.0",
            "metergate_stage_faults_total{meter=\"electricity\",stage=\"bytes\"} 2.0",
            "metergate_output_delivered_readings_total{output=\"home\",type=\"mqtt\"} 3.0",
            "metergate_output_queued_readings{output=\"home\",type=\"mqtt\"} 4.0",
            "metergate_output_oldest_timestamp_seconds{output=\"home\",type=\"mqtt\"} 1.795176E9",
            "metergate_last_reading_timestamp_seconds{meter=\"electricity\"} 1.795176E9")) {
      assertTrue(body.contains(line + "\n"), line + " is not in\n" + body);
    }
  }

  @Test
  void leavesOutWhatIsStaleAndHistory() throws Exception {
    scene.receive(SampleReadings.live(0, NOON));
    scene.receive(SampleReadings.history(9999, NOON));
    assertTrue(scrape().contains("metergate_power_import_watts" + LABELS + " 250.0"));
    assertFalse(scrape().contains("3.3"), "history became a value");
    scene.pause(Duration.ofMinutes(2));
    String body = scrape();
    assertFalse(body.contains("metergate_power_import_watts"), body);
    assertTrue(body.contains("metergate_last_reading_timestamp_seconds"), body);
  }

  @Test
  void oneMeterThatSendsTheSameTwiceDoesNotBreakTheScrape() throws Exception {
    List<Measurement> twice = new ArrayList<>();
    for (String register : List.of("1.1.1.7.0.255", "1.1.1.7.0.254")) {
      twice.add(SampleReadings.decimal(Quantities.POWER_IMPORT, BigDecimal.ONE, Unit.W, register));
    }
    twice.add(
        SampleReadings.decimal(
            new Quantity("power_import", Quantity.Kind.COUNTER, Dimension.POWER, "Odd"),
            BigDecimal.TEN,
            Unit.W,
            "3"));
    scene.receive(reading(twice));
    assertEquals(200, scene.get("/metrics").statusCode());
    assertTrue(scrape().contains("metergate_power_import_watts" + LABELS + " 1.0"));
  }

  @Test
  void energyIsThereInKilowattHoursTooWithTheDigitsOfTheMeter() throws Exception {
    scene.receive(reading(allUnits()));
    String body = scrape();
    assertTrue(body.contains("\nmetergate_energy_import_kwh_total" + LABELS + " 913.0\n"), body);
    assertTrue(
        body.contains(
            "\nmetergate_tariff_energy_import_kwh_total"
                + "{identifier=\"18290001\",meter=\"electricity\",tariff=\"1\"} 0.001\n"),
        body);
    assertTrue(
        body.contains("# HELP metergate_heat_energy_kwh_total Heat energy, kilowatt-hours.\n"),
        body);
    assertFalse(body.contains("flow_kwh"), body);
  }

  @Test
  void numberedRecordsAreOneMetricWithTheirTimesNextToThem() throws Exception {
    List<Measurement> records = new ArrayList<>();
    for (int month = 1; month <= 13; month++) {
      Quantity peak =
          new Quantity(
              "power_import_peak_month_" + month,
              Quantity.Kind.GAUGE,
              Dimension.POWER,
              "Power import, peak of a past month " + month);
      MeterTime at =
          new MeterTime(LocalDateTime.of(2025, month % 12 + 1, 7, 18, 45), ZoneOffset.ofHours(1));
      Value value = new Value.Decimal(new BigDecimal(month + ".25"));
      records.add(new Measurement(peak, value, Unit.KW, "0-0:98.1.0", null, at));
    }
    Quantity peak =
        new Quantity("power_import_peak", Quantity.Kind.GAUGE, Dimension.POWER, "Power import");
    MeterTime local = MeterTime.local(LocalDateTime.of(2026, 1, 1, 0, 0));
    records.add(
        new Measurement(
            peak, new Value.Decimal(BigDecimal.ONE), Unit.KW, "1-0:1.6.0", null, local));
    scene.receive(reading(records));
    String body = scrape();
    String labels = "{identifier=\"18290001\",meter=\"electricity\",record=\"13\"} ";
    assertTrue(body.contains("\nmetergate_power_import_peak_month_watts" + labels + "13250.0\n"));
    long at = OffsetDateTime.parse("2025-02-07T18:45:00+01:00").toEpochSecond();
    assertTrue(
        body.contains(
            "\nmetergate_power_import_peak_month_timestamp_seconds" + labels + (double) at + "\n"),
        body);
    assertTrue(body.contains("\nmetergate_power_import_peak_watts" + LABELS + " 1000.0\n"), body);
    long metrics = body.lines().filter(line -> line.matches("# TYPE .*_peak_.*")).count();
    assertEquals(3, metrics, body);
  }

  @Test
  void textsAndCodesAreAnInfoMetric() throws Exception {
    List<Measurement> states = new ArrayList<>();
    states.add(state("meter_type", Dimension.TEXT, new Value.Text("0B\"03\nx")));
    states.add(state("meter_time", Dimension.TEXT, new Value.Text("16:24:43")));
    states.add(state("message_text", Dimension.TEXT, new Value.Text("a".repeat(101))));
    states.add(state("register_0f_raw", Dimension.TEXT, new Value.Text("00A1")));
    states.add(state("nothing", Dimension.TEXT, new Value.Text("")));
    states.add(state("info_code", Dimension.NUMBER, new Value.Decimal(new BigDecimal("16"))));
    states.add(state("tariff", Dimension.NUMBER, new Value.Decimal(BigDecimal.ONE)));
    scene.receive(reading(states));
    String body = scrape();
    String begin = "metergate_state_info{identifier=\"18290001\",meter=\"electricity\",quantity=\"";
    assertTrue(body.contains("\n" + begin + "info_code\",value=\"16\"} 1\n"), body);
    assertTrue(body.contains("\n" + begin + "meter_type\",value=\"0B\\\"03\\nx\"} 1\n"), body);
    assertEquals(2, body.lines().filter(line -> line.startsWith(begin)).count(), body);
    assertTrue(body.contains("\nmetergate_info_code" + LABELS + " 16.0\n"), body);
  }

  @Test
  void helpSaysHowADerivedValueIsDerived() throws Exception {
    Quantity power = new Quantity("power", Quantity.Kind.GAUGE, Dimension.POWER, "Power");
    BigDecimal number = new BigDecimal("-1.5");
    scene.receive(
        reading(
            List.of(SampleReadings.decimal(power, number, Unit.KW, "=power_import-power_export"))));
    String body = scrape();
    String help =
        "# HELP metergate_power_watts Power, watts, derived: power_import-power_export.\n";
    assertTrue(body.contains(help), body);
    assertTrue(body.contains("\nmetergate_power_watts" + LABELS + " -1500.0\n"), body);
  }

  @Test
  void writesOpenMetricsOnlyWhereTheRequestPrefersIt() throws Exception {
    scene.receive(reading(allUnits()));
    String open = "application/openmetrics-text";
    for (String accept :
        List.of(
            open + ";version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
            "text/plain;q=0.3, " + open,
            open)) {
      HttpResponse<String> answer = scene.get("/metrics", "Accept", accept);
      assertTrue(answer.headers().firstValue("content-type").orElse("").startsWith(open), accept);
      assertTrue(answer.body().endsWith("\n# EOF\n"), accept);
      assertTrue(answer.body().contains("# TYPE metergate_build info\n"), answer.body());
      assertTrue(answer.body().contains("# TYPE metergate_energy_import_joules counter\n"));
    }
    for (String accept :
        List.of(
            "*/*",
            "text/html,application/xhtml+xml,*/*;q=0.8",
            "text/plain;version=0.0.4," + open + ";q=0.1",
            open + ";q=0",
            open + ";q=x")) {
      HttpResponse<String> answer = scene.get("/metrics", "Accept", accept);
      assertEquals(
          Optional.of("text/plain; version=0.0.4; charset=utf-8"),
          answer.headers().firstValue("content-type"),
          accept);
      assertFalse(answer.body().contains("# EOF"), accept);
    }
    int status = scene.get("/metrics", "Accept", open + ",;;\"").statusCode();
    assertTrue(status < 500, "a broken header is the sender's mistake, not a " + status);
  }

  @Test
  @Tag("servers")
  void promtoolFindsNothingToComplainOf() throws Exception {
    scene.receive(reading(allUnits()));
    Process promtool =
        new ProcessBuilder(ServerProcess.program("promtool", "prometheus"), "check", "metrics")
            .redirectErrorStream(true)
            .start();
    promtool.getOutputStream().write(scrape().getBytes());
    promtool.getOutputStream().close();
    String output = new String(promtool.getInputStream().readAllBytes());
    assertEquals("", output);
    assertEquals(0, promtool.waitFor());
  }

  @Test
  @Tag("servers")
  @Timeout(120)
  void prometheusScrapesTheValues() throws Exception {
    scene.receive(reading(allUnits()));
    try (ServerProcess prometheus =
        ServerProcess.prometheus(folder, scene.port(), "500ms").start()) {
      // each alone: on a busy machine one scrape in between may take too long, and finds nothing
      awaitAnswer(prometheus, "metergate_energy_import_joules_total", ",\"3286800000\"]");
      awaitAnswer(prometheus, "metergate_phase_voltage_volts", "230.4");
      awaitAnswer(prometheus, "up", "\"1\"]");
    }
  }

  private static void awaitAnswer(ServerProcess prometheus, String query, String part)
      throws Exception {
    Await.until(
        part + " in the answer to " + query,
        Duration.ofSeconds(30),
        () -> prometheus.get("/api/v1/query?query=" + query).contains(part));
  }

  private static List<Measurement> allUnits() {
    Quantity heat =
        new Quantity("heat_energy", Quantity.Kind.COUNTER, Dimension.HEAT_ENERGY, "Heat energy");
    Quantity tariff =
        new Quantity(
            "energy_import_t1", Quantity.Kind.COUNTER, Dimension.ENERGY, "Energy import, tariff 1");
    Quantity flow = new Quantity("flow", Quantity.Kind.GAUGE, Dimension.FLOW, "Flow");
    Quantity hours =
        new Quantity(
            "operating_hours", Quantity.Kind.COUNTER, Dimension.DURATION, "Operating hours");
    Quantity odd = new Quantity("oddity", Quantity.Kind.GAUGE, Dimension.NUMBER, "Oddity");
    return List.of(
        value(Quantities.ENERGY_IMPORT, "913.000", Unit.KWH),
        value(heat, "1.234", new Unit("GJ", "GJ")),
        value(tariff, "1", Unit.WH),
        value(Quantities.phase(Quantities.VOLTAGE, 2), "230.4", Unit.V),
        value(flow, "360", new Unit("l/h", "l/h")),
        value(Quantities.POWER_FACTOR, "0.98", Unit.NONE),
        value(hours, "10", Unit.HOUR),
        value(odd, "7", new Unit("furlong/week", "furlong/week")));
  }

  private static Measurement state(String name, Dimension dimension, Value value) {
    return Measurement.of(new Quantity(name, Quantity.Kind.STATE, dimension, name), value, name);
  }

  private static Measurement value(Quantity quantity, String value, Unit unit) {
    return SampleReadings.decimal(quantity, new BigDecimal(value), unit, quantity.name());
  }

  private static Reading reading(List<Measurement> measurements) {
    return new Reading(
        MeterRef.of("electricity", "18290001"),
        1,
        Origin.LIVE,
        NOON,
        Optional.empty(),
        measurements);
  }
}
