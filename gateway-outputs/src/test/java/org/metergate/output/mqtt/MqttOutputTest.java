// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.output.OutputRunner;
import org.metergate.spi.reading.MeterRef;
import org.metergate.testing.Await;
import org.metergate.testing.MosquittoBroker;
import org.metergate.testing.MqttSubscriber;
import org.metergate.testing.MqttSubscriber.Message;
import org.metergate.testing.SampleReadings;

@Tag("broker")
@Timeout(60)
class MqttOutputTest {
  @TempDir Path folder;
  private MosquittoBroker broker;
  private MqttScene scene;

  @BeforeEach
  void startTheBroker() throws Exception {
    broker = new MosquittoBroker(folder).start();
    scene = new MqttScene(folder, "url: mqtt://127.0.0.1:" + broker.port());
  }

  @AfterEach
  void stopTheBroker() {
    scene.close();
    broker.close();
  }

  @Test
  void publishesReadingsWithInfoAndStateOfTheBridge() throws Exception {
    try (MqttSubscriber subscriber = new MqttSubscriber(broker.port())) {
      scene.deliver();
      assertEquals(
          new Message("metergate/attic/bridge/status", "online", false), subscriber.next());
      scene.receive(2);
      scene.deliver();
      List<Message> heard = subscriber.next(3, any -> true);
      assertEquals(
          List.of(
              "metergate/attic/electricity/info",
              "metergate/attic/electricity/state",
              "metergate/attic/electricity/state"),
          heard.stream().map(Message::topic).toList());
      assertEquals(
          "{\"seq\":2,\"time\":\"2026-11-20T12:00:20Z\",\"meter_time\":\"2026-01-07T14:47:20\","
              + "\"energy_import\":913.002,\"power_import\":250}",
          heard.get(2).payload());
    }
  }

  @Test
  void leavesEverythingButReadingsForThoseWhoComeLater() throws Exception {
    scene.output.publishHealth("{\"verdict\":\"ok\"}");
    scene.output.publishAvailability("electricity", true);
    scene.deliver();
    scene.receive(1);
    scene.deliver();
    scene.output.publishAvailability("electricity", false);
    scene.deliver();
    try (MqttSubscriber late = new MqttSubscriber(broker.port())) {
      assertEquals(
          Set.of(
              "metergate/attic/bridge/status online",
              "metergate/attic/bridge/health {\"verdict\":\"ok\"}",
              "metergate/attic/electricity/availability offline",
              "metergate/attic/electricity/info " + infoOfTheSample()),
          late.next(4, Message::retained).stream()
              .map(heard -> heard.topic() + " " + heard.payload())
              .collect(Collectors.toSet()));
    }
  }

  private static String infoOfTheSample() {
    MeterInfo info = new MeterInfo(MeterRef.of("electricity", "18290001"));
    info.learn(SampleReadings.live(1, java.time.Instant.EPOCH), true, meter -> true);
    return InfoJson.of(info);
  }

  @Test
  void neverSendsAnOldReadingOrHistoryAsTheState() throws Exception {
    try (MqttSubscriber subscriber = new MqttSubscriber(broker.port())) {
      scene.deliver();
      scene.receive(); // 21 s old when it is delivered
      scene.time.pause(Duration.ofSeconds(1));
      scene.receive(); // 20 s old, which is twice the interval
      scene.time.pause(Duration.ofSeconds(20));
      scene.journal.readings().append(SampleReadings.history(3, scene.time.now()));
      scene.receive();
      scene.deliver();
      assertEquals(
          List.of("backlog 1", "state 2", "backlog 3", "state 4"),
          subscriber.next(4, MqttOutputTest::isReading).stream()
              .map(MqttOutputTest::kindAndNumber)
              .toList());
    }
  }

  @Test
  void disconnectsAndLeavesNoThreadBehind() throws Exception {
    String url = "url: mqtt://127.0.0.1:" + broker.port();
    try (MqttSubscriber subscriber = new MqttSubscriber(broker.port())) {
      try (MqttScene polite = new MqttScene(folder, url, "client-id: polite")) {
        polite.deliver();
        assertTrue(mqttThreads().stream().anyMatch(name -> name.contains("polite")));
      }
      assertEquals("online", subscriber.next().payload());
      assertEquals("offline", subscriber.next().payload());
      Await.until(
          "no thread is left",
          Duration.ofSeconds(10),
          () -> mqttThreads().stream().noneMatch(name -> name.contains("polite")));
    }
  }

  @Test
  void takesNamesForTopicsFromItsSettings() throws Exception {
    try (MqttScene other =
            new MqttScene(
                folder,
                "url: mqtt://127.0.0.1:" + broker.port(),
                "base-topic: house/meters",
                "client-id: other",
                "qos: 2");
        MqttSubscriber subscriber = new MqttSubscriber(broker.port())) {
      other.deliver();
      other.receive(1);
      other.deliver();
      subscriber.next(heard -> heard.topic().equals("house/meters/attic/electricity/state"));
    }
  }

  @Test
  void givesEachValueATopicOfItsOwnWhereThatIsWanted() throws Exception {
    try (MqttScene other =
            new MqttScene(
                folder,
                "url: mqtt://127.0.0.1:" + broker.port(),
                "topic-per-value: true",
                "client-id: other");
        MqttSubscriber subscriber = new MqttSubscriber(broker.port())) {
      other.deliver();
      other.receive(1);
      other.deliver();
      assertEquals(
          List.of("energy_import 913.001", "power_import 250"),
          subscriber.next(2, heard -> heard.topic().contains("/electricity/value/")).stream()
              .map(heard -> heard.topic().replaceFirst(".*/", "") + " " + heard.payload())
              .toList());
    }
  }

