// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.metergate.health.GatewayHealth;
import org.metergate.health.HealthAuthor;
import org.metergate.health.HealthDocument;
import org.metergate.health.MessageCatalogue;
import org.metergate.health.MeterChain;
import org.metergate.health.MeterPace;
import org.metergate.health.json.HealthJson;
import org.metergate.journal.StoredReading;
import org.metergate.output.Delivery;
import org.metergate.output.HealthSink;
import org.metergate.output.Output;
import org.metergate.output.OutputInfo;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.LinkFindings;
import org.metergate.testing.Await;
import org.metergate.time.SystemTime;
import org.metergate.time.VirtualTime;

@Timeout(30)
class HealthReportTest {
  private static final MeterPace PACE =
      MeterPace.of(Duration.ofSeconds(10), Duration.ofSeconds(30));

  private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-20T12:00:00Z"));
  private final MessageCatalogue messages =
      Messages.of(Plugins.load(HealthReportTest.class.getClassLoader()));
  private final MeterChain chain =
      new MeterChain("main", time::now, (meter, finding, change) -> {});
  private final ShownHealth sink = new ShownHealth();
  private final HealthReport report =
      new HealthReport(
          this::document, this::document, () -> List.of(new PlainOutput(), sink), time);

  private HealthDocument document() {
    return HealthAuthor.write(
        new GatewayHealth(
            "attic", List.of(chain.snapshot().withPace(Optional.of(PACE))), List.of()),
        messages,
        time.now());
  }

  @Test
  void publishesTheDocumentAsItIsToTheOutputsThatCanShowIt() {
    chain.find(LinkFindings.NO_SUCH_PORT.with("port", "/dev/ttyUSB0"));
    report.publish();
    assertEquals(List.of(HealthJson.of(document())), sink.health);
    assertTrue(
        sink.health.get(0).contains("\"verdict\":\"main: There is no device /dev/ttyUSB0.\""),
        sink.health.get(0));
  }

  @Test
  void aMeterIsAvailableOnceItsReadingsAreStored() {
    report.publish();
    chain.passed(Stage.STORED, 1);
    report.publish();
    assertEquals(List.of("main offline", "main online"), sink.availability);
  }

  @Test
  void aMeterWhoseChainIsBrokenIsNotAvailable() {
    chain.passed(Stage.STORED, 1);
    chain.find(LinkFindings.SILENT.with("seconds", 30));
    report.publish();
    assertEquals(List.of("main offline"), sink.availability);
  }

  @Test
  void reportsAtOnceWhatBreaksAndRecoversButNeitherAgesNorCounts() throws Exception {
    report.publish();
    assertFalse(report.hasChanged(), "nothing happened");
    chain.passed(Stage.STORED, 1);
    assertTrue(report.hasChanged(), "the first reading");
    report.publish();
    time.pause(Duration.ofSeconds(5));
    chain.passed(Stage.STORED, 1);
    assertFalse(report.hasChanged(), "one more reading");
    chain.find(LinkFindings.SILENT.with("seconds", 30));
    assertTrue(report.hasChanged(), "a fault");
    report.publish();
    time.pause(Duration.ofSeconds(30));
    chain.find(LinkFindings.SILENT.with("seconds", 30));
    assertFalse(report.hasChanged(), "the same fault");
    chain.passed(Stage.BYTES, 1);
    chain.passed(Stage.STORED, 1);
    assertTrue(report.hasChanged(), "the fault is over");
    report.publish();
    time.pause(Duration.ofSeconds(31));
    assertTrue(report.hasChanged(), "nothing was heard within the usual time");
  }

  @Test
  void beginsAtOnceAndEndsWhenItIsClosed() throws Exception {
    HealthReport running =
        new HealthReport(this::document, this::document, () -> List.of(sink), new SystemTime());
    running.start();
    Await.until("the first report", () -> !sink.health.isEmpty());
    running.close();
    Await.until(
        "its thread is gone",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("health")));
  }

  /** An output that cannot show health. */
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

  /** An output that keeps the published health of the gateway. */
  static final class ShownHealth extends PlainOutput implements HealthSink {
    final List<String> health = Collections.synchronizedList(new ArrayList<>());
    private final List<String> availability = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void publishHealth(String json) {
      health.add(json);
    }

    @Override
    public void publishAvailability(String meter, boolean online) {
      availability.add(meter + (online ? " online" : " offline"));
    }
  }
}
