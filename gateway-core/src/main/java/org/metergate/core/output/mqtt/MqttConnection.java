// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.output.mqtt;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.metergate.spi.finding.Finding;

/**
 * One connection to a broker, from its beginning to its end; a new one gets a new Paho client, so
 * that nothing that Paho remembers of a broken connection is ever sent twice or out of order. One
 * thread, but for Paho's call-backs.
 */
final class MqttConnection {
  /** For the network connection, and once more for the broker's answer. */
  private static final int CONNECT_SECONDS = 10;

  private static final int KEEP_ALIVE_SECONDS = 30;

  /** Far above what is ever sent at once: Paho counts acknowledged messages for a while longer. */
  private static final int MOST_IN_FLIGHT = 1000;

  /** How long the broker may acknowledge nothing while messages are on their way. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Messages that wait for their acknowledgement at a time. */
  private static final int MOST_AT_ONCE = 500;

  /** The answer to a subscription that is refused: MQTT 3.1.1, section 3.9.3. */
  private static final int REFUSED = 0x80;

  private static final long GOODBYE_MS = 1000;

  private final MqttSettings settings;
  private final MqttAsyncClient client;
  private final Incoming incoming;
  private List<String> subscribed = List.of();
  private volatile Acks waiting;
  private volatile boolean lost;

  private MqttConnection(MqttSettings settings, MqttAsyncClient client, Incoming incoming) {
    this.settings = settings;
    this.client = client;
    this.incoming = incoming;
  }

  /** Why no connection came about. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Finding finding;

    Refused(Finding finding) {
      super(finding.toString());
      this.finding = finding;
    }

    Finding finding() {
      return finding;
    }
  }

  /**
   * Connects and logs in.
   *
   * @param will what the broker says in our name when the connection breaks.
   * @param incoming takes what the broker sends.
   * @param whenChanged run on a thread of Paho's when the connection broke or something came;
   *     returns at once.
   */
  static MqttConnection open(
      MqttSettings settings, Publication will, Incoming incoming, Runnable whenChanged)
      throws Refused, InterruptedException {
    MqttConnection connection = null;
    try {
      connection =
          new MqttConnection(
              settings,
              new MqttAsyncClient(
                  settings.broker().serverUri(), settings.clientId(), new MemoryPersistence()),
              incoming);
      connection.connect(will, whenChanged);
      return connection;
    } catch (MqttException e) {
      if (connection != null) {
        connection.drop();
      }
      throw new Refused(ConnectFailure.of(e, settings));
    } catch (InterruptedException e) {
      connection.drop();
      throw e;
    }
  }

  private void connect(Publication will, Runnable whenChanged)
      throws MqttException, InterruptedException {
    client.setCallback(new Watch(whenChanged));
    Acks answer = new Acks();
    client.connect(options(will), 0, answer);
    boolean connected = answer.await(1, Duration.ofSeconds(2L * CONNECT_SECONDS)) == 1;
    if (answer.failure() instanceof MqttException e) {
      throw e;
    } else if (!connected) {
      throw new MqttException(MqttException.REASON_CODE_CLIENT_TIMEOUT);
    }
  }

