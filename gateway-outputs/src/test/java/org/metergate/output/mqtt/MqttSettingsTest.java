// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.config.ConfigException;
import org.metergate.config.GatewayConfig;
import org.metergate.output.homeassistant.DiscoveryForm;
import org.metergate.spi.option.Secret;
import org.metergate.testing.TestCertificate;

class MqttSettingsTest {
  @TempDir Path folder;

  @Test
  void readsHowDevicesAreAnnounced() throws Exception {
    assertEquals(Optional.empty(), form("home-assistant: false"));
    assertEquals(Optional.of(DiscoveryForm.DEVICES), form("home-assistant: true"));
    assertEquals(Optional.of(DiscoveryForm.DEVICES), form("home-assistant: devices"));
    assertEquals(Optional.of(DiscoveryForm.COMPONENTS), form("home-assistant: components"));
    assertTrue(read("url: mqtt://b", "retain: true").content().retain());
  }

  private Optional<DiscoveryForm> form(String line) throws Exception {
    return read("url: mqtt://b", line).content().discovery().map(MqttContent.Discovery::form);
  }

  @Test
  void fillsInWhatIsLeftOut() throws Exception {
    MqttSettings settings = read("url: mqtt://broker");
    assertEquals(new Broker("broker", 1883, false), settings.broker());
    assertEquals("metergate-attic", settings.clientId());
    assertEquals("metergate", settings.baseTopic());
    assertEquals(1, settings.qos());
    assertTrue(settings.username().isEmpty() && settings.sockets().isEmpty());
  }

  @Test
  void readsEverythingThatCanBeSet() throws Exception {
    MqttSettings settings =
        read(
            "url: 'mqtts://broker:8884'",
            "username: me",
            "password: verysecret",
            "client-id: c",
            "base-topic: house/meters",
            "qos: 2");
    assertEquals(new Broker("broker", 8884, true), settings.broker());
    assertEquals(Optional.of("me"), settings.username());
    assertEquals(Optional.of(new Secret("verysecret")), settings.password());
    assertEquals("c", settings.clientId());
    assertEquals("house/meters", settings.baseTopic());
    assertEquals(2, settings.qos());
    assertTrue(settings.sockets().isPresent());
    assertFalse(settings.toString().contains("verysecret"));
  }

