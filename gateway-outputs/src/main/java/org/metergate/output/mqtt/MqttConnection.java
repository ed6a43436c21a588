// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.metergate.spi.finding.Finding;

/**
 * One connection to a broker, from its beginning to its end. Each has a Paho client of its own, so
 * that nothing that Paho remembers of a broken connection is ever sent twice or out of order. One
 * thread, except for Paho's callbacks.
 */
final class MqttConnection {
  /** How long the broker may acknowledge nothing while messages are in flight. */
  static final Duration ACK_TIMEOUT = Duration.ofSeconds(30);

  /** How many messages may wait for their acknowledgement at a time. */
  private static final int MAX_AT_ONCE = 500;

  /** The answer to a subscription that is refused: MQTT 3.1.1, section 3.9.3. */
  private static final int REFUSED = 0x80;

  private static final long DISCONNECT_MS = 1000;

  private final MqttSettings settings;
  private final MqttAsyncClient client;
  private final ConnectionWatch watch;
  private List<String> subscribed = List.of();

  private MqttConnection(MqttSettings settings, MqttAsyncClient client, ConnectionWatch watch) {
    this.settings = settings;
    this.client = client;
    this.watch = watch;
  }

  /**
   * Connects and logs in.
   *
   * @param will what the broker publishes for us when the connection breaks.
   * @param inbox receives what the broker sends.
   * @param wake run on a thread of Paho's when the connection broke or a message arrived; returns
   *     at once.
   */
  static MqttConnection open(MqttSettings settings, Publication will, Inbox inbox, Runnable wake)
      throws ConnectionRefused, InterruptedException {
    MqttConnection connection = null;
    try {
      connection =
          new MqttConnection(
              settings,
              new MqttAsyncClient(
                  settings.broker().serverUri(), settings.clientId(), new MemoryPersistence()),
              new ConnectionWatch(inbox, wake));
      connection.connect(will);
      return connection;
    } catch (MqttException e) {
      if (connection != null) {
        connection.drop();
      }
      throw new ConnectionRefused(ConnectFailure.of(e, settings));
    } catch (InterruptedException e) {
      connection.drop();
      throw e;
    }
  }

  private void connect(Publication will) throws MqttException, InterruptedException {
    client.setCallback(watch);
    Acks answer = new Acks();
    client.connect(Login.of(settings, will), 0, answer);
    boolean connected = answer.await(1, Login.TIMEOUT) == 1;
    if (answer.failure() instanceof MqttException e) {
      throw e;
    } else if (!connected) {
      throw new MqttException(MqttException.REASON_CODE_CLIENT_TIMEOUT);
    }
  }

  boolean isUp() {
    return !watch.isLost() && client.isConnected();
  }

  /**
   * Sends messages and waits until the broker has acknowledged them.
   *
   * @param timeout how long to wait for the next acknowledgement.
   * @return how many from the front are acknowledged; fewer than all when the connection broke or
   *     the broker is silent.
   */
  int publish(List<Publication> publications, Duration timeout) throws InterruptedException {
    int acknowledged = 0;
    while (acknowledged < publications.size()) {
      int end = Math.min(acknowledged + MAX_AT_ONCE, publications.size());
      List<Publication> next = publications.subList(acknowledged, end);
      int more = publishAtOnce(next, timeout);
      acknowledged += more;
      if (more < next.size()) {
        return acknowledged;
      }
    }
    return acknowledged;
  }

  private int publishAtOnce(List<Publication> publications, Duration timeout)
      throws InterruptedException {
    Acks acks = watch.acks();
    int sent = 0;
    try {
      if (watch.isLost()) {
        return 0;
      }
      for (Publication publication : publications) {
        client.publish(
            publication.topic(),
            publication.payload(),
            settings.qos(),
            publication.retained(),
            sent,
            acks);
        sent++;
      }
    } catch (MqttException e) {
      // 32202 (too many in flight) or not connected any more: what was sent may still arrive
    }
    int acknowledged = acks.await(sent, timeout);
    watch.acksDone();
    return acknowledged;
  }

  /**
   * Subscribes to messages.
   *
   * @param filters of their topics.
   * @return which of them the broker refuses; all if it does not answer.
   */
  List<String> subscribe(List<String> filters) throws InterruptedException {
    subscribed = List.copyOf(filters);
    Acks answer = watch.acks();
    int[] qos = new int[filters.size()];
    Arrays.fill(qos, 1);
    try {
      IMqttToken token = client.subscribe(filters.toArray(String[]::new), qos, 0, answer);
      answer.await(1, ACK_TIMEOUT);
      List<String> refused = new ArrayList<>();
      int[] granted = token.getGrantedQos();
      for (int i = 0; i < filters.size(); i++) {
        if (granted == null || i >= granted.length || granted[i] == REFUSED) {
          refused.add(filters.get(i));
        }
      }
      return refused;
    } catch (MqttException e) {
      return filters;
    } finally {
      watch.acksDone();
    }
  }

  /** Returns the fault when {@link #publish} did not succeed. */
  Finding fault(String topics) {
    return isUp()
        ? MqttFindings.SILENT.with("broker", settings.broker(), "seconds", ACK_TIMEOUT.toSeconds())
        : MqttFindings.LOST.with(
            "broker", settings.broker(), "client", settings.clientId(), "topic", topics);
  }

  /** Ends the subscription, since Paho fails on a message that arrives while it closes. */
  void unsubscribe() throws InterruptedException {
    Acks answer = new Acks();
    try {
      client.unsubscribe(subscribed.toArray(String[]::new), 0, answer);
      answer.await(1, Duration.ofMillis(DISCONNECT_MS));
    } catch (MqttException e) {
      watch.abandon(); // nothing arrives any more
    }
  }

  /** Disconnects in good order, so that the broker does not publish the last will. */
  void close() {
    try {
      client.disconnect(DISCONNECT_MS).waitForCompletion(2 * DISCONNECT_MS);
    } catch (MqttException e) {
      watch.abandon(); // it was gone already, or does not answer
    }
    drop();
  }

  /** Releases the connection and Paho's threads, whatever state they are in. */
  void drop() {
    watch.abandon();
    try {
      if (client.isConnected()) {
        client.disconnectForcibly(0, DISCONNECT_MS, false);
      }
      client.close(true);
    } catch (MqttException e) {
      closeConnecting();
    }
  }

  /** Closes a client that is still connecting, which is possible only after disconnecting it. */
  private void closeConnecting() {
    try {
      client.disconnectForcibly(0, DISCONNECT_MS, false);
      client.close(true);
    } catch (MqttException e) {
      System.getLogger(MqttConnection.class.getName())
          .log(System.Logger.Level.DEBUG, "the MQTT client did not close: " + e.getReasonCode());
    }
  }
}