  private MqttConnectOptions options(Publication will) {
    MqttConnectOptions options = new MqttConnectOptions();
    options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1); // else a refusal is asked twice
    options.setCleanSession(true);
    options.setAutomaticReconnect(false);
    options.setMaxInflight(MOST_IN_FLIGHT);
    options.setConnectionTimeout(CONNECT_SECONDS);
    options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
    options.setWill(will.topic(), will.payload(), 1, will.retained());
    settings.username().ifPresent(options::setUserName);
    settings.password().ifPresent(secret -> options.setPassword(secret.reveal().toCharArray()));
    settings.sockets().ifPresent(options::setSocketFactory);
    return options;
  }

  boolean isUp() {
    return !lost && client.isConnected();
  }

  /**
   * Sends messages and waits until the broker has acknowledged them.
   *
   * @param patience how long to wait for the next acknowledgement.
   * @return how many from the front are acknowledged; fewer than all when the connection broke or
   *     the broker is silent.
   */
  int publish(List<Publication> publications, Duration patience) throws InterruptedException {
    int acknowledged = 0;
    while (acknowledged < publications.size()) {
      int end = Math.min(acknowledged + MOST_AT_ONCE, publications.size());
      List<Publication> next = publications.subList(acknowledged, end);
      int more = publishAtOnce(next, patience);
      acknowledged += more;
      if (more < next.size()) {
        return acknowledged;
      }
    }
    return acknowledged;
  }

  private int publishAtOnce(List<Publication> publications, Duration patience)
      throws InterruptedException {
    Acks acks = new Acks();
    waiting = acks;
    int sent = 0;
    try {
      if (lost) {
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
    int acknowledged = acks.await(sent, patience);
    waiting = null;
    return acknowledged;
  }

  /**
   * Asks for messages.
   *
   * @param filters what for.
   * @return which of them the broker refuses; all where it does not answer.
   */
  List<String> subscribe(List<String> filters) throws InterruptedException {
    subscribed = List.copyOf(filters);
    Acks answer = new Acks();
    waiting = answer;
    int[] qos = new int[filters.size()];
    Arrays.fill(qos, 1);
    try {
      IMqttToken token = client.subscribe(filters.toArray(String[]::new), qos, 0, answer);
      answer.await(1, PATIENCE);
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
      waiting = null;
    }
  }

  /** What to say when {@link #publish} did not get through. */
  Finding fault(String topics) {
    return isUp()
        ? MqttFindings.SILENT.with("broker", settings.broker(), "seconds", PATIENCE.toSeconds())
        : MqttFindings.LOST.with(
            "broker", settings.broker(), "client", settings.clientId(), "topic", topics);
  }

  /** Paho breaks on a message that comes while it closes. */
  void unsubscribe() throws InterruptedException {
    Acks answer = new Acks();
    try {
      client.unsubscribe(subscribed.toArray(String[]::new), 0, answer);
      answer.await(1, Duration.ofMillis(GOODBYE_MS));
    } catch (MqttException e) {
      lost = true; // nothing comes any more
    }
  }

  /** Says good-bye, so that the broker keeps the last will to itself. */
  void close() {
    try {
      client.disconnect(GOODBYE_MS).waitForCompletion(2 * GOODBYE_MS);
    } catch (MqttException e) {
      lost = true; // it was gone already, or does not answer
    }
    drop();
  }

  /** Lets go of the connection and of Paho's threads, whatever state they are in. */
  void drop() {
    lost = true;
    try {
      if (client.isConnected()) {
        client.disconnectForcibly(0, GOODBYE_MS, false);
      }
      client.close(true);
    } catch (MqttException e) {
      closeLate();
    }
  }

  /** A client that is still connecting refuses to be closed until it was told to disconnect. */
  private void closeLate() {
    try {
      client.disconnectForcibly(0, GOODBYE_MS, false);
      client.close(true);
    } catch (MqttException e) {
      System.getLogger(MqttConnection.class.getName())
          .log(System.Logger.Level.DEBUG, "the MQTT client did not close: " + e.getReasonCode());
    }
  }

  /** Notes that the connection broke; the output's thread does the rest. */
  private final class Watch implements MqttCallback {
    private final Runnable whenChanged;

    Watch(Runnable whenChanged) {
      this.whenChanged = whenChanged;
    }

    @Override
    public void connectionLost(Throwable cause) {
      lost = true;
      Acks acks = waiting;
      if (acks != null) {
        acks.fail(cause);
      }
      whenChanged.run();
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
      String payload = new String(message.getPayload(), StandardCharsets.UTF_8);
      incoming.add(new Incoming.Message(topic, payload, message.isRetained()));
      whenChanged.run();
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {
      // each message has a listener of its own
    }
  }
}
