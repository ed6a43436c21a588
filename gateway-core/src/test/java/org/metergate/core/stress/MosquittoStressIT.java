// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.journal.StoredReading;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Value;
import org.metergate.testing.Await;
import org.metergate.testing.JsonTree;
import org.metergate.testing.MqttSubscriber.Message;
import org.metergate.value.HeatUnit;
import org.metergate.value.Units;

/** What a durable subscriber has at the end is what the journal has, reading by reading. */
@Tag("broker")
class MosquittoStressIT {
  @TempDir Path folder;

  @Test
  @Timeout(180)
  void losesNothingInAFewMinutesOfTheMeters() throws Exception {
    stress(Duration.ofSeconds(8), 3, 2);
  }

  /** Run with {@code -Dmetergate.slow=true}; {@code -Dmetergate.stress.seconds} for longer. */
  @Test
  @Tag("slow")
  @Timeout(7200)
  @EnabledIfSystemProperty(named = "metergate.slow", matches = "true")
  void losesNothingInAnHourOfTheMeters() throws Exception {
    int seconds = Integer.getInteger("metergate.stress.seconds", 60);
    stress(Duration.ofSeconds(seconds), seconds / 3, seconds / 6);
  }

  private void stress(Duration span, int brokerKills, int gatewayKills) throws Exception {
    Mosquitto broker = new Mosquitto(folder);
    if (broker.disk().isEmpty()) {
      System.out.println("the disk is not filled: there are no user namespaces here");
    }
    String outputs =
        "outputs:\n  home: { type: mqtt, url: \"mqtt://127.0.0.1:%d\", home-assistant: true }\n"
            .formatted(broker.port());
    long seed = Long.getLong("metergate.stress.seed", System.nanoTime());
    try (DurableSubscriber subscriber = new DurableSubscriber(broker.port());
        StressRun stressRun = StressRun.start(folder, List.of(broker), outputs)) {
      Await.until("a session", Duration.ofSeconds(30), subscriber::isSubscribed);
      stressRun.run(span, brokerKills, gatewayKills, seed);
      long newest = stressRun.newest();
      Await.until(
          "the newest reading arrives",
          Duration.ofSeconds(120),
          () -> readings(subscriber).containsKey(newest));
      List<StoredReading> journal = stressRun.stop();
      assertComplete(journal, subscriber);
      assertEquals(gatewayKills, stressRun.gatewayKills());
      System.out.printf(
          "seed %d, %d telegrams sent, %d readings in the journal, %d messages received%n",
          seed, stressRun.telegrams(), journal.size(), subscriber.messages().size());
    }
  }

  /** The readings by their number, in the order in which each first arrived. */
  private static Map<Long, Message> readings(DurableSubscriber subscriber) {
    Map<Long, Message> readings = new LinkedHashMap<>();
    for (Message received : subscriber.messages()) {
      if (received.topic().matches("metergate/stress/(?!bridge)[^/]+/(state|backlog)")) {
        String seq = received.payload().replaceAll("^\\{\"seq\":(\\d+),.*", "$1");
        readings.putIfAbsent(Long.parseLong(seq), received);
      }
    }
    return readings;
  }

  private static void assertComplete(List<StoredReading> journal, DurableSubscriber subscriber) {
    Map<Long, Message> received = readings(subscriber);
    List<Long> missing =
        journal.stream().map(StoredReading::id).filter(id -> !received.containsKey(id)).toList();
    assertEquals(List.of(), missing, "journaled and never received");
    assertEquals(
        journal.stream().map(StoredReading::id).toList(),
        List.copyOf(received.keySet()),
        "exactly the journal's readings, first received in their order");
    for (StoredReading stored : journal) {
      assertSame(stored, received.get(stored.id()));
    }
    assertTrue(journal.size() > 12, "hardly any readings arrived");
  }

  private static void assertSame(StoredReading stored, Message received) {
    String meter = received.topic().split("/")[2];
    assertEquals(stored.reading().meter().displayName(), meter);
    Map<String, Object> json = JsonTree.object(received.payload());
    Map<String, String> wanted =
        Units.home(HeatUnit.KWH).of(stored.reading()).measurements().stream()
            .filter(measurement -> measurement.value() != null)
            .collect(
                Collectors.toMap(
                    measurement -> measurement.quantity().name(), MosquittoStressIT::text));
    Map<String, String> values = new LinkedHashMap<>();
    json.forEach((name, value) -> values.put(name, String.valueOf(value)));
    values.keySet().removeAll(List.of("seq", "time", "meter_time", "meter_id"));
    values.keySet().removeIf(name -> name.matches("power(_l[123])?")); // derived, tested elsewhere
    assertEquals(wanted, values, "reading " + stored.id());
    assertEquals(stored.reading().receivedAt().toString(), json.get("time"));
  }

  private static String text(Measurement measurement) {
    return measurement.value() instanceof Value.Decimal decimal
        ? decimal.number().toPlainString()
        : measurement.value().toString();
  }
}
