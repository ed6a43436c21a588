// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metergate.health.GatewayHealth;
import org.metergate.health.MessageCatalogue;
import org.metergate.health.MeterChain;
import org.metergate.health.MeterHealth;
import org.metergate.journal.StoredReading;
import org.metergate.output.Delivery;
import org.metergate.output.HealthSink;
import org.metergate.output.Output;
import org.metergate.output.OutputInfo;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.LinkFindings;
import org.metergate.time.VirtualTime;

class HealthReportTest {
  private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-20T12:00:00Z"));
  private final MeterChain chain =
      new MeterChain("main", time::now, (meter, finding, change) -> {});
  private final Outlet sink = new Outlet();
  private final HealthReport report =
      new HealthReport(
          () -> new GatewayHealth("attic", meters(), List.of()),
          this::meters,
          () -> List.of(sink),
          new MessageCatalogue(List.of()),
          time);

  private List<MeterHealth> meters() {
    return List.of(chain.snapshot());
  }

  @Test
  void aMeterIsAvailableOnceItsReadingsAreStored() {
    report.publish();
    chain.passed(Stage.STORED, 1);
    report.publish();
    assertEquals(List.of("main offline", "main online"), sink.availability);
    assertTrue(sink.health.get(0).contains("Waiting for the first telegram of main."));
    assertTrue(sink.health.get(1).contains("All is well"), sink.health.get(1));
  }

  @Test
  void aMeterWhoseChainIsBrokenIsNotAvailable() {
    chain.passed(Stage.STORED, 1);
    chain.find(LinkFindings.SILENT.with("seconds", 30));
    report.publish();
    assertEquals(List.of("main offline"), sink.availability);
    assertTrue(sink.health.get(0).contains("\"well\":false"), sink.health.get(0));
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
    chain.find(LinkFindings.SILENT.with("seconds", 60));
    assertFalse(report.hasChanged(), "the same fault");
    chain.passed(Stage.BYTES, 1);
    assertTrue(report.hasChanged(), "the fault is over");
  }

  /** An output that keeps the published health of the gateway. */
  private static final class Outlet implements Output, HealthSink {
    private final List<String> health = new ArrayList<>();
    private final List<String> availability = new ArrayList<>();

    @Override
    public void publishHealth(String json) {
      health.add(json);
    }

    @Override
    public void publishAvailability(String meter, boolean online) {
      availability.add(meter + (online ? " online" : " offline"));
    }

    @Override
    public OutputInfo info() {
      return new OutputInfo("home", "test");
    }

    @Override
    public Optional<Finding> open() {
      return Optional.empty();
    }

    @Override
    public Delivery deliver(List<StoredReading> batch) {
      return new Delivery.Done(batch.size());
    }

    @Override
    public void close() {
      // nothing is open
    }
  }
}
