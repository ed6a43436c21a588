// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.metergate.spi.finding.Finding;

/**
 * Connects to a broker and checks that it forwards what it accepts. With MQTT 3.1.1 a broker cannot
 * report that a topic is refused: Mosquitto acknowledges the message and drops it.
 *
 * @param settings which broker, as which user, and whether the check is wanted.
 * @param topics of the gateway.
 * @param inbox receives what the broker sends.
 */
record MqttConnector(MqttSettings settings, Topics topics, Inbox inbox) {
  static final String ONLINE = "online";
  static final String OFFLINE = "offline";

  /** What is published must come back within this time. */
  private static final Duration CONFIRMATION = Duration.ofSeconds(5);

  /**
   * Connects, and subscribes to some topics and to the gateway's own state.
   *
   * @param filters of the topics.
   * @param wake run on any thread when the connection broke or a message arrived.
   * @return a connection; {@link #ONLINE} must be published on the gateway's state next.
   */
  MqttConnection open(Collection<String> filters, Runnable wake)
      throws ConnectionRefused, InterruptedException {
    inbox.watchFor(
        message ->
            !message.retained()
                && message.topic().equals(topics.bridgeStatus())
                && message.payload().equals(ONLINE));
    Publication will = Publication.retained(topics.bridgeStatus(), OFFLINE);
    MqttConnection connection = MqttConnection.open(settings, will, inbox, wake);
    List<String> all = new ArrayList<>(filters);
    all.add(topics.bridgeStatus());
    List<String> refused;
    try {
      refused = connection.subscribe(all);
    } catch (InterruptedException e) {
      connection.drop();
      throw e;
    }
    if (!connection.isUp()) {
      throw abandon(connection, connection.fault(topics.all()));
    } else if (settings.confirm() && refused.contains(topics.bridgeStatus())) {
      throw abandon(connection, topicRefused());
    }
    return connection;
  }

  private static ConnectionRefused abandon(MqttConnection connection, Finding reason) {
    connection.drop();
    return new ConnectionRefused(reason);
  }

  /**
   * Waits, where that is wanted, until the gateway's state comes back.
   *
   * @return why the connection cannot be used, or nothing.
   */
  Optional<Finding> confirm(MqttConnection connection) throws InterruptedException {
    if (!settings.confirm() || inbox.awaitWatched(CONFIRMATION)) {
      return Optional.empty();
    }
    return Optional.of(connection.isUp() ? topicRefused() : connection.fault(topics.all()));
  }

  private Finding topicRefused() {
    return MqttFindings.TOPIC_REFUSED.with(
        "broker", settings.broker(), "user", settings.user(), "topic", topics.all());
  }
}
