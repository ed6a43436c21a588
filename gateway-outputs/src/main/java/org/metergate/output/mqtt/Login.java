// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import java.time.Duration;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;

/** How a connection begins: who comes, in which session, and what it leaves behind. */
final class Login {
  private static final int CONNECT_SECONDS = 10;

  /** For the network connection, and once more for the broker's answer. */
  static final Duration PATIENCE = Duration.ofSeconds(2L * CONNECT_SECONDS);

  private static final int KEEP_ALIVE_SECONDS = 30;

  /** Far above what is ever sent at once: Paho counts acknowledged messages for a while longer. */
  private static final int MOST_IN_FLIGHT = 1000;

  private Login() {}

  /**
   * Puts it in Paho's form.
   *
   * @param will what the broker says in our name when the connection breaks.
   */
  static MqttConnectOptions of(MqttSettings settings, Publication will) {
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
}
