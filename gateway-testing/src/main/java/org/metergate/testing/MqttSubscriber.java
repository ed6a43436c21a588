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

/** Receives every message that a broker publishes, in order. */
public final class MqttSubscriber implements AutoCloseable {
  private static final long DEADLINE_SECONDS = 20;

  private final BlockingQueue<Message> queue = new LinkedBlockingQueue<>();
  private final MqttClient client;

  /** One message. */
  public record Message(String topic, String payload, boolean retained) {}

  /** Subscribes to all topics; when this returns, nothing that is published now is missed. */
  public MqttSubscriber(int port) throws MqttException {
    this(port, new MqttConnectOptions());
  }

  /** Subscribes with its own login. */
  public MqttSubscriber(int port, MqttConnectOptions options) throws MqttException {
    client =
        new MqttClient(
            "tcp://127.0.0.1:" + port, "subscriber-" + System.nanoTime(), new MemoryPersistence());
    client.connect(options);
    client.subscribe(
        "#",
        1,
        (topic, message) ->
            queue.add(
                new Message(
                    topic,
                    new String(message.getPayload(), StandardCharsets.UTF_8),
                    message.isRetained())));
  }

  /** Returns the next message, or fails when none comes in time. */
  public Message next() throws InterruptedException {
    return next(any -> true);
  }

  /** Returns the next message of a kind; others before it are skipped. */
  public Message next(Predicate<Message> wanted) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (true) {
      Message message = queue.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (message == null) {
        throw new AssertionError("no such message within " + DEADLINE_SECONDS + " s");
      }
      if (wanted.test(message)) {
        return message;
      }
    }
  }

  /** Returns the next messages of a kind. */
  public List<Message> next(int count, Predicate<Message> wanted) throws InterruptedException {
    List<Message> messages = new ArrayList<>();
    while (messages.size() < count) {
      messages.add(next(wanted));
    }
    return messages;
  }

  /**
   * Returns the messages received but not returned yet; complete up to a message that was waited
   * for before.
   */
  public List<Message> rest() {
    List<Message> rest = new ArrayList<>();
    queue.drainTo(rest);
    return rest;
  }

  /**
   * Returns the messages not returned yet, among them all that the broker accepted before this
   * call: it passes on in the order in which it accepts, and a message of this subscriber is the
   * last one.
   */
  public List<Message> all() throws MqttException, InterruptedException {
    String end = "end " + System.nanoTime();
    publish("subscriber/end", end, false);
    List<Message> all = new ArrayList<>();
    for (Message heard = next(); !heard.payload().equals(end); heard = next()) {
      all.add(heard);
    }
    return all;
  }

  /** Publishes a message. */
  public void publish(String topic, String payload, boolean retained) throws MqttException {
    client.publish(topic, payload.getBytes(StandardCharsets.UTF_8), 1, retained);
  }

  /** Returns whether the connection to the broker is lost; no more messages will come then. */
  public boolean isDisconnected() {
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
