// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.eclipse.paho.client.mqttv3.IMqttMessageListener;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.testing.Await;
import org.metergate.testing.FreePorts;

/**
 * How long it takes from the last byte of a telegram on a pseudo-terminal to the message at a
 * subscriber, and to the telegram at a client of the P1 server. The bytes come piece by piece, as
 * from a wire; {@code -Dmetergate.latency.telegrams} for more of them and {@code
 * -Dmetergate.latency.bound-ms} for a bound on a quiet machine.
 */
@Tag("pty")
@Tag("broker")
@Timeout(1200)
class LatencyIT {
  private static final int TELEGRAMS = Integer.getInteger("metergate.latency.telegrams", 40);
  private static final int BOUND_MS = Integer.getInteger("metergate.latency.bound-ms", 1000);

  /** Both are usual for a serial port that passes on the bytes of a slow line. */
  private static final int PIECE = 16;

  private static final long PIECE_NANOS = 6_000_000;

  /** The first ones wait for classes to be loaded and code to be compiled. */
  private static final int WARM_UP = 10;

  @TempDir Path folder;
  private final Map<Integer, Long> arrived = new ConcurrentHashMap<>();

  /** Those that a busy machine took in at once with later ones, so that they were past. */
  private final Set<Integer> bursts = ConcurrentHashMap.newKeySet();

  private final List<Long> served = new CopyOnWriteArrayList<>();

  @Test
  void aReadingIsAtItsSubscriberMomentsAfterItsLastByte() throws Exception {
    EmulatedTelegrams telegrams = new EmulatedTelegrams();
    int port = FreePorts.take();
    Thread reader;
    long[] sent = new long[WARM_UP + TELEGRAMS];
    Random random = new Random(20261120);
    try (GatewayRig rig = GatewayRig.setUp(folder);
        GatewayProcess gateway =
            GatewayProcess.run(
                rig.file().p1Server(port).options(telegrams.driverOptions()).write())) {
      gateway.awaitPort(rig.cable.gateway());
      reader = new Thread(() -> readP1(port), "p1-reader");
      reader.start();
      MqttClient subscriber = subscriber(rig.broker.port());
      Duration before = gateway.cpu();
      long began = System.nanoTime();
      for (int number = 0; number < sent.length; number++) {
        sent[number] = send(rig, telegrams.get(number));
        pause(20_000_000 + random.nextInt(60_000_000));
      }
      awaitAll(sent.length, gateway);
      double share = (double) gateway.cpu().minus(before).toNanos() / (System.nanoTime() - began);
      System.out.printf("share of a core: %.3f%n", share);
      subscriber.disconnectForcibly(0, 500, false);
      subscriber.close(true);
    }
    reader.join();
    report(sent, "subscriber", WARM_UP, number -> arrived.get(number));
    Assumptions.assumeTrue(
        bursts.stream().allMatch(number -> number < WARM_UP),
        () -> "the machine is too busy: of bursts, only the last one is served; past: " + bursts);
    int skipped = sent.length - served.size(); // the first ones, before it was connected
    assertTrue(skipped < WARM_UP, served.size() + " of " + sent.length + " telegrams were served");
    report(sent, "client of the P1 server", WARM_UP, number -> served.get(number - skipped));
  }

  private void awaitAll(int count, GatewayProcess gateway) throws Exception {
    try {
      Await.until("all", Duration.ofSeconds(30), () -> arrived.size() >= count);
    } catch (AssertionError e) {
      List<Integer> lost =
          IntStream.range(0, count).filter(number -> !arrived.containsKey(number)).boxed().toList();
      throw new AssertionError("lost: " + lost + "; it printed " + gateway.output(), e);
    }
  }

  /** Notes when the end of each telegram arrives, until the gateway ends. */
  private void readP1(int port) {
    while (served.isEmpty()) {
      try (Socket socket = new Socket("127.0.0.1", port)) {
        InputStream in = socket.getInputStream();
        for (int c = in.read(); c >= 0; c = in.read()) {
          if (c == '!') {
            served.add(System.nanoTime());
          }
        }
      } catch (IOException e) {
        pause(10_000_000); // it is not open yet, or the meter was not heard yet
      }
    }
  }

  private void report(long[] sent, String whom, int from, IntToLongFunction at) {
    long[] micros = new long[TELEGRAMS];
    for (int i = 0; i < TELEGRAMS; i++) {
      micros[i] = (at.applyAsLong(from + i) - sent[from + i]) / 1000;
    }
    Arrays.sort(micros);
    long median = micros[TELEGRAMS / 2];
    long p99 = micros[(int) Math.ceil(TELEGRAMS * 0.99) - 1];
    System.out.printf(
        "from the last byte to the %s: median %d µs, 99th percentile %d µs, longest %d µs%n",
        whom, median, p99, micros[TELEGRAMS - 1]);
    assertTrue(median < BOUND_MS * 1000L, "median " + median + " µs, p99 " + p99 + " µs");
  }

  /** Notes when each reading arrives, on the thread of the callback. */
  private MqttClient subscriber(int port) throws Exception {
    MqttClient client =
        new MqttClient("tcp://127.0.0.1:" + port, "latency", new MemoryPersistence());
    client.connect();
    IMqttMessageListener listener =
        (topic, message) -> {
          long now = System.nanoTime();
          String json = new String(message.getPayload(), StandardCharsets.UTF_8);
          Published reading = new Published(topic, json);
          int number = reading.telegram();
          arrived.putIfAbsent(number, now);
          if (reading.isBacklog()) {
            bursts.add(number);
          }
        };
    for (String topic : List.of("state", "backlog")) {
      client.subscribe("metergate/+/" + GatewayFile.METER + "/" + topic, 0, listener);
    }
    return client;
  }

  /** Sends piece by piece and returns when the last one was handed over. */
  private static long send(GatewayRig rig, byte[] telegram) throws IOException {
    for (int from = 0; from < telegram.length; from += PIECE) {
      pause(PIECE_NANOS);
      rig.cable.send(Arrays.copyOfRange(telegram, from, Math.min(from + PIECE, telegram.length)));
    }
    return System.nanoTime();
  }

  /** Real time is what is measured here. */
  private static void pause(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
