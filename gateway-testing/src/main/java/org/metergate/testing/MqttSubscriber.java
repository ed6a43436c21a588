// SPDX-License-Identifier: Apache-2.0
package org.metergate.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** Hears everything that a broker says, in order. */
public final class MqttSubscriber implements AutoCloseable {
  private static final long DEADLINE_SECONDS = 20;

  private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
  private final MqttClient client;

  /** One message. */
  public record Heard(String topic, String payload, boolean retained) {}

  /** Subscribes to all topics; when this returns, nothing that is published now is missed. */
  public MqttSubscriber(int port) throws MqttException {
    this(port, new MqttConnectOptions());
  }

  /** Subscribes with a login of its own. */
  public MqttSubscriber(int port, MqttConnectOptions options) throws MqttException {
    client =
        new MqttClient(
            "tcp://127.0.0.1:" + port, "subscriber-" + System.nanoTime(), new MemoryPersistence());
    client.connect(options);
    client.subscribe(
        "#",
        1,
        (topic, message) ->
            heard.add(
                new Heard(
                    topic,
                    new String(message.getPayload(), StandardCharsets.UTF_8),
                    message.isRetained())));
  }

  /** The next message, or an error when none comes in time. */
  public Heard next() throws InterruptedException {
    return next(any -> true);
  }

  /** The next message of a kind; others before it are passed over. */
  public Heard next(Predicate<Heard> wanted) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (true) {
      Heard message = heard.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (message == null) {
        throw new AssertionError("no such message within " + DEADLINE_SECONDS + " s");
      }
      if (wanted.test(message)) {
        return message;
      }
    }
  }

  /** As many messages of a kind as are wanted. */
  public List<Heard> next(int count, Predicate<Heard> wanted) throws InterruptedException {
    List<Heard> messages = new ArrayList<>();
    while (messages.size() < count) {
      messages.add(next(wanted));
    }
    return messages;
  }

  /** What came and was not asked for yet; complete up to a message that was waited for before. */
  public List<Heard> rest() {
    List<Heard> messages = new ArrayList<>();
    heard.drainTo(messages);
    return messages;
  }

  /** Says something itself. */
  public void publish(String topic, String payload, boolean retained) throws MqttException {
    client.publish(topic, payload.getBytes(StandardCharsets.UTF_8), 1, retained);
  }

  /** Whether the broker has gone away; nothing more will be heard then. */
  public boolean isCut() {
    return !client.isConnected();
  }

  @Override
  public void close() throws MqttException {
    try {
      client.disconnectForcibly(0, 500, false);
    } finally {
      client.close(true);
    }
  }
}
