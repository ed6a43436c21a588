// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metergate.testing.SampleReadings.decimal;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.counter.CounterRule;
import org.metergate.counter.CounterRules;
import org.metergate.output.OutputRunner;
import org.metergate.output.mqtt.HomeAssistantModel.Published;
import org.metergate.output.mqtt.HomeAssistantModel.Shown;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.testing.Await;
import org.metergate.testing.Jinja;
import org.metergate.testing.MosquittoBroker;
import org.metergate.testing.MqttSubscriber;
import org.metergate.testing.MqttSubscriber.Message;

/**
 * A meter is replaced, and each counter of each meter appears on its own sensor of Home Assistant,
 * however long that takes to remove and to add sensors. The messages are those that a real broker
 * passes on, the templates are rendered by the real Jinja.
 */
@Tag("broker")
@Tag("client")
@Timeout(120)
class MeterChangeTest {
  private static final int RUNS = 300;
  private static final Quantity VOLUME =
      new Quantity("gas_volume", Quantity.Kind.COUNTER, Dimension.GAS_VOLUME, "Gas volume");

  @TempDir Path folder;
  private final List<Published> published = new ArrayList<>();
  private final Map<Published, Published> states = new HashMap<>();
  private final Map<Long, String> sensors = new HashMap<>();
  private MosquittoBroker broker;
  private MqttSubscriber home;
  private MqttScene scene;
  private OutputRunner runner;
  private int count;

  /** How the sensors are announced. */
  String form() {
    return "devices";
  }

  @BeforeEach
  void startTheGateway() throws Exception {
    Jinja.assumeInstalled();
    broker = new MosquittoBroker(folder).start();
    scene =
        new MqttScene(
            folder, "url: mqtt://127.0.0.1:" + broker.port(), "home-assistant: " + form());
    runner = scene.runner;
    home = new MqttSubscriber(broker.port());
    deliver();
  }

  @AfterEach
  void stopTheGateway() throws Exception {
    if (broker != null) {
      home.close();
      runner.close();
      scene.close();
      broker.close();
    }
  }

  @Test
  void beginsANewSeriesOnNewSensors() throws Exception {
    send("A", "energy_import", 3);
    send("B", "energy_import_B", 3);
    everyCounterAppearsOnItsSensor();
  }

  @Test
  void waitsForADecisionWithoutCounters() throws Exception {
    send("A", "energy_import", 3);
    sendWithheld("B", 3);
    send("B", "energy_import_B", 3);
    everyCounterAppearsOnItsSensor();
  }

  @Test
  void continuesOnTheSameSensors() throws Exception {
    send("A", "energy_import", 3);
    sendWithheld("B", 1);
    CounterRule continued =
        new CounterRule(1, null, false, Map.of("energy_import", BigDecimal.ONE));
    scene
        .journal
        .rules()
        .put(MeterRef.of("electricity", "B"), new CounterRules(List.of(continued)), 0);
    send("B", "energy_import", 3);
    everyCounterAppearsOnItsSensor();
  }

  @Test
  void changesBack() throws Exception {
    send("A", "energy_import", 3);
    send("B", "energy_import_B", 3);
    send("A", "energy_import_A", 3);
    send("B", "energy_import_B", 3);
    everyCounterAppearsOnItsSensor();
  }

  @Test
  void changesBackBeforeADecision() throws Exception {
    send("A", "energy_import", 3);
    sendWithheld("B", 2);
    send("A", "energy_import", 3);
    everyCounterAppearsOnItsSensor();
  }

  @Test
  void changesWhileTheBrokerIsAway() throws Exception {
    send("A", "energy_import", 3);
    home.close();
    home = null;
    broker.stop();
    send("A", "energy_import", 1);
    send("B", "energy_import_B", 2);
    broker.start();
    home = new MqttSubscriber(broker.port());
    deliver();
    send("B", "energy_import_B", 3);
    home.close();
    broker.kill();
    broker.start();
    home = new MqttSubscriber(broker.port());
    send("B", "energy_import_B", 3);
    everyCounterAppearsOnItsSensor();
  }

  @Test
  void changesWhileHomeAssistantStarts() throws Exception {
    send("A", "energy_import", 3);
    startHomeAssistant();
    send("B", "energy_import_B", 1);
    startHomeAssistant();
    send("B", "energy_import_B", 3);
    everyCounterAppearsOnItsSensor();
  }

  @Test
  void knowsItsSeriesBeforeTheFirstReadingOfTheNextRun() throws Exception {
    send("A", "energy_import", 3);
    send("B", "energy_import_B", 2);
    for (int i = 0; i < 5; i++) {
      runner.close();
      runner = scene.runAgain();
      send("B", "energy_import_B", 2);
    }
    runner.close();
    runner = scene.runAgain();
    send("C", "energy_import_C", 3);
    everyCounterAppearsOnItsSensor();
  }

  @Test
  void replacesASubMeter() throws Exception {
    send(new MeterRef("p1", "gas", "G1"), VOLUME, "gas_volume", 3);
    send(new MeterRef("p1", "gas", "G/2"), VOLUME, "gas_volume_G_2", 3);
    everyCounterAppearsOnItsSensor();
  }

