// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.testing.Await;

@Tag("pty")
@Tag("broker")
@Timeout(120)
class PulledCableIT {
  /** A busy loop uses 1.0; measured is 0.02, and 0.13 while a build runs on the same machine. */
  private static final double NOT_BUSY = 0.25;

  private static final Duration PACE = Duration.ofMillis(200);

  /** About when the gateway has looked for the port for the second time: after 1 s and 3 s. */
  private static final Duration AWAY = Duration.ofSeconds(3);

  @TempDir Path folder;
  private final EmulatedTelegrams telegrams = new EmulatedTelegrams();
  private GatewayRig rig;
  private Path configuration;

  @BeforeEach
  void wire() throws Exception {
    rig = GatewayRig.setUp(folder);
    configuration = rig.file().options(telegrams.driverOptions()).write();
  }

  @AfterEach
  void unwire() throws Exception {
    if (rig != null) {
      rig.close();
    }
  }

  @Test
  void readsOnByItselfWhenTheCableIsBackAndIsIdleMeanwhile(TestReporter figures) throws Exception {
    try (GatewayProcess gateway = GatewayProcess.run(configuration);
        PtyMeter meter = PtyMeter.on(rig.cable, telegrams, PACE)) {
      rig.subscriber.await("main/availability", "online");
      rig.cable.unplug();
      final long pulled = System.nanoTime();
      rig.subscriber.await("main/availability", "offline");
      double busy = busy(gateway, AWAY);
      figures.publishEntry("share of a core while the cable is unplugged", Double.toString(busy));
      assertTrue(busy < NOT_BUSY, "it uses " + busy + " of a core");
      rig.subscriber.await(
          "bridge/health", "\"verdict\":\"main: There is no device " + rig.cable.gateway() + ".\"");

      rig.cable.plugIn();
      int plugged = meter.next();
      long back = System.nanoTime();
      rig.subscriber.awaitReading(reading -> reading.telegram() >= plugged);
      long millis = (System.nanoTime() - back) / 1_000_000;
      figures.publishEntry("ms from plugging in to a reading", Long.toString(millis));
      // each wait for the port is twice the one before, a quarter longer or shorter
      long away = (back - pulled) / 1_000_000;
      assertTrue(millis < 2 * away + 6000, "it took " + millis + " ms after " + away);
      rig.subscriber.await("main/availability", "online");
      rig.subscriber.await("bridge/health", "\"verdict\":\"All is well.\"");
      assertReportedOnce(gateway);
    }
  }

  private void assertReportedOnce(GatewayProcess gateway) throws Exception {
    String lost = "The connection to " + rig.cable.gateway() + " is lost";
    String missing = "There is no device " + rig.cable.gateway();
    for (String sentence : List.of(lost, missing)) {
      gateway.awaitLine("INFO main: over: " + sentence); // the log may be later than MQTT
      assertEquals(
          1, gateway.output("WARNING main: " + sentence).size(), gateway.output()::toString);
      assertEquals(
          1, gateway.output("INFO main: over: " + sentence).size(), gateway.output()::toString);
    }
    gateway.assertNoTracesOrSecrets(telegrams.keys());
  }

  @Test
  void readsOnEachTimeALooseContactComesBack() throws Exception {
    try (GatewayProcess gateway = GatewayProcess.run(configuration);
        PtyMeter meter = PtyMeter.on(rig.cable, telegrams, PACE)) {
      for (int round = 0; round < 4; round++) {
        int plugged = meter.next();
        rig.subscriber.awaitReading(reading -> reading.telegram() >= plugged);
        rig.cable.unplug();
        rig.cable.plugIn();
      }
      assertTrue(gateway.output().size() < 12, () -> "it fills the log: " + gateway.output());
    }
  }

  /** Returns the share of a core that it uses: a rate, so it is measured over a span of time. */
  private static double busy(GatewayProcess gateway, Duration span) throws Exception {
    long begin = System.nanoTime();
    Duration before = gateway.cpu();
    Await.until(
        "a span has passed",
        span.multipliedBy(2),
        () -> System.nanoTime() - begin >= span.toNanos());
    return (double) gateway.cpu().minus(before).toNanos() / (System.nanoTime() - begin);
  }
}
