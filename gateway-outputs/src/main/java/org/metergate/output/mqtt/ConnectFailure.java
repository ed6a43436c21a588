// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import org.eclipse.paho.client.mqttv3.MqttException;
import org.metergate.output.NetworkFailure;
import org.metergate.spi.finding.Finding;

/** Derives from an exception why no connection could be made. */
final class ConnectFailure {
  private ConnectFailure() {}

  /**
   * Returns the cause. Codes 1 to 5 are those of MQTT 3.1.1, table 3.1; Mosquitto answers a wrong
   * password with 5, not with 4.
   */
  static Finding of(Throwable failure, MqttSettings settings) {
    int code = failure instanceof MqttException mqtt ? mqtt.getReasonCode() : -1;
    return switch (code) {
      case MqttException.REASON_CODE_FAILED_AUTHENTICATION,
          MqttException.REASON_CODE_NOT_AUTHORIZED ->
          settings
              .username()
              .map(
                  user ->
                      MqttFindings.LOGIN_REFUSED.with("broker", settings.broker(), "user", user))
              .orElseGet(() -> MqttFindings.NOT_AUTHORISED.with("broker", settings.broker()));
      case MqttException.REASON_CODE_INVALID_CLIENT_ID ->
          MqttFindings.CLIENT_REFUSED.with(
              "broker", settings.broker(), "client", settings.clientId());
      case MqttException.REASON_CODE_INVALID_PROTOCOL_VERSION ->
          unreachable(settings, "it does not speak MQTT 3.1.1");
      case MqttException.REASON_CODE_BROKER_UNAVAILABLE ->
          unreachable(settings, "it reports that it is not available now");
      default -> ofCause(failure, settings);
    };
  }

  private static Finding ofCause(Throwable failure, MqttSettings settings) {
    boolean tls = settings.broker().tls();
    if (NetworkFailure.isAboutOurCertificate(failure)) {
      return MqttFindings.CERTIFICATE_REFUSED.with("broker", settings.broker());
    }
    return NetworkFailure.distrust(failure)
        .map(reason -> MqttFindings.NOT_TRUSTED.with("broker", settings.broker(), "reason", reason))
        .orElseGet(
            () ->
                unreachable(
                    settings,
                    NetworkFailure.reason(failure, tls).orElse("no MQTT broker answers there")));
  }

  private static Finding unreachable(MqttSettings settings, String reason) {
    return MqttFindings.UNREACHABLE.with("broker", settings.broker(), "reason", reason);
  }
}
