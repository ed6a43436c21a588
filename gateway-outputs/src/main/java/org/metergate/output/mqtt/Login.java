// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import java.time.Duration;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;

/** The options of a connection: user, session and last will. */
final class Login {
  private static final int CONNECT_SECONDS = 10;

  /** For the network connection, and once more for the broker's answer. */
  static final Duration TIMEOUT = Duration.ofSeconds(2L * CONNECT_SECONDS);

  private static final int KEEP_ALIVE_SECONDS = 30;

  /** Far above what is ever sent at once: Paho counts acknowledged messages for some time. */
  private static final int MAX_IN_FLIGHT = 1000;

  private Login() {}

  /**
   * Returns the options for Paho.
   *
   * @param will what the broker publishes for us when the connection breaks.
   */
  static MqttConnectOptions of(MqttSettings settings, Publication will) {
    MqttConnectOptions options = new MqttConnectOptions();
    options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1); // no second try with 3.1
    options.setCleanSession(true);
    options.setAutomaticReconnect(false);
    options.setMaxInflight(MAX_IN_FLIGHT);
    options.setConnectionTimeout(CONNECT_SECONDS);
    options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
    options.setWill(will.topic(), will.payload(), 1, will.retained());
    settings.username().ifPresent(options::setUserName);
    settings.password().ifPresent(secret -> options.setPassword(secret.reveal().toCharArray()));
    settings.sockets().ifPresent(options::setSocketFactory);
    return options;
  }
}
