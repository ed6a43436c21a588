// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metergate.output.mqtt.MqttOutputTest.kindAndNumber;
import static org.metergate.output.mqtt.MqttOutputTest.mqttThreads;
import static org.metergate.output.mqtt.MqttOutputTest.number;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.testing.Await;
import org.metergate.testing.CuttableProxy;
import org.metergate.testing.MosquittoBroker;
import org.metergate.testing.MqttSubscriber;
import org.metergate.testing.MqttSubscriber.Message;

@Tag("broker")
@Timeout(120)
class MqttOutageTest {
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

  @Test
  void deliversEverythingInOrderWhenTheBrokerIsBack() throws Exception {
    try (MqttScene scene = new MqttScene(folder, "url: mqtt://127.0.0.1:" + broker.port())) {
      scene.deliver();
      scene.receive(2);
      scene.deliver();
      scene.time.pause(Duration.ofSeconds(11)); // what is younger is sent again
      broker.stop();
      for (int i = 0; i < 6; i++) {
        scene.receive(1);
        Duration wait = scene.deliver();
        assertTrue(wait.toMillis() >= 750 && wait.toMillis() <= 75_000, "waits " + wait);
      }
      assertEquals(
          MqttFindings.UNREACHABLE.with(
              "broker", "127.0.0.1:" + broker.port(), "reason", "nothing listens on this port"),
          scene.fault());
      broker.start();
      try (MqttSubscriber subscriber = new MqttSubscriber(broker.port())) {
        scene.deliver();
        assertEquals(
            List.of("backlog 3", "backlog 4", "backlog 5", "state 6", "state 7", "state 8"),
            subscriber.next(6, MqttOutputTest::isReading).stream()
                .map(MqttOutputTest::kindAndNumber)
                .toList());
        scene.receive(1);
        scene.deliver();
        List<Message> rest = subscriber.next(1, MqttOutputTest::isReading);
        assertEquals("state 9", kindAndNumber(rest.get(0)), "none may come twice");
      }
      assertEquals(0, scene.runner.health().queued());
      assertEquals(
          List.of(
              "broker-lost BEGAN",
              "broker-lost ENDED",
              "broker-unreachable BEGAN",
              "broker-unreachable ENDED"),
          scene.reported);
    }
  }

  @Test
  void sendsARestartedBrokerAgainWhatItMustRetain() throws Exception {
    try (MqttScene scene = new MqttScene(folder, "url: mqtt://127.0.0.1:" + broker.port())) {
      scene.output.publishAvailability("electricity", true);
      scene.deliver();
      scene.receive(1);
      scene.deliver();
      broker.kill();
      scene.receive(1);
      scene.deliver();
      broker.start();
      scene.deliver();
      try (MqttSubscriber late = new MqttSubscriber(broker.port())) {
        assertEquals(
            List.of("availability", "info", "status"),
            late.next(3, Message::retained).stream()
                .map(heard -> heard.topic().replaceFirst(".*/", ""))
                .sorted()
                .toList());
      }
    }
  }

  @Test
  void showsTheNewestValueOfASubMeterAsTheStateForTwoHours() throws Exception {
    try (MqttScene scene = new MqttScene(folder, "url: mqtt://127.0.0.1:" + broker.port())) {
      scene.deliver();
      broker.stop();
      scene.receive();
      scene.receiveGas();
      scene.time.pause(Duration.ofHours(1));
      scene.receiveGas();
      scene.time.pause(Duration.ofMinutes(61));
      scene.deliver();
      broker.start();
      try (MqttSubscriber subscriber = new MqttSubscriber(broker.port())) {
        scene.deliver();
        assertEquals(
            List.of("electricity/backlog 1", "p1-gas/backlog 2", "p1-gas/state 3"),
            subscriber.next(3, MqttOutputTest::isReading).stream()
                .map(
                    heard ->
                        heard.topic().replaceFirst("metergate/attic/", "") + " " + number(heard))
                .toList());
      }
    }
  }