  @Test
  void keepsTheSensorsOfAMeterWhoseNumberComesLateOrNotInEachList() throws Exception {
    send("", "energy_import", 2);
    send("A", "energy_import", 2);
    send("", "energy_import", 2);
    send("B", "energy_import_B", 2);
    send("", "energy_import_B", 2);
    everyCounterAppearsOnItsSensor();
  }

  private void send(String number, String sensor, int times) throws Exception {
    send(MeterRef.of("electricity", number), Quantities.ENERGY_IMPORT, sensor, times);
  }

  private void send(MeterRef meter, Quantity quantity, String sensor, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      BigDecimal value = BigDecimal.valueOf(1000 + count);
      long id = send(meter, decimal(quantity, value, unit(quantity), "1"));
      sensors.put(id, sensor);
      deliver();
    }
  }

  private static Unit unit(Quantity quantity) {
    return quantity == VOLUME ? Unit.M3 : Unit.WH;
  }

  /** The counters of a meter are withheld until it is decided how they continue. */
  private void sendWithheld(String number, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      send(
          MeterRef.of("electricity", number),
          new Measurement(Quantities.ENERGY_IMPORT, null, null, "1", BigDecimal.TEN, null));
      deliver();
    }
  }

  private long send(MeterRef meter, Measurement counter) throws Exception {
    scene.time.pause(MqttScene.INTERVAL);
    Measurement power = decimal(Quantities.POWER_IMPORT, BigDecimal.TEN, Unit.W, "2");
    return scene
        .journal
        .readings()
        .append(
            new Reading(
                meter,
                ++count,
                Origin.LIVE,
                scene.time.now(),
                Optional.empty(),
                List.of(counter, power)));
  }

  private void startHomeAssistant() throws Exception {
    scene.time.pause(Duration.ofSeconds(1));
    home.publish("homeassistant/status", "online", false);
    int before = published.size();
    Await.until(
        "everything is announced again",
        () -> {
          deliver();
          return published.stream().skip(before).anyMatch(Published::isDiscovery);
        });
  }

  /** Delivers what is due, and receives all that is published for it, 1 ms apart. */
  private void deliver() throws Exception {
    while (runner.step().isZero()) {
      // one batch after the other
    }
    if (home == null) {
      return;
    }
    home.publish("end", "", false);
    long at = scene.time.now().toEpochMilli();
    Published state = null;
    for (Message next = home.next(); !next.topic().equals("end"); next = home.next()) {
      Published one = new Published(at++, next.topic(), next.payload());
      published.add(one);
      state = one.isState() ? one : state;
      if (one.isValue()) {
        states.put(one, state); // values follow the state that they are of
      }
    }
  }

  private void everyCounterAppearsOnItsSensor() throws Exception {
    List<String> sent =
        published.stream().filter(Published::isState).map(Published::payload).distinct().toList();
    List<Jinja.Rendering> pairs = new ArrayList<>();
    for (String template : HomeAssistantModel.templates(published)) {
      sent.forEach(state -> pairs.add(new Jinja.Rendering(template, state, "unknown")));
    }
    List<String> texts = Jinja.render(pairs);
    Map<List<String>, String> rendered = new HashMap<>();
    for (int i = 0; i < pairs.size(); i++) {
      rendered.put(List.of(pairs.get(i).template(), pairs.get(i).message()), texts.get(i));
    }
    assertTrue(sent.size() >= sensors.size() / 2, "most readings are sent as states");
    long first = published.get(0).at();
    int wrong = 0;
    int missed = 0;
    for (int seed = 0; seed < RUNS; seed++) {
      Random random = new Random(seed);
      long start = first + random.nextInt(25_000);
      HomeAssistantModel model =
          new HomeAssistantModel((one, state) -> rendered.get(List.of(one, state)), random);
      List<Shown> shown = model.receive(published, start);
      wrong += shown.stream().anyMatch(one -> !one.key().equals(sensor(one.state()))) ? 1 : 0;
      missed += missed(shown, start);
    }
    assertEquals(0, wrong, "runs with a counter on the sensor of another meter, of " + RUNS);
    assertEquals(0, missed, "counters that no sensor shows");
  }

  /** Counts the missed counters, but for those that come while sensors are added or changed. */
  private long missed(List<Shown> shown, long start) {
    List<Published> seen =
        shown.stream().map(one -> states.getOrDefault(one.state(), one.state())).toList();
    return published.stream()
        .filter(message -> message.isState() && sensor(message) != null)
        .filter(state -> state.at() > start + HomeAssistantModel.SLOWEST)
        .filter(state -> !seen.contains(state) && !followsDiscovery(state))
        .count();
  }

  private boolean followsDiscovery(Published state) {
    return published.stream()
        .filter(message -> message.isDiscovery() || message.topic().endsWith("/status"))
        .mapToLong(message -> state.at() - message.at())
        .anyMatch(age -> age >= 0 && age <= HomeAssistantModel.SLOWEST);
  }

  private String sensor(Published message) {
    Published state = states.getOrDefault(message, message);
    return sensors.get(Long.parseLong(state.payload().replaceAll("^\\{\"seq\":(\\d+),.*", "$1")));
  }
}