  @ParameterizedTest
  @CsvSource({
    "mqtt://broker, tcp://broker:1883",
    "tcp://10.0.0.7:1884/, tcp://10.0.0.7:1884",
    "mqtts://broker, ssl://broker:8883",
    "SSL://broker:1, ssl://broker:1",
    "mqtt://[::1]:1883, tcp://[::1]:1883",
  })
  void readsAddressesInAllTheirForms(String url, String server) {
    assertEquals(server, Broker.parse(url).serverUri());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mqtt://home_broker | 'home_broker' is not a valid host name; use letters, digits, - and"
            + " dots.",
        "mqtt://a..b | 'a..b' is not a valid host name; use letters, digits, - and dots.",
        "mqtt://broker:99999 | The port must be a number from 1 to 65535.",
        "mqtt://me:verysecret@broker | User name and password do not belong here; they have keys"
            + " of their own.",
      })
  void refusesWrongHostsAndPortsAndNeverRepeatsAPassword(String url, String sentence) {
    assertEquals(List.of(":4: outputs.home.url: " + sentence), problems("url: '" + url + "'"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "broker:1883",
        "http://broker",
        "mqtt://bro ker",
        "mqtt://broker/topic",
        "mqtt://broker?x=1",
        "mqtt://",
        "mqtt://broker:",
        "mqtt://[::1",
        "mqtt://broker:123456"
      })
  void refusesWhatIsNoAddress(String url) {
    assertEquals(
        List.of(
            ":4: outputs.home.url: This is not the address of a broker, such as"
                + " mqtt://broker:1883 or mqtts://broker:8883."),
        problems("url: '" + url + "'"));
  }

  @Test
  void tellsAllMistakesAtOnce() throws Exception {
    Files.writeString(folder.resolve("no.pem"), "nothing\n");
    assertEquals(
        List.of(
            ":3: outputs.home.url: This key is missing.",
            ":4: outputs.home.password: A password needs a username as well.",
            ":5: outputs.home.client-id: This must have 1 to 128 bytes.",
            ":6: outputs.home.base-topic: This must be a topic without +, #, and without / at its"
                + " ends.",
            ":7: outputs.home.qos: This must be a whole number from 0 to 2.",
            ":8: outputs.home.ca: The file '/no.pem' holds no certificate in PEM form."),
        problems(
            "password: verysecret",
            "client-id: ''",
            "base-topic: 'a/+/b'",
            "qos: 3",
            "ca: no.pem"));
  }

  @Test
  void refusesACertificateWhereThereIsNoTlsOrNoFile() {
    assertEquals(
        List.of(
            ":5: outputs.home.ca: This is only of use with an address that begins with mqtts://."),
        problems("url: mqtt://broker", "ca: ca.pem"));
    assertEquals(
        List.of(":5: outputs.home.ca: The file '/ca.pem' cannot be read."),
        problems("url: mqtts://broker", "ca: ca.pem"));
  }

  @Test
  void refusesAClientCertificateWithoutItsOwnKey() throws Exception {
    TestCertificate one = TestCertificate.create(folder, "dns:one");
    TestCertificate other = TestCertificate.create(folder, "dns:other");
    String url = "url: mqtts://broker";
    String certificate = "client-certificate: " + one.certificate();
    assertTrue(read(url, certificate, "client-key: " + one.key()).sockets().isPresent());
    String key = "outputs.home.client-key: ";
    String both = "outputs.home.client-certificate: client-certificate and client-key must";
    assertTrue(problems(url, certificate, "client-key: " + other.key()).get(0).contains(key));
    assertTrue(problems(url, certificate, "client-key: " + one.certificate()).get(0).contains(key));
    assertTrue(problems(url, certificate).get(0).contains(both));
    assertTrue(
        problems(url, "client-certificate: no.crt", "client-key: no.key")
            .get(0)
            .contains("cannot be read"));
  }

  @Test
  void readsWhatIsToBeSent() throws Exception {
    assertEquals(MqttContent.PLAIN, read("url: mqtt://broker").content());
    assertEquals(
        new MqttContent(
            Duration.ofMinutes(1),
            true,
            true,
            false,
            Optional.of(new MqttContent.Discovery("ha", DiscoveryForm.DEVICES))),
        read(
                "url: mqtt://broker",
                "every: 1min",
                "topic-per-value: true",
                "raw: true",
                "home-assistant: true",
                "discovery-prefix: ha")
            .content());
  }

  @Test
  void refusesADiscoveryPrefixThatIsOfNoUse() {
    String url = "url: mqtt://broker";
    assertEquals(1, problems(url, "discovery-prefix: ha").size());
    assertEquals(1, problems(url, "home-assistant: true", "discovery-prefix: 'a/#'").size());
    assertEquals(1, problems(url, "home-assistant: true", "discovery-prefix: metergate").size());
  }

  @ParameterizedTest
  @CsvSource({"/a", "a/", "'#'", "$SYS", "''", "a#b"})
  void refusesBaseTopicsThatAreNone(String topic) {
    assertEquals(1, problems("url: mqtt://broker", "base-topic: '" + topic + "'").size());
  }

  private List<String> problems(String... lines) {
    return assertThrows(ConfigException.class, () -> read(lines)).problems().stream()
        .map(problem -> problem.replace(folder + "/gateway.yaml", "").replace(folder + "", ""))
        .toList();
  }

  private MqttSettings read(String... lines) throws Exception {
    Path file = folder.resolve("gateway.yaml");
    Files.writeString(
        file,
        "meters: { e: { driver: d, link: \"tcp:h:1\" } }\noutputs:\n  home:\n    "
            + String.join("\n    ", lines)
            + "\n    type: mqtt\n");
    return MqttSettings.read(GatewayConfig.load(file).outputs().get(0).settings(), "attic");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipe", "/dev/zero", "."})
  @Timeout(20)
  void whatIsNoRegularFileIsRefusedWithoutReadingIt(String name) throws Exception {
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    Path file = folder.resolve(name).normalize();
    TestCertificate own = TestCertificate.create(folder, "dns:one");
    String url = "url: mqtts://broker";
    String refusal = ("'" + file + "' is not").replace(folder + "", "");
    assertTrue(problems(url, "ca: " + file).get(0).contains(refusal));
    assertTrue(
        problems(url, "client-certificate: " + file, "client-key: " + own.key())
            .get(0)
            .contains(refusal));
    assertTrue(
        problems(url, "client-certificate: " + own.certificate(), "client-key: " + file)
            .get(0)
            .contains(refusal));
  }
}
