// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.core.testing.Await;
import org.metergate.core.testing.MosquittoBroker;
import org.metergate.core.testing.MqttSubscriber;
import org.metergate.core.testing.MqttSubscriber.Heard;
import org.metergate.core.testing.PtyPair;

@Tag("pty")
@Tag("broker")
@Timeout(120)
class PulledCableIT {
  private static final Duration PACE = Duration.ofMillis(200);

  /** Behind the attempts 1 s and 3 s after the loss, before the one after 7 s. */
  private static final Duration AWAY = Duration.ofSeconds(4);

  @TempDir Path folder;
  private final EmulatedTelegrams telegrams = new EmulatedTelegrams();
  private PtyPair cable;
  private MosquittoBroker broker;
  private MqttSubscriber subscriber;
  private Path configuration;

  @BeforeEach
  void wire() throws Exception {
    cable = PtyPair.plug(folder);
    broker = new MosquittoBroker(folder).start();
    subscriber = new MqttSubscriber(broker.port());
    configuration =
        GatewayFile.of(folder, "serial:" + cable.gateway())
            .options(telegrams.driverOptions())
            .broker(broker.port())
            .write();
  }

  @AfterEach
  void unwire() throws Exception {
    subscriber.close();
    broker.close();
    cable.close();
  }

  @Test
  void readsOnByItselfWhenTheCableIsBackAndIsIdleMeanwhile(TestReporter figures) throws Exception {
    try (GatewayProcess gateway = GatewayProcess.run(configuration);
        TalkingMeter meter = TalkingMeter.on(cable, telegrams, PACE)) {
      Published.next(subscriber, 3);
      subscriber.next(heard -> isAvailability(heard, "online"));
      cable.unplug();
      subscriber.next(heard -> isAvailability(heard, "offline"));
      awaitHealth("\"sentence\":\"There is no device " + cable.gateway() + ".\"");

      double busy = busy(gateway, AWAY);
      figures.publishEntry("part of a core while the cable is pulled", Double.toString(busy));
      assertTrue(busy < 0.05, "it uses " + busy + " of a core");

      cable.plugIn();
      int plugged = meter.next();
      long back = System.nanoTime();
      Published first = Published.next(subscriber, 1).get(0);
      while (first.telegram() < plugged) {
        first = Published.next(subscriber, 1).get(0);
      }
      long millis = (System.nanoTime() - back) / 1_000_000;
      figures.publishEntry("ms from plugging in to a reading", Long.toString(millis));
      assertTrue(millis < 10_000, "it took " + millis + " ms");
      subscriber.next(heard -> isAvailability(heard, "online"));
      awaitHealth("All is well");
      tellsOnce(gateway);
    }
  }

  private void tellsOnce(GatewayProcess gateway) {
    String lost = "The connection to " + cable.gateway() + " is lost";
    String missing = "There is no device " + cable.gateway();
    for (String sentence : new String[] {lost, missing}) {
      long begun =
          gateway.said(sentence).stream().filter(line -> line.contains("WARNING main: ")).count();
      long over = gateway.said("INFO main: over: " + sentence).size();
      assertEquals(1, begun, () -> gateway.said().toString());
      assertEquals(1, over, () -> gateway.said().toString());
    }
    gateway.assertSpokeWell(telegrams.keys());
  }

  @Test
  void readsOnEachTimeALooseContactComesBack() throws Exception {
    try (GatewayProcess gateway = GatewayProcess.run(configuration);
        TalkingMeter meter = TalkingMeter.on(cable, telegrams, PACE)) {
      for (int round = 0; round < 4; round++) {
        int plugged = meter.next();
        Published heard = Published.next(subscriber, 1).get(0);
        while (heard.telegram() < plugged) {
          heard = Published.next(subscriber, 1).get(0);
        }
        cable.unplug();
        cable.plugIn();
      }
      assertTrue(gateway.said().size() < 12, () -> "it fills the log: " + gateway.said());
    }
  }

  /** Which part of a core it computes with: a rate, so it takes a span of time to see. */
  private static double busy(GatewayProcess gateway, Duration span) throws Exception {
    long begin = System.nanoTime();
    Duration before = gateway.cpu();
    Await.until(
        "a span has passed",
        span.multipliedBy(2),
        () -> System.nanoTime() - begin >= span.toNanos());
    return (double) gateway.cpu().minus(before).toNanos() / (System.nanoTime() - begin);
  }

  private void awaitHealth(String part) throws InterruptedException {
    subscriber.next(
        heard ->
            heard.topic().equals("metergate/attic/bridge/health")
                && heard.payload().contains(part));
  }

  private static boolean isAvailability(Heard heard, String payload) {
    return heard.topic().equals("metergate/attic/main/availability")
        && heard.payload().equals(payload);
  }
}
