// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;
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

  @ParameterizedTest
  @CsvSource({
    "dns:elsewhere, 'elsewhere'",
    "'dns:broker.home,ip:192.168.1.7,dns:*.example.org', 'broker.home', '192.168.1.7', '*.example.org'"
  })
  void insistsOnTheHostNameAndSaysWhichNamesTheCertificateHas(ArgumentsAccessor arguments)
      throws Exception {
    TestCertificate elsewhere = TestCertificate.create(folder, arguments.getString(0));
    String names =
        arguments.toList().stream().skip(1).map(name -> "'" + name + "'").collect(joining(", "));
    try (MosquittoBroker broker = tls(elsewhere);
        MqttScene scene = new MqttScene(folder, url("mqtts", broker), ca(elsewhere))) {
      scene.deliver();
      assertEquals(
          distrust(
              broker,
              "it was issued for another host name: for "
                  + names
                  + ", not for '127.0.0.1'; if that is this server, set server-name to the name in"
                  + " the certificate"),
          scene.fault());
    }
  }

  @Test
  void saysThatACertificateHasNoAlternativeNames() throws Exception {
    TestCertificate nameless = TestCertificate.create(folder, "");
    try (MosquittoBroker broker = tls(nameless);
        MqttScene scene = new MqttScene(folder, url("mqtts", broker), ca(nameless))) {
      scene.deliver();
      assertEquals(
          distrust(
              broker,
              "it has no alternative names (it is for 'CN=test'), so it is for no server that could"
                  + " be compared with '127.0.0.1'; have it issued again with the server's name as"
                  + " an alternative name"),
          scene.fault());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "dns:broker.home,     broker.home,       true",
    "dns:broker.home,     Broker.Home,       true",
    "dns:broker.home,     broker,            false",
    "dns:*.example.org,   mqtt.example.org,  true",
    "dns:*.example.org,   a.b.example.org,   false",
    "dns:*.example.org,   example.org,       false",
    "ip:192.168.1.7,      192.168.1.7,       true",
    "ip:127.0.0.1,        broker.home,       false",
    "'',                  test,              false"
  })
  void expectsTheNameThatServerNameGives(String certified, String name, boolean good)
      throws Exception {
    TestCertificate certificate = TestCertificate.create(folder, certified);
    try (MosquittoBroker broker = tls(certificate);
        MqttScene scene =
            new MqttScene(
                folder, url("mqtts", broker), ca(certificate), "server-name: \"" + name + "\"")) {
      scene.deliver();
      scene.receive(1);
      scene.deliver();
      assertEquals(good ? 1 : 0, scene.runner.health().delivered());
      assertTrue(good || scene.fault().code().equals(MqttFindings.NOT_TRUSTED));
    }
  }

  @Test
  void trustsNoStrangerForTheRightServerName() throws Exception {
    TestCertificate own = TestCertificate.create(folder, "dns:broker.home");
    TestCertificate other = TestCertificate.create(folder, "ip:127.0.0.2");
    try (MosquittoBroker broker = tls(own);
        MqttScene scene =
            new MqttScene(folder, url("mqtts", broker), ca(other), "server-name: broker.home")) {
      scene.deliver();
      assertEquals(
          distrust(broker, "it is not signed by an authority that this machine trusts"),
          scene.fault());
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
