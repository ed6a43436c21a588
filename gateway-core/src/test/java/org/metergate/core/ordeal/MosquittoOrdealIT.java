// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.ordeal;

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
import org.metergate.testing.MqttSubscriber.Heard;

/** What a durable subscriber has at the end is what the journal has, reading by reading. */
@Tag("broker")
class MosquittoOrdealIT {
  @TempDir Path folder;

  @Test
  @Timeout(180)
  void losesNothingInAFewMinutesOfTheMeters() throws Exception {
    endure(Duration.ofSeconds(8), 3, 2);
  }

  /** Run with {@code -Dmetergate.slow=true}; {@code -Dmetergate.ordeal.seconds} for longer. */
  @Test
  @Tag("slow")
  @Timeout(7200)
  @EnabledIfSystemProperty(named = "metergate.slow", matches = "true")
  void losesNothingInAnHourOfTheMeters() throws Exception {
    int seconds = Integer.getInteger("metergate.ordeal.seconds", 60);
    endure(Duration.ofSeconds(seconds), seconds / 3, seconds / 6);
  }

  private void endure(Duration span, int brokerKills, int gatewayKills) throws Exception {
    Mosquitto broker = new Mosquitto(folder);
    if (broker.disk().isEmpty()) {
      System.out.println("the disk is not filled: there are no user name spaces here");
    }
    String outputs =
        "outputs:\n  home: { type: mqtt, url: \"mqtt://127.0.0.1:%d\", home-assistant: true }\n"
            .formatted(broker.port());
    long seed = Long.getLong("metergate.ordeal.seed", System.nanoTime());
    try (DurableSubscriber subscriber = new DurableSubscriber(broker.port());
        Ordeal ordeal = Ordeal.begin(folder, List.of(broker), outputs)) {
      Await.until("a session", Duration.ofSeconds(30), subscriber::isSubscribed);
      ordeal.endure(span, brokerKills, gatewayKills, seed);
      long newest = ordeal.newest();
      Await.until(
          "the newest reading arrives",
          Duration.ofSeconds(120),
          () -> readings(subscriber).containsKey(newest));
      List<StoredReading> journal = ordeal.end();
      assertComplete(journal, subscriber);
      assertEquals(gatewayKills, ordeal.gatewayKills());
      System.out.printf(
          "seed %d, %d telegrams sent, %d readings in the journal, %d messages heard%n",
          seed, ordeal.telegrams(), journal.size(), subscriber.heard().size());
    }
  }

  /** The readings by their number, in the order in which each came first. */
  private static Map<Long, Heard> readings(DurableSubscriber subscriber) {
    Map<Long, Heard> readings = new LinkedHashMap<>();
    for (Heard heard : subscriber.heard()) {
      if (heard.topic().matches("metergate/ordeal/(?!bridge)[^/]+/(state|backlog)")) {
        String seq = heard.payload().replaceAll("^\\{\"seq\":(\\d+),.*", "$1");
        readings.putIfAbsent(Long.parseLong(seq), heard);
      }
    }
    return readings;
  }

  private static void assertComplete(List<StoredReading> journal, DurableSubscriber subscriber) {
    Map<Long, Heard> heard = readings(subscriber);
    List<Long> missing =
        journal.stream().map(StoredReading::id).filter(id -> !heard.containsKey(id)).toList();
    assertEquals(List.of(), missing, "journaled and never heard");
    assertEquals(
        journal.stream().map(StoredReading::id).toList(),
        List.copyOf(heard.keySet()),
        "exactly the journal's readings, each first heard in its order");
    for (StoredReading stored : journal) {
      assertSame(stored, heard.get(stored.id()));
    }
    assertTrue(journal.size() > 12, "the meters were hardly heard");
  }

  private static void assertSame(StoredReading stored, Heard heard) {
    String meter = heard.topic().split("/")[2];
    assertEquals(stored.reading().meter().displayName(), meter);
    Map<String, Object> json = JsonTree.object(heard.payload());
    Map<String, String> wanted =
        stored.reading().measurements().stream()
            .filter(measurement -> measurement.value() != null)
            .collect(
                Collectors.toMap(
                    measurement -> measurement.quantity().name(), MosquittoOrdealIT::text));
    Map<String, String> values = new LinkedHashMap<>();
    json.forEach((name, value) -> values.put(name, String.valueOf(value)));
    values.keySet().removeAll(List.of("seq", "time", "meter_time"));
    assertEquals(wanted, values, "reading " + stored.id());
    assertEquals(stored.reading().receivedAt().toString(), json.get("time"));
  }

  private static String text(Measurement measurement) {
    return measurement.value() instanceof Value.Decimal decimal
        ? decimal.number().toPlainString()
        : measurement.value().toString();
  }
}
