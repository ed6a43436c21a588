// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.metergate.testing.Await;
import org.metergate.testing.MqttSubscriber;
import org.metergate.testing.MqttSubscriber.Message;

/** A subscriber that keeps every reading in order, and the last message of every other topic. */
final class ReadingSubscriber implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(70);
  private static final String TOPIC_PREFIX = "metergate/" + GatewayFile.GATEWAY + "/";

  private final MqttSubscriber subscriber;
  private final List<Published> readings = new ArrayList<>();
  private final Map<String, String> latest = new TreeMap<>();
  private final List<Message> everything = new ArrayList<>();

  /** Receives all that is published from now on, and what the broker retained. */
  ReadingSubscriber(int port) throws MqttException {
    subscriber = new MqttSubscriber(port);
  }

  private void drain() {
    for (Message heard : subscriber.rest()) {
      everything.add(heard);
      if (Published.isReading(heard)) {
        readings.add(new Published(heard.topic(), heard.payload()));
      } else {
        latest.put(heard.topic(), heard.payload());
      }
    }
  }

  /** All messages up to now. */
  List<Message> messages() {
    drain();
    return List.copyOf(everything);
  }

  /** All readings up to now. */
  List<Published> readings() {
    drain();
    return List.copyOf(readings);
  }

  /** Waits until there are at least this many readings, and returns all that there are then. */
  List<Published> awaitReadings(int count) throws Exception {
    Await.until(count + " readings", LIMIT, () -> readings().size() >= count);
    return readings();
  }

  /** Waits for a reading that matches, and returns the first one. */
  Published awaitReading(Predicate<Published> wanted) throws Exception {
    Await.until("a matching reading", LIMIT, () -> readings().stream().anyMatch(wanted));
    return readings().stream().filter(wanted).findFirst().orElseThrow();
  }

  /** Waits until the last message of a topic of this gateway contains a text, and returns it. */
  String await(String topic, String part) throws Exception {
    Await.until(
        "'" + part + "' on " + topic,
        LIMIT,
        () -> {
          drain();
          return latest.getOrDefault(TOPIC_PREFIX + topic, "").contains(part);
        });
    return latest.get(TOPIC_PREFIX + topic);
  }

  /** Whether the connection to the broker is lost. */
  boolean isDisconnected() {
    return subscriber.isDisconnected();
  }

  @Override
  public void close() throws MqttException {
    subscriber.close();
  }
}
