// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.stress;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.metergate.testing.MqttSubscriber.Message;

/**
 * A subscriber with a session that the broker keeps: what could not be sent is sent when it
 * reconnects. A message is acknowledged when it is in its list. It reconnects by itself.
 */
final class DurableSubscriber implements AutoCloseable {
  private final int port;
  private final List<Message> messages = new ArrayList<>();
  private final Thread thread = new Thread(this::run, "durable-subscriber");
  private volatile MqttClient client;
  private volatile boolean subscribed;
  private volatile boolean closed;

  DurableSubscriber(int port) {
    this.port = port;
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    while (!closed) {
      try {
        if (client == null || !client.isConnected()) {
          connect();
        }
        Thread.sleep(50); // how often it checks whether it must reconnect
      } catch (MqttException e) {
        discard(client);
        client = null;
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void connect() throws MqttException {
    discard(client);
    client = new MqttClient("tcp://127.0.0.1:" + port, "durable", new MemoryPersistence());
    client.setTimeToWait(5000);
    client.setCallback(new Listener());
    MqttConnectOptions options = new MqttConnectOptions();
    options.setCleanSession(false);
    options.setConnectionTimeout(5);
    client.connect(options);
    client.subscribe("metergate/#", 1);
    subscribed = true;
  }

  private static void discard(MqttClient client) {
    try {
      if (client != null) {
        client.close(true);
      }
    } catch (MqttException e) {
      // it is gone already
    }
  }

  /** Whether the broker knows its session. */
  boolean isSubscribed() {
    return subscribed;
  }

  /** All messages up to now, in the order in which they arrived. */
  List<Message> messages() {
    synchronized (messages) {
      return List.copyOf(messages);
    }
  }

  private final class Listener implements MqttCallback {
    @Override
    public void messageArrived(String topic, MqttMessage message) {
      String payload = new String(message.getPayload(), StandardCharsets.UTF_8);
      synchronized (messages) {
        messages.add(new Message(topic, payload, message.isRetained()));
      }
    }

    @Override
    public void connectionLost(Throwable cause) {
      // the thread reconnects by itself
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {
      // it publishes nothing itself
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    discard(client);
  }
}
