// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.spi.finding.Finding;
import org.metergate.testing.MosquittoBroker;
import org.metergate.testing.MqttSubscriber;
import org.metergate.testing.TestCertificate;

@Tag("broker")
@Timeout(60)
class MqttLoginTest {
  @TempDir Path folder;

  @Test
  void logsInWithUserAndPassword() throws Exception {
    try (MosquittoBroker broker = new MosquittoBroker(folder).withLogin("me", "right").start();
        MqttScene scene =
            new MqttScene(folder, url("mqtt", broker), "username: me", "password: right")) {
      MqttConnectOptions login = new MqttConnectOptions();
      login.setUserName("me");
      login.setPassword("right".toCharArray());
      scene.deliver();
      try (MqttSubscriber subscriber = new MqttSubscriber(broker.port(), login)) {
        assertEquals("online", subscriber.next().payload());
      }
    }
  }

  @Test
  void namesTheUserButNeverThePasswordWhenTheLoginIsRefused() throws Exception {
    try (MosquittoBroker broker = new MosquittoBroker(folder).withLogin("me", "right").start();
        MqttScene scene =
            new MqttScene(folder, url("mqtt", broker), "username: me", "password: wrong")) {
      scene.deliver();
      scene.receive();
      scene.deliver();
      Finding fault = scene.fault();
      assertEquals(MqttFindings.LOGIN_REFUSED.with("broker", host(broker), "user", "me"), fault);
      assertFalse(fault.toString().contains("wrong"));
      assertEquals(0, scene.journal.cursors().of("home").orElseThrow());
    }
  }

  @Test
  void saysThatTheBrokerWantsALogin() throws Exception {
    try (MosquittoBroker broker = new MosquittoBroker(folder).withLogin("me", "right").start();
        MqttScene scene = new MqttScene(folder, url("mqtt", broker))) {
      scene.deliver();
      assertEquals(MqttFindings.NOT_AUTHORISED.with("broker", host(broker)), scene.fault());
    }
  }

  @Test
  void trustsTheCertificateThatItWasGiven() throws Exception {
    TestCertificate own = TestCertificate.create(folder, "ip:127.0.0.1");
    try (MosquittoBroker broker = tls(own);
        MqttScene scene = new MqttScene(folder, url("mqtts", broker), ca(own))) {
      scene.deliver();
      scene.receive(1);
      scene.deliver();
      assertEquals(1, scene.runner.health().delivered());
    }
  }

  @Test
  void trustsNobodyElse() throws Exception {
    TestCertificate own = TestCertificate.create(folder, "ip:127.0.0.1");
    TestCertificate other = TestCertificate.create(folder, "ip:127.0.0.2");
    try (MosquittoBroker broker = tls(own);
        MqttScene system = new MqttScene(folder, url("mqtts", broker));
        MqttScene scene = new MqttScene(folder, url("mqtts", broker), ca(other))) {
      String stranger = "it is not signed by an authority that this machine trusts";
      system.deliver();
      assertEquals(distrust(broker, stranger), system.fault());
      scene.deliver();
      assertEquals(distrust(broker, stranger), scene.fault());
    }
  }

  @Test
  void insistsOnTheHostName() throws Exception {
    TestCertificate elsewhere = TestCertificate.create(folder, "dns:elsewhere");
    try (MosquittoBroker broker = tls(elsewhere);
        MqttScene scene = new MqttScene(folder, url("mqtts", broker), ca(elsewhere))) {
      scene.deliver();
      assertEquals(distrust(broker, "it was issued for another host name"), scene.fault());
    }
  }

  @Test
  void provesWhoItIsWithACertificateOfItsOwn() throws Exception {
    TestCertificate own = TestCertificate.create(folder, "ip:127.0.0.1");
    TestCertificate client = TestCertificate.create(folder, "dns:gateway");
    try (MosquittoBroker broker =
            new MosquittoBroker(folder)
                .withTls(own.certificate(), own.key())
                .withClientCertificates(client.certificate())
                .start();
        MqttScene scene =
            new MqttScene(
                folder,
                url("mqtts", broker),
                ca(own),
                "client-certificate: " + client.certificate(),
                "client-key: " + client.key());
        MqttScene without = new MqttScene(folder, url("mqtts", broker), ca(own))) {
      scene.deliver();
      scene.receive(1);
      scene.deliver();
      assertEquals(1, scene.runner.health().delivered());
      without.deliver();
      assertEquals(MqttFindings.CERTIFICATE_REFUSED.with("broker", host(broker)), without.fault());
    }
  }

