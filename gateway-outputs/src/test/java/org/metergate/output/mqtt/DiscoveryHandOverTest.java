// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.testing.MosquittoBroker;
import org.metergate.testing.MqttSubscriber;
import org.metergate.testing.MqttSubscriber.Message;

/** Sensors that are announced alone, and how both forms take over from each other. */
@Tag("broker")
@Timeout(60)
class DiscoveryHandOverTest {
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

  private MqttScene scene(String form) throws Exception {
    return new MqttScene(
        folder, "url: mqtt://127.0.0.1:" + broker.port(), "home-assistant: " + form);
  }

  @Test
  void sendsEachValueOfAPresentReadingPlainlyForItsSensor() throws Exception {
    try (MqttSubscriber home = new MqttSubscriber(broker.port());
        MqttScene scene = scene("components")) {
      scene.deliver();
      scene.receive(1);
      scene.deliver();
      String sensors = "metergate/attic/electricity/sensor/";
      Message power = home.next(heard -> heard.topic().equals(sensors + "power_import"));
      assertTrue(power.payload().matches("-?[0-9.]+"), power.payload());
      assertTrue(
          MqttScene.kept(broker)
              .get("homeassistant/sensor/metergate-attic/electricity-power_import/config")
              .contains("\"state_topic\":\"" + sensors + "power_import\""));
      assertTrue(MqttScene.kept(broker).keySet().stream().noneMatch(t -> t.startsWith(sensors)));
    }
    try (MqttSubscriber home = new MqttSubscriber(broker.port());
        MqttScene scene = scene("devices")) {
      scene.deliver();
      scene.receive(1);
      scene.deliver();
      home.publish("end", "", false);
      home.next(
          heard -> {
            assertTrue(!heard.topic().contains("/sensor/") || heard.topic().endsWith("/config"));
            return heard.topic().equals("end");
          });
    }
  }

  @Test
  void announcesEachSensorAloneForComponents() throws Exception {
    try (MqttScene scene = scene("components")) {
      scene.deliver();
      scene.receive(1);
      scene.receiveGas();
      scene.deliver();
      Map<String, String> kept = MqttScene.kept(broker);
      kept.keySet().removeIf(topic -> !topic.startsWith("homeassistant/"));
      String node = "/metergate-attic/";
      assertEquals(
          Set.of(
              "homeassistant/sensor" + node + "bridge-verdict-/config",
              "homeassistant/binary_sensor" + node + "bridge-problem_electricity-/config",
              "homeassistant/sensor" + node + "bridge-last_telegram_electricity-/config",
              "homeassistant/binary_sensor" + node + "bridge-problem_p1-/config",
              "homeassistant/sensor" + node + "bridge-last_telegram_p1-/config",
              "homeassistant/sensor" + node + "bridge-queued_home-/config",
              "homeassistant/sensor" + node + "electricity-energy_import/config",
              "homeassistant/sensor" + node + "electricity-power/config",
              "homeassistant/sensor" + node + "electricity-power_import/config",
              "homeassistant/sensor" + node + "p1-gas-gas_volume/config",
              "homeassistant/sensor" + node + "p1-gas-temperature/config"),
          kept.keySet());
      scene.forget("electricity");
      scene.deliver();
      assertTrue(
          MqttScene.kept(broker).keySet().stream()
              .noneMatch(topic -> topic.matches("homeassistant/.*electricity.*")),
          MqttScene.kept(broker).keySet().toString());
    }
  }

  @Test
  void removesComponentsOfAMeterThatIsNotConfiguredAnyMore() throws Exception {
    try (MqttScene before = scene("components")) {
      before.deliver();
      before.receive(1);
      before.receiveGas();
      before.deliver();
      try (MqttScene after = before.without("p1")) {
        after.deliver();
        after.settle(
            () ->
                MqttScene.kept(broker).keySet().stream().noneMatch(topic -> topic.contains("p1")));
        assertTrue(
            MqttScene.kept(broker)
                .containsKey(
                    "homeassistant/sensor/metergate-attic/electricity-energy_import/config"));
      }
    }
  }

  @Test
  void handsEntitiesOverWhenTheFormIsChangedAndBack() throws Exception {
    Map<String, String> devices = announcedAs("devices", Map.of());
    Map<String, String> components = announcedAs("components", devices);
    Map<String, String> again = announcedAs("devices", components);
    assertEquals(devices, again);
    for (Map<String, String> one : List.of(devices, components)) {
      assertTrue(
          one.values().stream()
              .anyMatch(
                  text ->
                      text.contains("\"unique_id\":\"metergate/attic/electricity/energy_import\"")),
          "the identifiers are the same");
    }
  }

  /**
   * Runs the program with a form, and returns what is announced then; what was announced before is
   * handed over: first its last message, then what replaces it, then its removal.
   */
  private Map<String, String> announcedAs(String form, Map<String, String> before)
      throws Exception {
    try (MqttSubscriber home = new MqttSubscriber(broker.port());
        MqttScene scene = scene(form)) {
      home.publish("begin", "", false);
      home.next(heard -> heard.topic().equals("begin"));
      scene.deliver();
      scene.receive(1);
      scene.deliver();
      scene.settle(() -> MqttScene.kept(broker).keySet().stream().noneMatch(before::containsKey));
      Map<String, String> now = MqttScene.kept(broker);
      now.keySet().removeIf(topic -> !topic.startsWith("homeassistant/"));
      List<Message> heard = home.all();
      List<String> topics = heard.stream().map(Message::topic).toList();
      for (String old : before.keySet()) {
        int last = topics.indexOf(old);
        int removed = topics.lastIndexOf(old);
        assertEquals("{\"migrate_discovery\":true}", heard.get(last).payload(), old);
        assertEquals("", heard.get(removed).payload(), old);
        String meter = old.contains("electricity") && !old.contains("bridge") ? "electricity" : "";
        List<Integer> between =
            now.keySet().stream()
                .filter(topic -> meter.isEmpty() == topic.contains("bridge"))
                .map(topics::lastIndexOf)
                .toList();
        assertTrue(
            !between.isEmpty() && between.stream().allMatch(at -> at > last && at < removed),
            old + " " + last + " " + between + " " + removed);
      }
      return now;
    }
  }
}
