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
import java.util.Set;
import java.util.TreeMap;
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
    return scene("true", more);
  }

  private MqttScene scene(String form, String[] more) throws Exception {
    String[] settings = new String[more.length + 2];
    settings[0] = "url: mqtt://127.0.0.1:" + broker.port();
    settings[1] = "home-assistant: " + form;
    System.arraycopy(more, 0, settings, 2, more.length);
    return new MqttScene(folder, settings);
  }

  /** Returns all that the broker retains, by topic. */
  private Map<String, String> kept() throws Exception {
    Map<String, String> kept = new TreeMap<>();
    try (MqttSubscriber late = new MqttSubscriber(broker.port())) {
      late.publish("end", "", false);
      for (Message heard = late.next(); !heard.topic().equals("end"); heard = late.next()) {
        kept.put(heard.topic(), heard.payload());
      }
    }
    return kept;
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
      assertEquals(List.of(), home.rest().stream().filter(MqttOutputTest::isReading).toList());
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
  void announcesEachSensorAloneForComponents() throws Exception {
    try (MqttScene scene = scene("components", new String[0])) {
      scene.deliver();
      scene.receive(1);
      scene.receiveGas();
      scene.deliver();
      Map<String, String> kept = kept();
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
          kept().keySet().stream()
              .noneMatch(topic -> topic.matches("homeassistant/.*electricity.*")),
          kept().keySet().toString());
    }
  }

  @Test
  void removesComponentsOfAMeterThatIsNotConfiguredAnyMore() throws Exception {
    try (MqttScene before = scene("components", new String[0])) {
      before.deliver();
      before.receive(1);
      before.receiveGas();
      before.deliver();
      try (MqttScene after = before.without("p1")) {
        after.deliver();
        after.settle(() -> kept().keySet().stream().noneMatch(topic -> topic.contains("p1")));
        assertTrue(
            kept()
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
        MqttScene scene = scene(form, new String[0])) {
      home.publish("begin", "", false);
      home.next(heard -> heard.topic().equals("begin"));
      scene.deliver();
      scene.receive(1);
      scene.deliver();
      scene.settle(() -> kept().keySet().stream().noneMatch(before::containsKey));
      Map<String, String> now = kept();
      now.keySet().removeIf(topic -> !topic.startsWith("homeassistant/"));
      List<Message> heard = home.rest();
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