  @Test
  void noticesThatTheBrokerDropsWhatItAcknowledges() throws Exception {
    try (MosquittoBroker broker =
            new MosquittoBroker(folder)
                .withLogin("me", "right")
                .withAccess("user me", "topic read #", "topic write house/#")
                .start();
        MqttScene refused =
            new MqttScene(folder, url("mqtt", broker), "username: me", "password: right");
        MqttScene allowed =
            new MqttScene(
                folder,
                url("mqtt", broker),
                "username: me",
                "password: right",
                "base-topic: house",
                "client-id: other")) {
      refused.deliver();
      refused.receive(1);
      refused.deliver();
      assertEquals(
          MqttFindings.TOPIC_REFUSED.with(
              "broker", host(broker), "user", "me", "topic", "metergate/attic"),
          refused.fault());
      assertEquals(1, refused.runner.health().queued(), "nothing is lost");
      allowed.deliver();
      allowed.receive(1);
      allowed.deliver();
      assertEquals(1, allowed.runner.health().delivered());
    }
  }

  @Test
  void takesTheBrokersWordWhereItMayOnlyWrite() throws Exception {
    try (MosquittoBroker broker =
            new MosquittoBroker(folder)
                .withLogin("me", "right")
                .withAccess("user me", "topic write metergate/#")
                .start();
        MqttScene scene =
            new MqttScene(
                folder, url("mqtt", broker), "username: me", "password: right", "confirm: false")) {
      scene.deliver();
      scene.receive(1);
      scene.deliver();
      assertEquals(1, scene.runner.health().delivered());
    }
  }

  @Test
  void saysWhenAPortIsForTlsOrIsNot() throws Exception {
    TestCertificate own = TestCertificate.create(folder, "ip:127.0.0.1");
    try (MosquittoBroker plain = new MosquittoBroker(folder).start();
        MqttScene scene = new MqttScene(folder, url("mqtts", plain))) {
      scene.deliver();
      assertEquals(
          unreachable(plain, "the encrypted connection fails; perhaps this port is not for TLS"),
          scene.fault());
    }
    try (MosquittoBroker broker = tls(own);
        MqttScene scene = new MqttScene(folder, url("mqtt", broker))) {
      scene.deliver();
      assertEquals(
          unreachable(broker, "it closes the connection at once; perhaps this port is for TLS"),
          scene.fault());
    }
  }

  @Test
  void saysWhenThereIsNoSuchHost() throws Exception {
    try (MqttScene scene = new MqttScene(folder, "url: mqtt://nowhere.invalid")) {
      scene.deliver();
      assertEquals(
          MqttFindings.UNREACHABLE.with(
              "broker", "nowhere.invalid:1883", "reason", "no host of this name is known"),
          scene.fault());
    }
  }

  private MosquittoBroker tls(TestCertificate certificate) throws Exception {
    return new MosquittoBroker(folder)
        .withTls(certificate.certificate(), certificate.key())
        .start();
  }

  private static String url(String scheme, MosquittoBroker broker) {
    return "url: " + scheme + "://" + host(broker);
  }

  private static String ca(TestCertificate certificate) {
    return "ca: " + certificate.certificate();
  }

  private static String host(MosquittoBroker broker) {
    return "127.0.0.1:" + broker.port();
  }

  private static Finding distrust(MosquittoBroker broker, String reason) {
    return MqttFindings.NOT_TRUSTED.with("broker", host(broker), "reason", reason);
  }

  private static Finding unreachable(MosquittoBroker broker, String reason) {
    return MqttFindings.UNREACHABLE.with("broker", host(broker), "reason", reason);
  }
}
