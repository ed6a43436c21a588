// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import java.nio.charset.StandardCharsets;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttMessage;

/**
 * Notes on Paho's threads that a connection broke or that a message arrived; the output's thread
 * does the rest.
 */
final class ConnectionWatch implements MqttCallback {
  private final Inbox inbox;
  private final Runnable wake;
  private volatile Acks waiting;
  private volatile boolean lost;

  ConnectionWatch(Inbox inbox, Runnable wake) {
    this.inbox = inbox;
    this.wake = wake;
  }

  /** Returns new acknowledgements; the wait for them ends when the connection breaks. */
  Acks acks() {
    Acks acks = new Acks();
    waiting = acks;
    return acks;
  }

  /** Notes that the wait for them is over. */
  void acksDone() {
    waiting = null;
  }

  /** Returns whether the connection broke or was abandoned; it is never restored. */
  boolean isLost() {
    return lost;
  }

  /** Abandons the connection. */
  void abandon() {
    lost = true;
  }

  @Override
  public void connectionLost(Throwable cause) {
    lost = true;
    Acks acks = waiting;
    if (acks != null) {
      acks.fail(cause);
    }
    wake.run();
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    String payload = new String(message.getPayload(), StandardCharsets.UTF_8);
    inbox.add(new Inbox.Message(topic, payload, message.isRetained()));
    wake.run();
  }

  @Override
  public void deliveryComplete(IMqttDeliveryToken token) {
    // each message has a listener of its own
  }
}
