// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.output.mqtt;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.metergate.spi.finding.Finding;

/** Finds out from an exception why no connection came about. */
final class ConnectFailure {
  private ConnectFailure() {}

  /**
   * Names the cause. Codes 1 to 5 are those of MQTT 3.1.1, table 3.1; Mosquitto answers a wrong
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
          unreachable(settings, "it says that it is not available now");
      default -> ofCause(failure, settings);
    };
  }

  private static Finding ofCause(Throwable failure, MqttSettings settings) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      causes.add(0, cause); // the innermost knows best
    }
    boolean tls = settings.broker().tls();
    if (causes.stream().anyMatch(ConnectFailure::isAboutOurCertificate)) {
      return MqttFindings.CERTIFICATE_REFUSED.with("broker", settings.broker());
    }
    Optional<String> distrust = causes.stream().flatMap(ConnectFailure::distrust).findFirst();
    return distrust
        .map(reason -> MqttFindings.NOT_TRUSTED.with("broker", settings.broker(), "reason", reason))
        .orElseGet(
            () ->
                unreachable(
                    settings,
                    causes.stream()
                        .flatMap(cause -> reason(cause, tls))
                        .findFirst()
                        .orElse("no MQTT broker answers there")));
  }

  /** An alert that the broker sent, by its name in RFC 8446, section 6.2. */
  private static boolean isAboutOurCertificate(Throwable cause) {
    return cause instanceof SSLException
        && String.valueOf(cause.getMessage())
            .matches(
                "(?s).*Received fatal alert: (certificate_required|bad_certificate|unknown_ca"
                    + "|certificate_unknown|certificate_expired|certificate_revoked"
                    + "|unsupported_certificate|access_denied|handshake_failure).*");
  }

  private static Stream<String> distrust(Throwable cause) {
    if (cause instanceof CertificateExpiredException) {
      return Stream.of("it has expired, or the clock of this machine is wrong");
    } else if (cause instanceof CertificateNotYetValidException) {
      return Stream.of("it is not valid yet, or the clock of this machine is wrong");
    } else if (cause instanceof CertPathBuilderException
        || cause instanceof CertPathValidatorException) {
      return Stream.of("nobody whom this machine knows has signed it");
    } else if (cause instanceof CertificateException) {
      return Stream.of("it was made for another host name");
    }
    return Stream.empty();
  }

  private static Stream<String> reason(Throwable cause, boolean tls) {
    if (cause instanceof UnknownHostException) {
      return Stream.of("no host of this name is known");
    } else if (cause instanceof NoRouteToHostException) {
      return Stream.of("there is no way to this host");
    } else if (cause instanceof SocketTimeoutException) {
      return Stream.of("it does not answer");
    } else if (cause instanceof ConnectException) {
      return Stream.of("nothing listens on this port");
    } else if (cause instanceof SSLException
        || cause instanceof SocketException
        || cause instanceof EOFException) {
      return Stream.of(
          tls
              ? "the encrypted connection fails; perhaps this port is not for TLS"
              : "it closes the connection at once; perhaps this port is for TLS");
    }
    return Stream.empty();
  }

  private static Finding unreachable(MqttSettings settings, String reason) {
    return MqttFindings.UNREACHABLE.with("broker", settings.broker(), "reason", reason);
  }
}
