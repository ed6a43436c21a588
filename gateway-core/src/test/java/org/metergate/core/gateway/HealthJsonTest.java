// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.metergate.core.plugin.Plugins;
import org.metergate.health.ActiveFinding;
import org.metergate.health.GatewayHealth;
import org.metergate.health.MessageCatalogue;
import org.metergate.health.MeterHealth;
import org.metergate.health.OutputHealth;
import org.metergate.health.StageHealth;
import org.metergate.journal.StoredReading;
import org.metergate.output.Delivery;
import org.metergate.output.HealthSink;
import org.metergate.output.Output;
import org.metergate.output.OutputInfo;
import org.metergate.output.mqtt.MqttFindings;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.LinkFindings;
import org.metergate.testing.Await;
import org.metergate.time.SystemTime;
import org.metergate.time.VirtualTime;

@Timeout(30)
class HealthJsonTest {
  private static final Instant NOW = Instant.parse("2026-01-07T13:47:20Z");

  private final MessageCatalogue messages =
      Messages.of(Plugins.load(HealthJsonTest.class.getClassLoader()));

  private static MeterHealth meter(String name, Finding fault, Instant lastReading) {
    Optional<ActiveFinding> active =
        Optional.ofNullable(fault).map(finding -> new ActiveFinding(finding, NOW, NOW, 1));
    StageHealth port = new StageHealth(Stage.PORT, 1, Optional.of(NOW), 0, active);
    return new MeterHealth(
        name, List.of(port), List.of(), List.of(), Optional.ofNullable(lastReading));
  }

  private static OutputHealth output(String name, Finding fault) {
    return new OutputHealth(
        name,
        "mqtt",
        41,
        2,
        Optional.empty(),
        Optional.empty(),
        Optional.ofNullable(fault).map(finding -> new ActiveFinding(finding, NOW, NOW, 1)));
  }

  @Test
  void describesEachMeterInWordsAndEachOutputInNumbers() {
    GatewayHealth health =
        new GatewayHealth(
            "stairs",
            List.of(
                meter("heat", null, NOW.minusSeconds(8)),
                meter("water", LinkFindings.NO_SUCH_PORT.with("port", "/dev/ttyUSB0"), null),
                meter("new", null, null)),
            List.of(
                output("home", null),
                output("far", MqttFindings.SILENT.with("broker", "b:1883", "seconds", 30))));
    assertEquals(
        "{\"time\":\"2026-01-07T13:47:20Z\",\"well\":false,"
            + "\"verdict\":\"There is no device /dev/ttyUSB0. Waiting for the first telegram of"
            + " new. The broker b:1883 has acknowledged nothing for 30 seconds.\",\"meters\":{"
            + "\"heat\":{\"well\":true,\"sentence\":\"All is well: last reading of heat 8 s ago.\","
            + "\"last_reading\":\"2026-01-07T13:47:12Z\"},"
            + "\"water\":{\"well\":false,\"sentence\":\"There is no device /dev/ttyUSB0.\","
            + "\"next\":\""
            + messages
                .nextStep(LinkFindings.NO_SUCH_PORT.with("port", "/dev/ttyUSB0"))
                .orElseThrow()
            + "\"},"
            + "\"new\":{\"well\":false,\"sentence\":\"Waiting for the first telegram of new.\"}},"
            + "\"outputs\":{\"home\":{\"delivered\":41,\"queued\":2},"
            + "\"far\":{\"delivered\":41,\"queued\":2,\"fault\":\"The broker b:1883 has"
            + " acknowledged nothing for 30 seconds.\",\"last_error\":\"The broker b:1883 has"
            + " acknowledged nothing for 30 seconds.\","
            + "\"last_error_at\":\"2026-01-07T13:47:20Z\"}}}",
        HealthReport.json(health, messages, NOW));
  }

  @Test
  void theVerdictThatAllIsWellHasNoAge() {
    GatewayHealth health =
        new GatewayHealth(
            "stairs",
            List.of(meter("heat", null, NOW.minusSeconds(8))),
            List.of(output("home", null)));
    String json = HealthReport.json(health, messages, NOW);
    assertTrue(json.contains("\"well\":true,\"verdict\":\"All is well.\",\"meters\":{"), json);
  }

  @Test
  void publishesOnlyToOutputsThatCanShowItAndWhichMetersAreAvailable() {
    GatewayHealth health =
        new GatewayHealth(
            "stairs",
            List.of(
                meter("heat", null, NOW),
                meter("water", LinkFindings.LINK_LOST.with("port", "x"), NOW),
                meter("new", null, null)),
            List.of());
    ShownHealth sink = new ShownHealth();
    HealthReport report =
        new HealthReport(
            () -> health,
            health::meters,
            () -> List.of(new PlainOutput(), sink),
            messages,
            new VirtualTime(NOW));
    report.publish();
    assertEquals(List.of("heat true", "water false", "new false"), sink.availability);
    assertEquals(List.of(HealthReport.json(health, messages, NOW)), sink.health);
  }

  @Test
  void beginsAtOnceAndEndsWhenItIsClosed() throws Exception {
    ShownHealth sink = new ShownHealth();
    GatewayHealth health = new GatewayHealth("stairs", List.of(), List.of());
    HealthReport report =
        new HealthReport(
            () -> health, health::meters, () -> List.of(sink), messages, new SystemTime());
    report.start();
    Await.until("the first report", Duration.ofSeconds(10), () -> sink.health.size() == 1);
    report.close();
    Await.until(
        "its thread is gone",
        Duration.ofSeconds(10),
        () -> Thread.getAllStackTraces().keySet().stream().noneMatch(HealthJsonTest::isReport));
  }

  private static boolean isReport(Thread thread) {
    return thread.getName().equals("health");
  }

  private static class PlainOutput implements Output {
    @Override
    public OutputInfo info() {
      return new OutputInfo("plain", "plain");
    }

    @Override
    public Optional<Finding> open() {
      return Optional.empty();
    }

    @Override
    public Delivery deliver(List<StoredReading> batch) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      // nothing is open
    }
  }

  private static final class ShownHealth extends PlainOutput implements HealthSink {
    private final List<String> health = Collections.synchronizedList(new ArrayList<>());
    private final List<String> availability = new ArrayList<>();

    @Override
    public void publishHealth(String json) {
      health.add(json);
    }

    @Override
    public void publishAvailability(String meter, boolean online) {
      availability.add(meter + " " + online);
    }
  }
}
