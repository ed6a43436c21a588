// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.core.control.ControlAnswer;
import org.metergate.core.control.ControlClient;
import org.metergate.core.control.ControlRequest;
import org.metergate.core.control.ControlServer;
import org.metergate.core.plugin.Plugins;
import org.metergate.core.supervise.SuperviseFindings;
import org.metergate.counter.CounterFindings;
import org.metergate.health.ActiveFinding;
import org.metergate.health.GatewayHealth;
import org.metergate.health.HealthAuthor;
import org.metergate.health.HealthDocument;
import org.metergate.health.MessageCatalogue;
import org.metergate.health.MeterChain;
import org.metergate.health.MeterPace;
import org.metergate.health.OutputHealth;
import org.metergate.journal.JournalFindings;
import org.metergate.latest.LatestValues;
import org.metergate.output.mqtt.MqttFindings;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.LinkFindings;
import org.metergate.time.VirtualTime;
import org.metergate.web.StatusPage;
import org.metergate.web.WebAddress;
import org.metergate.web.page.PageSources;

/** All readers of the health get the same document, with the program's own sentences. */
@Timeout(60)
class OneHealthDocumentTest {
  @TempDir Path folder;
  private final VirtualTime time = new VirtualTime(Instant.parse("2026-01-07T13:47:20Z"));
  private final MessageCatalogue messages =
      Messages.of(Plugins.load(OneHealthDocumentTest.class.getClassLoader()));
  private final MeterChain chain = new MeterChain("main", time::now, (m, f, c) -> {});
  private List<OutputHealth> outputs = List.of();

  private HealthDocument document() {
    MeterPace pace = MeterPace.of(Duration.ofSeconds(10), Duration.ofSeconds(30));
    return HealthAuthor.write(
        new GatewayHealth("attic", List.of(chain.snapshot().withPace(Optional.of(pace))), outputs),
        messages,
        time.now());
  }

  private void telegram(Finding... findings) {
    List.of(findings).forEach(chain::find);
    chain.passed(Stage.LIST, 1);
    chain.passed(Stage.STORED, 1);
  }

  @Test
  void thePageTheOutputsAndTheSocketAnswerTheSameBytes() throws Exception {
    telegram(CounterFindings.SCALE_OPEN.with("meter", "\"4711\" ø"));
    HealthReportTest.ShownHealth sink = new HealthReportTest.ShownHealth();
    new HealthReport(this::document, this::document, () -> List.of(sink), time).publish();

    Path socket = ControlServer.socketOf(folder.resolve("journal.db"));
    ControlAnswer answer;
    try (ControlServer server = ControlServer.claim(socket)) {
      server.register(new HealthHandler(this::document));
      server.start();
      answer = ControlClient.ask(socket, new ControlRequest("health", Map.of()));
    }
    assertEquals(sink.health, List.of(answer.document().orElseThrow()));
    assertTrue(answer.ok());
    assertEquals(2, answer.lines().size(), "the verdict and the next step");
    assertEquals(document().verdict(), answer.lines().get(0));

    try (StatusPage page =
        StatusPage.claim(
            new WebAddress("127.0.0.1", 0),
            new PageSources(
                this::document, new LatestValues(), name -> "", time::now, ZoneOffset.UTC))) {
      page.answer();
      HttpResponse<String> health =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(page.uri().resolve("health")).build(),
                  BodyHandlers.ofString());
      assertEquals(503, health.statusCode());
      assertEquals(sink.health, List.of(health.body()));
    }
  }

  @Test
  void whateverIsWithheldIsNotWellAndHasANextStep() {
    for (FindingCode code :
        List.of(
            CounterFindings.DECREASED,
            CounterFindings.JUMPED,
            CounterFindings.SCALE_OPEN,
            CounterFindings.SCALE_DOUBTED,
            CounterFindings.METER_CHANGED,
            JournalFindings.CLOCK_WAITED_FOR)) {
      telegram(code.with());
      HealthDocument document = document();
      assertEquals(false, document.well(), code.id());
      assertTrue(document.next().isPresent(), code.id());
      assertEquals(messages.nextStep(code.with()), document.next());
    }
  }

  @Test
  void aDiskThatIsFullIsTheJournalsFault() {
    telegram();
    chain.find(SuperviseFindings.NOT_STORED.with("waiting", 3, "reason", "The disk is full."));
    assertEquals(
        "The journal cannot be written: The disk is full. Readings and messages wait in memory (3 so"
            + " far).",
        document().verdict());
    assertEquals(false, document().journal().well());
  }

  @Test
  void aMeterAndABrokerThatAreSilentAreNamedWithTheirPresentAges() throws Exception {
    chain.find(LinkFindings.SILENT.with("seconds", 30));
    Instant since = time.now();
    time.pause(Duration.ofMinutes(28));
    assertEquals(
        "main: The meter has been silent for 28 min although the port is open.",
        document().verdict());
    telegram();
    chain.passed(Stage.BYTES, 1);
    Finding silent = MqttFindings.SILENT.with("broker", "b:1883", "seconds", 30);
    outputs =
        List.of(
            new OutputHealth(
                "home",
                "mqtt",
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.of(new ActiveFinding(silent, since, time.now(), 4))));
    assertEquals(
        "home: The broker b:1883 has acknowledged nothing for 28 min.", document().verdict());
  }
}