  @Test
  void passesOnTheBytesOfALineOnRequestAlone() throws Exception {
    try (MqttScene other =
            new MqttScene(
                folder, "url: mqtt://127.0.0.1:" + broker.port(), "raw: true", "client-id: other");
        MqttSubscriber subscriber = new MqttSubscriber(broker.port())) {
      scene.deliver();
      scene.output.publishRaw("electricity", new byte[] {1});
      scene.deliver();
      other.output.publishRaw("electricity", new byte[] {2});
      other.deliver();
      other.output.publishRaw("electricity", new byte[] {0x7E, (byte) 0xA0});
      other.deliver();
      Message raw = subscriber.next(heard -> heard.topic().endsWith("/raw"));
      assertEquals("metergate/attic/electricity/raw 7EA0", raw.topic() + " " + raw.payload());
    }
  }

  @Test
  void sendsTheFirstValuesOfEachMinuteWhereThatIsEnough() throws Exception {
    try (MqttScene other =
            new MqttScene(
                folder,
                "url: mqtt://127.0.0.1:" + broker.port(),
                "every: 1min",
                "client-id: other");
        MqttSubscriber subscriber = new MqttSubscriber(broker.port())) {
      other.deliver();
      other.receive(12);
      other.deliver();
      assertEquals(
          List.of("backlog 1", "backlog 6", "state 12"),
          subscriber.next(3, MqttOutputTest::isReading).stream()
              .map(MqttOutputTest::kindAndNumber)
              .toList());
      assertEquals(0, other.runner.health().queued());
    }
  }

  /** A receiver may know a newer one: the topic of the state must never go back to an older one. */
  @Test
  void sendsWhatAPreviousRunJournaledAsBacklogAndThenTheNewestAsTheState() throws Exception {
    scene.deliver();
    scene.receive(1);
    scene.deliver();
    scene.receive(2);
    try (MqttSubscriber subscriber = new MqttSubscriber(broker.port());
        OutputRunner again = scene.runAgain()) {
      while (again.step().isZero()) {
        assertTrue(scene.journal.readings().newestId() >= 3);
      }
      assertEquals(
          List.of("backlog 1", "backlog 2", "backlog 3", "state 3"),
          subscriber.next(4, MqttOutputTest::isReading).stream()
              .map(MqttOutputTest::kindAndNumber)
              .toList());
    }
  }

  @Test
  void deliversOnItsOwnThreadTheMomentAReadingIsWritten() throws Exception {
    try (MqttSubscriber subscriber = new MqttSubscriber(broker.port())) {
      scene.runner.start();
      subscriber.next(heard -> heard.payload().equals("online"));
      for (int i = 1; i <= 50; i++) {
        scene.receive();
        assertEquals("state " + i, kindAndNumber(subscriber.next(MqttOutputTest::isReading)));
      }
      scene.output.publishAvailability("electricity", true);
      subscriber.next(heard -> heard.topic().endsWith("electricity/availability"));
    }
  }

  static boolean isReading(Message heard) {
    return heard.topic().endsWith("/state") || heard.topic().endsWith("/backlog");
  }

  /** For example {@code state 4711}. */
  static String kindAndNumber(Message heard) {
    String kind = heard.topic().substring(heard.topic().lastIndexOf('/') + 1);
    return kind + " " + number(heard);
  }

  static long number(Message heard) {
    return Long.parseLong(heard.payload().replaceAll("^\\{\"seq\":(\\d+),.*", "$1"));
  }

  /** Their names; those of two connections of one client are the same. */
  static List<String> mqttThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("MQTT"))
        .toList();
  }

  @Test
  void noTopicOfTheGatewayItselfMatchesAFilterOfTheMetersTopics() throws Exception {
    Topics topics = new Topics("metergate", "attic");
    List<String> filters =
        List.of(
            topics.state("+"),
            topics.backlog("+"),
            topics.info("+"),
            topics.availability("+"),
            topics.raw("+"));
    scene.output.publishHealth("{}");
    scene.deliver();
    try (MqttSubscriber late = new MqttSubscriber(broker.port())) {
      for (Message heard : late.next(2, Message::retained)) {
        for (String filter : filters) {
          assertEquals(Optional.empty(), Topics.meter(filter, heard.topic()), filter);
        }
      }
    }
  }

  @Test
  void whatIsRetainedOnTheFormerTopicOfTheGatewaysStatusIsRemoved() throws Exception {
    String former = "metergate/attic/bridge/state";
    try (MqttSubscriber subscriber = new MqttSubscriber(broker.port())) {
      subscriber.publish(former, "offline", true);
      subscriber.next(heard -> heard.topic().equals(former));
      scene.settle(() -> kept(former) == null);
      // an earlier program is detected as gone only now: its last will comes late
      subscriber.publish(former, "offline", true);
      scene.settle(() -> kept(former) == null);
      assertEquals("online", kept("metergate/attic/bridge/status"));
    }
  }

  /** Returns what the broker retains on a topic, or null. */
  private String kept(String topic) throws Exception {
    String found = null;
    try (MqttSubscriber late = new MqttSubscriber(broker.port())) {
      late.publish("end", "", false);
      for (Message heard = late.next(); !heard.topic().equals("end"); heard = late.next()) {
        found = heard.topic().equals(topic) ? heard.payload() : found;
      }
    }
    return found;
  }
}
