// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.core.testing.MosquittoBroker;
import org.metergate.core.testing.MqttSubscriber;
import org.metergate.core.testing.PtyPair;

@Tag("pty")
@Tag("broker")
@Timeout(120)
class ReadingsReachSubscriberIT {
  @TempDir Path folder;

  @Test
  void trial() throws Exception {
    EmulatedTelegrams telegrams = new EmulatedTelegrams();
    try (PtyPair cable = PtyPair.plug(folder);
        MosquittoBroker broker = new MosquittoBroker(folder).start();
        MqttSubscriber subscriber = new MqttSubscriber(broker.port());
        GatewayProcess gateway =
            GatewayProcess.run(
                GatewayFile.of(folder, "serial:" + cable.gateway())
                    .options(telegrams.driverOptions())
                    .broker(broker.port())
                    .page(0)
                    .write());
        TalkingMeter meter = TalkingMeter.on(cable, telegrams, Duration.ofMillis(500))) {
      meter.awaitSent(3);
      for (int i = 0; i < 12; i++) {
        System.out.println(subscriber.next());
      }
      System.out.println(gateway.cpu());
      assertEquals(143, gateway.terminate());
      subscriber.rest().forEach(System.out::println);
      gateway.said().forEach(System.out::println);
      try (JournalCopy journal = JournalCopy.of(GatewayFile.journal(folder))) {
        System.out.println(journal.readings() + journal.integrity() + journal.cursor());
      }
    }
  }
}
