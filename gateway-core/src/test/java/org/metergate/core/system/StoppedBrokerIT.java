// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.testing.Await;
import org.metergate.testing.MosquittoBroker;
import org.metergate.testing.PtyPair;

@Tag("pty")
@Tag("broker")
@Timeout(180)
class StoppedBrokerIT {
  private static final Duration PACE = Duration.ofMillis(250);

  /** Twice the interval of the meter: anything older is no longer the current state. */
  private static final Duration OLD = Duration.ofSeconds(20);

  @TempDir Path folder;

  @Test
  void everythingArrivesInOrderWhenTheBrokerIsBack(TestReporter figures) throws Exception {
    EmulatedTelegrams telegrams = new EmulatedTelegrams();
    try (PtyPair cable = PtyPair.plug(folder);
        MosquittoBroker broker = new MosquittoBroker(folder).start();
        GatewayProcess gateway =
            GatewayProcess.run(
                GatewayFile.of(folder, "serial:" + cable.gateway())
                    .options(telegrams.driverOptions())
                    .broker(broker.port())
                    .write());
        PtyMeter meter = PtyMeter.on(cable, telegrams, PACE)) {
      long delivered;
      try (ReadingSubscriber before = new ReadingSubscriber(broker.port())) {
        before.awaitReadings(8);
        // the broker must have passed on all that it has acknowledged
        gateway.signal("STOP");
        broker.stop();
        Await.until("the broker is gone", Duration.ofSeconds(10), before::isDisconnected);
        gateway.signal("CONT");
        List<Published> heard = before.readings();
        delivered = heard.get(heard.size() - 1).seq();
      }
      // by the clock: on a busy machine the meter makes up for telegrams that it sent too late
      Instant old = Instant.now().plus(OLD).plusSeconds(3);
      Await.until("this is old", OLD.multipliedBy(2), () -> Instant.now().isAfter(old));
      // nothing may be published before the new subscriber is connected
      gateway.signal("STOP");
      broker.start();
      try (ReadingSubscriber subscriber = new ReadingSubscriber(broker.port())) {
        final Instant back = Instant.now();
        gateway.signal("CONT");
        subscriber.awaitReading(reading -> !reading.isBacklog());
        figures.publishEntry(
            "ms from the broker's start to the first current reading",
            Long.toString(Duration.between(back, Instant.now()).toMillis()));
        int now = meter.next();
        subscriber.awaitReading(reading -> reading.telegram() >= now);
        assertComplete(subscriber.readings(), delivered, back);
        subscriber.await("bridge/status", "online");
        subscriber.await("main/info", "energy_import");
      }
      assertEquals(1, gateway.output("WARNING home: The connection to the broker").size());
      assertEquals(1, gateway.output("WARNING home: The broker 127.0.0.1").size());
      gateway.assertNoTracesOrSecrets(telegrams.keys());
    }
  }

  private static void assertComplete(List<Published> readings, long delivered, Instant back) {
    long first = readings.get(0).seq();
    long last = readings.get(readings.size() - 1).seq();
    assertTrue(first <= delivered + 1, first + " is the first after " + delivered);
    assertEquals(
        LongStream.rangeClosed(first, last).boxed().toList(),
        readings.stream().map(Published::seq).toList(),
        "each once, in order");
    Instant end = Instant.now();
    for (int i = 0; i < readings.size(); i++) {
      Published reading = readings.get(i);
      if (reading.isBacklog()) {
        boolean followed = i + 1 < readings.size() && isBurst(reading, readings.get(i + 1));
        assertTrue(followed || reading.time().isBefore(end.minus(OLD)), "not old yet: " + reading);
      } else {
        assertTrue(reading.time().isAfter(back.minus(OLD)), "old, but sent as new: " + reading);
      }
    }
    long held = readings.stream().filter(Published::isBacklog).count();
    assertTrue(held > 20, "only " + held + " were delivered as backlog");
  }

  /** What came out of the line's buffer when the gateway went on. */
  private static boolean isBurst(Published reading, Published next) {
    return Duration.between(reading.time(), next.time()).compareTo(PACE.dividedBy(2)) < 0;
  }
}
