// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.config.GatewayConfig;
import org.metergate.core.gateway.GatewayPlan.PlannedLink;
import org.metergate.core.plugin.Plugins;
import org.metergate.kit.ClockHost;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.driver.Session;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Value;
import org.metergate.testing.LogTap;
import org.metergate.time.SystemTime;

/** What is known when the first reading of a meter comes that a reload has started. */
class ReloadOrderTest {
  private static final Logger LOGGER = Logger.getLogger("metergate");

  @TempDir Path folder;
  private final ClockHost host = new ClockHost(new SystemTime());
  private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
  private final Handler handler = new LogTap(line -> lines.add(line.getMessage()));
  private Plugins plugins;
  private Gateway gateway;

  @BeforeEach
  void start() throws Exception {
    LOGGER.addHandler(handler);
    plugins = Plugins.load(getClass().getClassLoader());
    GatewayPlan plan = GatewayPlan.of(config("a: 1"), plugins, host);
    gateway = Gateway.start(plan, Messages.of(plugins), host);
  }

  @AfterEach
  void stop() {
    gateway.close();
    LOGGER.removeHandler(handler);
  }

  private GatewayConfig config(String... meters) throws Exception {
    StringBuilder text = new StringBuilder("meters:\n");
    for (String meter : meters) {
      String[] parts = meter.split(": ");
      text.append("  ").append(parts[0]).append(": { driver: omnipower-dlms, link: ");
      text.append("\"emulator:omnipower?seed=").append(parts[1]).append("\" }\n");
    }
    text.append("journal: { path: journal.db }\n");
    return GatewayConfig.load(Files.writeString(folder.resolve("gateway.yaml"), text));
  }

  /** Reloads with a meter whose driver publishes one reading. */
  private Quick reload(String meter, String... meters) throws Exception {
    Quick quick = new Quick(meter);
    GatewayPlan plan =
        GatewayPlan.of(
            config(meters),
            plugins,
            host,
            gateway.intervals(),
            gateway.outputNames(),
            gateway.facts());
    gateway.exchange(
        new GatewayPlan(
            plan.config(),
            plan.links().stream()
                .map(link -> link.meters().contains(meter) ? with(link, quick) : link)
                .toList(),
            plan.outputs(),
            plan.intervals(),
            plan.outputNames(),
            plan.facts(),
            plan.alarms()));
    return quick;
  }

  private static PlannedLink with(PlannedLink link, MeterDriver driver) {
    return new PlannedLink(
        link.uri(),
        link.provider(),
        link.driverId(),
        driver,
        () -> driver,
        link.meters(),
        link.fingerprint());
  }

  /**
   * A driver that reads at once: when its link has been started, a question for its interval is
   * answered only after its single reading.
   */
  private final class Quick implements ByteDriver {
    private final String meter;
    private final CompletableFuture<Optional<Duration>> known = new CompletableFuture<>();

    Quick(String meter) {
      this.meter = meter;
    }

    @Override
    public LineSettings settings() {
      return LineSettings.eightNone(2400);
    }

    @Override
    public Duration normalSilence() {
      return Duration.ofHours(2);
    }

    @Override
    public Duration usualInterval() {
      boolean runs =
          gateway.answering().stream()
              .anyMatch(one -> one.thread().getName().equals("link-" + meter));
      if (runs) {
        known.join();
      }
      return Duration.ofHours(1);
    }

    @Override
    public void session(ByteLink link, Session session) throws InterruptedException {
      session
          .meter(meter)
          .publish(
              "1",
              Optional.empty(),
              List.of(Measurement.of(Quantities.LIST_ID, new Value.Text("x"), "1")));
      known.complete(Optional.ofNullable(gateway.intervals().of(meter)));
      while (true) {
        session.pause(Duration.ofHours(1));
      }
    }
  }

  @Test
  void howOftenANewMeterSendsIsKnownWithItsFirstReading() throws Exception {
    Quick quick = reload("b", "a: 1", "b: 2");
    assertEquals(Optional.of(Duration.ofHours(1)), quick.known.get(20, TimeUnit.SECONDS));
  }

  @Test
  void theFirstReadingOfAMeterThatWasStartedAgainIsLogged() throws Exception {
    reload("b", "a: 1", "b: 2").known.get(20, TimeUnit.SECONDS);
    lines.clear();
    reload("b", "a: 1", "b: 3").known.get(20, TimeUnit.SECONDS);
    assertTrue(lines.contains("b: first reading"), lines::toString);
  }
}
