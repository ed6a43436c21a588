// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import java.nio.charset.StandardCharsets;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttMessage;

/**
 * Hears on Paho's threads that a connection broke or that something came; the output's thread does
 * the rest.
 */
final class ConnectionWatch implements MqttCallback {
  private final Inbox inbox;
  private final Runnable whenChanged;
  private volatile Acks waiting;
  private volatile boolean lost;

  ConnectionWatch(Inbox inbox, Runnable whenChanged) {
    this.inbox = inbox;
    this.whenChanged = whenChanged;
  }

  /** Acknowledgements for whose coming a break of the connection ends the waiting. */
  Acks acks() {
    Acks acks = new Acks();
    waiting = acks;
    return acks;
  }

  /** Nobody waits for them any more. */
  void acksCame() {
    waiting = null;
  }

  /** Whether the connection broke or was given up; it never comes back. */
  boolean isLost() {
    return lost;
  }

  /** The connection is given up. */
  void lose() {
    lost = true;
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
    inbox.add(new Inbox.Message(topic, payload, message.isRetained()));
    whenChanged.run();
  }

  @Override
  public void deliveryComplete(IMqttDeliveryToken token) {
    // each message has a listener of its own
  }
}
