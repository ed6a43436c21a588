// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.testing.MosquittoBroker;
import org.metergate.testing.MqttSubscriber;
import org.metergate.testing.MqttSubscriber.Message;
import org.metergate.testing.SampleReadings;

/** What a real broker retains for Home Assistant, and what happens when Home Assistant starts. */
@Tag("broker")
@Timeout(60)
class HomeAssistantTest {
  private static final String DEVICE = "homeassistant/device/metergate-attic/";

  @TempDir Path folder;
  private MosquittoBroker broker;

  @BeforeEach
  void startTheBroker() throws Exception {
    broker = new MosquittoBroker(folder).start();
  }

  @AfterEach
  void stopTheBroker() {
    broker.close();
  }

  private MqttScene scene(String... more) throws Exception {
    String[] settings = new String[more.length + 2];
    settings[0] = "url: mqtt://127.0.0.1:" + broker.port();
    settings[1] = "home-assistant: true";
    System.arraycopy(more, 0, settings, 2, more.length);
    return new MqttScene(folder, settings);
  }

  private Map<String, String> kept() throws Exception {
    return MqttScene.kept(broker);
  }

  @Test
  void announcesTheGatewayAndEachMeterWithItsFirstReading() throws Exception {
    try (MqttScene scene = scene()) {
      scene.deliver();
      assertTrue(kept().containsKey(DEVICE + "bridge/config"));
      assertFalse(kept().containsKey(DEVICE + "electricity/config"));
      scene.receive(1);
      scene.receiveGas();
      scene.deliver();
      assertTrue(
          kept().get(DEVICE + "electricity/config").contains("\"energy_import\":{\"platform\""));
      assertTrue(
          kept().get(DEVICE + "p1-gas/config").contains("\"via_device\":\"metergate/attic/p1\""));
    }
  }

  @Test
  void letsAGaugeExpireAfterThreeIntervalsOfItsMeter() throws Exception {
    try (MqttScene scene = scene()) {
      scene.deliver();
      scene.receive(1);
      scene.receiveGas();
      scene.deliver();
      assertTrue(kept().get(DEVICE + "electricity/config").contains("\"expire_after\":60}"));
      assertTrue(kept().get(DEVICE + "p1-gas/config").contains("\"expire_after\":10800}"));
    }
  }

  @Test
  void removesAMeterThatIsNotConfiguredAnyMore() throws Exception {
    try (MqttScene before = scene()) {
      before.output.publishAvailability("electricity", true);
      before.deliver();
      before.receive(1);
      before.receiveGas();
      before.deliver();
    }
    try (MqttScene after = scene().without("p1")) {
      after.output.publishAvailability("electricity", true);
      after.deliver();
      after.settle(() -> kept().keySet().stream().noneMatch(topic -> topic.contains("p1")));
      assertTrue(kept().containsKey(DEVICE + "electricity/config"));
      assertTrue(kept().containsKey("metergate/attic/electricity/info"));
    }
    try (MqttScene later = scene().without("electricity")) {
      later.deliver();
      later.settle(() -> kept().keySet().stream().noneMatch(topic -> topic.contains("electric")));
      assertTrue(kept().containsKey(DEVICE + "bridge/config"));
    }
  }

  @Test
  void removesAMeterWhenTheFileIsReadAgainWithoutIt() throws Exception {
    try (MqttScene scene = scene()) {
      scene.output.publishAvailability("electricity", true);
      scene.deliver();
      scene.receive(1);
      scene.deliver();
      assertTrue(kept().containsKey(DEVICE + "electricity/config"));
      scene.forget("electricity");
      scene.deliver();
      assertTrue(kept().keySet().stream().noneMatch(topic -> topic.contains("electricity")));
      assertFalse(kept().get(DEVICE + "bridge/config").contains("electricity"));
    }
  }

  @Test
  void announcesTheOutputsThatThereAreWhenTheFileIsReadAgain() throws Exception {
    try (MqttScene scene = scene()) {
      scene.deliver();
      assertTrue(kept().get(DEVICE + "bridge/config").contains("\"queued_home\":{"));
      scene.outputs("home", "files");
      scene.deliver();
      assertTrue(kept().get(DEVICE + "bridge/config").contains("\"queued_files\":{"));
      scene.outputs("home");
      scene.deliver();
      assertFalse(kept().get(DEVICE + "bridge/config").contains("files"));
    }
  }

