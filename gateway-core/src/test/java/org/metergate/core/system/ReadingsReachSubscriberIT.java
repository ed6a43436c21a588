// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.core.testing.MosquittoBroker;
import org.metergate.core.testing.MqttSubscriber;
import org.metergate.core.testing.MqttSubscriber.Heard;
import org.metergate.core.testing.PtyPair;

@Tag("pty")
@Tag("broker")
@Timeout(120)
class ReadingsReachSubscriberIT {
  private static final Duration PACE = Duration.ofMillis(100);

  @TempDir Path folder;
  private PtyPair cable;
  private MosquittoBroker broker;
  private MqttSubscriber subscriber;
  private EmulatedTelegrams telegrams;
  private Path configuration;

  @BeforeEach
  void wire() throws Exception {
    cable = PtyPair.plug(folder);
    broker = new MosquittoBroker(folder).start();
    subscriber = new MqttSubscriber(broker.port());
    telegrams = new EmulatedTelegrams("serial", "12345678", "start-import", "913.25");
    configuration =
        GatewayFile.of(folder, "serial:" + cable.gateway())
            .options(telegrams.driverOptions())
            .broker(broker.port())
            .page(0)
            .write();
  }

  @AfterEach
  void unwire() throws Exception {
    subscriber.close();
    broker.close();
    cable.close();
  }

  @Test
  void everyReadingReachesTheSubscriberUnderItsTopic() throws Exception {
    try (GatewayProcess gateway = GatewayProcess.run(configuration);
        TalkingMeter meter = TalkingMeter.on(cable, telegrams, PACE)) {
      List<Published> states = Published.next(subscriber, 20);
      assertTrue(meter.next() >= 20);
      for (int i = 0; i < states.size(); i++) {
        assertEquals("metergate/attic/main/state", states.get(i).topic());
        assertEquals(i + 1, states.get(i).seq());
        assertEquals(i, states.get(i).telegram());
      }
      Published first = states.get(0);
      assertEquals("913250", first.value("energy_import"));
      assertEquals("12345678", first.value("meter_number"));
      assertEquals("Kamstrup_V0001", first.value("list_id"));
      assertTrue(gateway.said("WARNING").isEmpty(), gateway.said().toString());
      gateway.assertSpokeWell(telegrams.keys());
    }
  }

  @Test
  void whoComesLateIsToldHowThingsStand() throws Exception {
    try (GatewayProcess gateway = GatewayProcess.run(configuration);
        TalkingMeter meter = TalkingMeter.on(cable, telegrams, PACE)) {
      subscriber.next(heard -> heard.topic().endsWith("availability") && is(heard, "online"));
      assertTrue(meter.next() > 0);
      Map<String, String> kept = new TreeMap<>();
      try (MqttSubscriber late = new MqttSubscriber(broker.port())) {
        late.next(4, Heard::retained).forEach(heard -> kept.put(heard.topic(), heard.payload()));
        assertFalse(late.next(Published::isReading).retained(), "a reading is never kept");
      }
      assertEquals("online", kept.get("metergate/attic/bridge/state"));
      assertEquals("online", kept.get("metergate/attic/main/availability"));
      String health = kept.get("metergate/attic/bridge/health");
      assertTrue(health.contains("\"well\":true,\"sentence\":\"All is well: main was"), health);
      String info = kept.get("metergate/attic/main/info");
      assertTrue(info.contains("\"identifier\":\"12345678\""), info);
      assertTrue(info.contains("\"energy_import\":{\"label\":\"Energy import\",\"unit\":\"Wh\""));
      assertTrue(gateway.isAlive());
    }
  }

  @Test
  void thePageShowsWhatTheSubscriberHears() throws Exception {
    try (GatewayProcess gateway = GatewayProcess.run(configuration);
        TalkingMeter meter = TalkingMeter.on(cable, telegrams, PACE)) {
      Published.next(subscriber, 3);
      meter.off();
      HttpClient client = HttpClient.newHttpClient();
      var live = HttpRequest.newBuilder(gateway.page().resolve("/api/v1/live")).build();
      String json = client.send(live, BodyHandlers.ofString()).body();
      assertTrue(json.contains("12345678"), json);
      var health = HttpRequest.newBuilder(gateway.page().resolve("/health")).build();
      assertEquals(200, client.send(health, BodyHandlers.ofString()).statusCode());
    }
  }

  @Test
  void endsCleanlyAndRepeatsNothingAfterARestart() throws Exception {
    int sent;
    long newest;
    try (GatewayProcess gateway = GatewayProcess.run(configuration);
        TalkingMeter meter = TalkingMeter.on(cable, telegrams, PACE)) {
      Published.next(subscriber, 10);
      meter.off();
      assertEquals(143, gateway.terminate(), "128 + SIGTERM, as service managers know it");
      assertEquals(List.of(), gateway.said("WARNING"));
      gateway.assertSpokeWell(telegrams.keys());
      sent = meter.next();
    }
    newest = 10 + readingsUpToTheGoodBye();
    assertEquals(List.of(), subscriber.rest(), "nothing comes behind the good-bye");
    try (JournalCopy journal = JournalCopy.of(GatewayFile.journal(folder))) {
      assertEquals(newest, journal.cursor());
      assertEquals(
          IntStream.range(0, (int) newest).boxed().toList(),
          journal.readings().stream().map(JournalCopy.Row::telegram).toList());
    }
    cable.unplug();
    cable.plugIn();
    try (GatewayProcess again = GatewayProcess.run(configuration);
        TalkingMeter meter = TalkingMeter.on(cable, telegrams, PACE, sent)) {
      List<Published> after = Published.next(subscriber, 3);
      assertEquals(newest + 1, after.get(0).seq(), "neither repeated nor left out");
      assertTrue(after.get(0).telegram() >= sent);
      assertTrue(meter.next() > sent);
      assertEquals(143, again.terminate());
    }
  }

  private long readingsUpToTheGoodBye() throws InterruptedException {
    long readings = 0;
    Heard heard = subscriber.next();
    while (!(heard.topic().equals("metergate/attic/bridge/state") && is(heard, "offline"))) {
      readings += Published.isReading(heard) ? 1 : 0;
      heard = subscriber.next();
    }
    return readings;
  }

  private static boolean is(Heard heard, String payload) {
    return heard.payload().equals(payload);
  }
}
