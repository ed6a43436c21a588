// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.junit.jupiter.api.Test;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.option.Secret;

/** The failures that no broker can be made to show on demand; the others are tested with one. */
class ConnectFailureTest {

  @Test
  void namesTheAnswersOfTheBroker() {
    assertEquals(MqttFindings.LOGIN_REFUSED.with("broker", "b:1883", "user", "me"), of(4));
    assertEquals(MqttFindings.LOGIN_REFUSED.with("broker", "b:1883", "user", "me"), of(5));
    assertEquals(MqttFindings.CLIENT_REFUSED.with("broker", "b:1883", "client", "c"), of(2));
    assertEquals(unreachable("it does not speak MQTT 3.1.1"), of(1));
    assertEquals(unreachable("it reports that it is not available now"), of(3));
    assertEquals(unreachable("no MQTT broker answers there"), of(32000));
  }

  @Test
  void namesTroubleOnTheWay() {
    assertEquals(
        unreachable("there is no route to this host"), of(new NoRouteToHostException("No route")));
    assertEquals(unreachable("it does not answer"), of(new SocketTimeoutException("timed out")));
    assertEquals(unreachable("no MQTT broker answers there"), of(new IOException("else")));
  }

  @Test
  void looksBehindAFailedHandshakeForTheDateOfTheCertificate() {
    assertEquals(
        distrust("it has expired, or the clock of this machine is wrong"),
        of(handshake(new CertificateExpiredException("NotAfter"))));
    assertEquals(
        distrust("it is not valid yet, or the clock of this machine is wrong"),
        of(handshake(new CertificateNotYetValidException("NotBefore"))));
  }

  private static IOException handshake(Exception why) {
    SSLHandshakeException handshake = new SSLHandshakeException("PKIX path validation failed");
    handshake.initCause(new CertPathValidatorException("validity check failed", why));
    return handshake;
  }

  private static Finding of(int code) {
    return ConnectFailure.of(new MqttException(code), settings());
  }

  private static Finding of(IOException cause) {
    return ConnectFailure.of(
        new MqttException(MqttException.REASON_CODE_SERVER_CONNECT_ERROR, cause), settings());
  }

  private static Finding unreachable(String reason) {
    return MqttFindings.UNREACHABLE.with("broker", "b:1883", "reason", reason);
  }

  private static Finding distrust(String reason) {
    return MqttFindings.NOT_TRUSTED.with("broker", "b:1883", "reason", reason);
  }

  private static MqttSettings settings() {
    return new MqttSettings(
        new Broker("b", 1883, false),
        Optional.of("me"),
        Optional.of(new Secret("verysecret")),
        "c",
        "metergate",
        1,
        Optional.empty(),
        true,
        MqttContent.PLAIN);
  }
}