  @Test
  void knowsAfterARestartWhatItKnewBefore() throws Exception {
    String before;
    try (MqttScene scene = scene()) {
      scene.deliver();
      scene.receive(1);
      scene.deliver();
      before = kept().get(DEVICE + "electricity/config");
    }
    try (MqttScene scene = scene()) {
      scene.deliver();
      scene.settle(() -> kept().getOrDefault(DEVICE + "electricity/config", "").equals(before));
      scene
          .journal
          .readings()
          .append(
              new Reading(
                  MeterRef.of("electricity", "18290001"),
                  9,
                  Origin.LIVE,
                  scene.time.now(),
                  Optional.empty(),
                  List.of(
                      SampleReadings.decimal(
                          Quantities.POWER_IMPORT, BigDecimal.ONE, Unit.W, "1.1.1.7.0.255"))));
      scene.deliver();
      assertEquals(
          before, kept().get(DEVICE + "electricity/config"), "a short list removes nothing");
    }
  }

  @Test
  void sendsEverythingAgainWhenHomeAssistantHasStarted() throws Exception {
    try (MqttScene scene = scene();
        MqttSubscriber home = new MqttSubscriber(broker.port())) {
      scene.deliver();
      scene.receive(1);
      scene.deliver();
      home.next(heard -> heard.topic().equals("metergate/attic/electricity/state"));
      home.publish("homeassistant/status", "online", false);
      scene.settle(
          () ->
              home.rest().stream()
                  .anyMatch(heard -> heard.topic().equals(DEVICE + "electricity/config")));
      scene.time.pause(Duration.ofSeconds(5));
      scene.deliver();
      Message state = home.next(heard -> heard.topic().equals("metergate/attic/electricity/state"));
      assertTrue(state.payload().startsWith("{\"seq\":1,"), state.payload());
      scene.deliver();
      assertEquals(List.of(), home.all().stream().filter(MqttOutputTest::isReading).toList());
    }
  }

  @Test
  void keepsGatewaysOnOneBrokerApart() throws Exception {
    try (MqttScene one = scene();
        MqttScene other = scene("base-topic: house/2", "client-id: other");
        MqttSubscriber subscriber = new MqttSubscriber(broker.port())) {
      one.deliver();
      other.deliver();
      one.receive(1);
      one.deliver();
      other.receive(1);
      other.deliver();
      List<String> states =
          subscriber.next(2, MqttOutputTest::isReading).stream().map(Message::topic).toList();
      assertEquals(
          List.of("metergate/attic/electricity/state", "house/2/attic/electricity/state"), states);
      long devices =
          kept().keySet().stream().filter(topic -> topic.endsWith("electricity/config")).count();
      assertEquals(2, devices);
      MqttScene without = other.without("electricity", "p1");
      without.deliver();
      assertTrue(kept().containsKey(DEVICE + "electricity/config"), "the other's stays");
      without.close();
    }
  }

  @Test
  void keepsTheLastValuesOnRequestAlone() throws Exception {
    String last = "metergate/attic/electricity/last";
    try (MqttScene scene = scene("retain: true")) {
      scene.deliver();
      scene.receive(2);
      scene.deliver();
      assertTrue(
          kept().get(last).startsWith("{\"meter\":\"electricity\",\"values\":{\"energy_import\":"),
          kept().get(last));
      assertFalse(kept().containsKey("metergate/attic/electricity/state"));
      scene.forget("electricity");
      scene.deliver();
      assertFalse(kept().containsKey(last));
    }
    try (MqttScene scene = scene("retain: true")) {
      scene.deliver();
      scene.receive(1);
      scene.deliver();
      assertTrue(kept().containsKey(last));
    }
    try (MqttScene scene = scene()) {
      scene.deliver();
      scene.settle(() -> !kept().containsKey(last));
    }
  }
}