  private static long usedHeap() {
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Test
  void drainsADayOfReadingsToTheBacklogInOrder() throws Exception {
    try (MqttScene scene = new MqttScene(folder, "url: mqtt://127.0.0.1:" + broker.port())) {
      scene.deliver();
      broker.stop();
      long before = usedHeap();
      Duration untilTried = Duration.ZERO;
      for (int i = 0; i < 8640; i++) {
        scene.receive(1);
        untilTried = untilTried.minus(MqttScene.INTERVAL);
        if (untilTried.isNegative()) {
          untilTried = scene.deliver();
        }
      }
      long grown = usedHeap() - before;
      assertTrue(grown < 4_000_000, "a day without a broker takes " + grown + " bytes");
      broker.start();
      MqttSubscriber subscriber = new MqttSubscriber(broker.port());
      long began = System.nanoTime();
      scene.deliver();
      List<Message> heard = subscriber.next(8640, MqttOutputTest::isReading);
      long seconds = (System.nanoTime() - began) / 1_000_000_000;
      assertTrue(seconds < 60, "took " + seconds + " s");
      List<String> wanted =
          Stream.concat(
                  IntStream.rangeClosed(1, 8637).mapToObj(i -> "backlog " + i),
                  Stream.of("state 8638", "state 8639", "state 8640"))
              .toList();
      assertEquals(wanted, heard.stream().map(MqttOutputTest::kindAndNumber).toList());
      System.out.printf(
          "24 h without a broker: %d bytes of heap, drained in %d s%n", grown, seconds);
      subscriber.close();
    }
  }

  @Test
  void losesNothingWhenTheConnectionIsCutAnywhere() throws Exception {
    Random random = new Random(20261120);
    try (CuttableProxy network = new CuttableProxy(broker.port());
        MqttScene scene = new MqttScene(folder, "url: mqtt://127.0.0.1:" + network.port());
        MqttSubscriber subscriber = new MqttSubscriber(broker.port())) {
      scene.deliver();
      scene.receive(2000);
      for (int i = 0; i < 16; i++) {
        network.cutNextAfter(50 + random.nextInt(12_000));
      }
      network.cut();
      int failures = 0;
      while (scene.runner.health().queued() > 0) {
        if (!scene.runner.step().isZero()) {
          failures++;
        }
      }
      assertTrue(failures >= 10, "only " + failures + " cuts were noticed");
      long newest = 0;
      while (newest < 2000) {
        long number = number(subscriber.next(MqttOutputTest::isReading));
        assertTrue(number <= newest + 1, number + " came after " + newest);
        newest = Math.max(newest, number);
      }
    }
  }

  @Test
  void letsTheBrokerPublishItsLastWillAndReplacesThatLater() throws Exception {
    try (CuttableProxy network = new CuttableProxy(broker.port());
        MqttScene scene = new MqttScene(folder, "url: mqtt://127.0.0.1:" + network.port());
        MqttSubscriber subscriber = new MqttSubscriber(broker.port())) {
      scene.deliver();
      network.cut();
      scene.receive(1);
      scene.deliver();
      scene.deliver();
      assertEquals(
          List.of("online", "offline", "online"),
          subscriber.next(3, heard -> heard.topic().endsWith("bridge/status")).stream()
              .map(Message::payload)
              .toList());
    }
  }

  @Test
  void comesBackByItselfOnItsOwnThread() throws Exception {
    try (CuttableProxy network = new CuttableProxy(broker.port());
        MqttScene scene = new MqttScene(folder, "url: mqtt://127.0.0.1:" + network.port());
        MqttSubscriber subscriber = new MqttSubscriber(broker.port())) {
      scene.runner.start();
      subscriber.next(heard -> heard.payload().equals("online"));
      network.cut();
      subscriber.next(heard -> heard.payload().equals("offline"));
      scene.receive();
      scene.receive();
      assertEquals(
          List.of("state 1", "state 2"),
          subscriber.next(2, MqttOutputTest::isReading).stream()
              .map(MqttOutputTest::kindAndNumber)
              .toList());
    }
  }

  @Test
  void leavesNoThreadsBehindHoweverOftenItReconnects() throws Exception {
    try (CuttableProxy network = new CuttableProxy(broker.port());
        MqttScene scene = new MqttScene(folder, "url: mqtt://127.0.0.1:" + network.port())) {
      scene.deliver();
      int threads = mqttThreads().size();
      for (int i = 0; i < 10; i++) {
        network.cut();
        scene.receive(1);
        scene.deliver();
        scene.deliver();
      }
      assertEquals(0, scene.runner.health().queued());
      Await.until("the ended threads are gone", () -> mqttThreads().size() <= threads);
    }
  }

  @Test
  void canBeStoppedWhileTheBrokerIsSilent() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      MqttScene scene =
          new MqttScene(folder, "url: mqtt://127.0.0.1:" + silent.getLocalPort(), "client-id: s");
      AtomicReference<Throwable> end = new AtomicReference<>();
      Thread thread =
          new Thread(
              () -> {
                try {
                  scene.runner.step();
                } catch (InterruptedException e) {
                  end.set(e);
                }
              });
      thread.start();
      accept(silent);
      thread.interrupt();
      thread.join(10_000);
      assertEquals(InterruptedException.class, end.get().getClass());
      awaitNoThreadOf("s");
    }
  }

  /** Paho's threads end a moment after their client. */
  private static void awaitNoThreadOf(String client) throws Exception {
    Await.until(
        "no thread of " + client + " is left",
        () -> mqttThreads().stream().noneMatch(name -> name.endsWith(" " + client)));
  }

  /** Waits until the client has sent its CONNECT, and answers nothing. */
  private static void accept(ServerSocket silent) throws IOException {
    int first = silent.accept().getInputStream().read();
    assertEquals(0x10, first);
  }
}
