// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.homeassistant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.config.GatewayConfig;
import org.metergate.spi.option.Secret;
import org.metergate.time.VirtualTime;

class HomeAssistantAppTest {
  private static final String METER =
      "{\"name\":\"heat\",\"driver\":\"multical-kmp\",\"device\":\"/dev/ttyUSB0\"}";
  private static final String PASSWORD = "Zo\\\"3 #: 'x'é";
  private static final String PASSWORD_TEXT = "Zo\"3 #: 'x'é";

  @TempDir Path data;
  private StandInSupervisor supervisor;
  private final List<String> log = new ArrayList<>();

  @BeforeEach
  void supervisor() throws IOException {
    supervisor = new StandInSupervisor();
  }

  @AfterEach
  void end() {
    supervisor.close();
  }

  private HomeAssistantApp app(String options) throws IOException {
    return app(options, supervisor.address(), StandInSupervisor.TOKEN, Duration.ofSeconds(30));
  }

  private HomeAssistantApp app(String options, URI address, String token, Duration patience)
      throws IOException {
    Files.writeString(data.resolve("options.json"), options);
    return new HomeAssistantApp(
        new AppFolder(data),
        Path.of("/config"),
        new Supervisor(address, new Secret(token), patience),
        new VirtualTime(Instant.EPOCH),
        log::add);
  }

  private static String options(String meters, String rest) {
    return "{\"name\":\"home\",\"meters\":[" + meters + "]" + rest + "}";
  }

  private static List<String> mistakes(HomeAssistantApp app) {
    return assertThrows(AppException.class, app::prepare).sentences();
  }

  private static String said(GatewayConfig config, String key) {
    return config.outputs().get(0).settings().optionalText(key).orElse("none");
  }

  @Test
  void theBrokerThatTheSupervisorNamesGetsAllReadings() throws Exception {
    supervisor.names("core-mosquitto", 1883, "addons", PASSWORD);
    GatewayConfig config = GatewayConfig.load(app(options(METER, "")).prepare());
    assertEquals("home", config.name());
    assertEquals("mqtt", config.outputs().get(0).type());
    assertEquals("mqtt://core-mosquitto:1883", said(config, "url"));
    assertEquals("addons", said(config, "username"));
    assertEquals("true", said(config, "home-assistant"));
    assertEquals(
        PASSWORD_TEXT, config.outputs().get(0).settings().secret("password").get().reveal());
    assertEquals("serial:/dev/ttyUSB0", config.meters().get(0).link().toString());
    assertEquals(data.resolve("journal.db"), config.journal().path());
    assertEquals(List.of(), config.warnings());
    assertEquals(List.of("The broker of Home Assistant is mqtt://core-mosquitto:1883."), log);
  }

  @Test
  void keysAndPasswordsAreInFilesOfTheirOwnerAlone() throws Exception {
    supervisor.names("b", 1883, "addons", PASSWORD);
    String meter = METER.replace("}", ",\"encryption-key\":\"5AD84121D9D20B364B7A11F3C1B5827F\"}");
    app(options(meter, "")).prepare();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(one -> !one.equals(data)).toList()) {
        String rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        boolean ours = !file.endsWith("options.json");
        assertTrue(!ours || rights.endsWith("------"), file + " " + rights);
      }
    }
    String text = Files.readString(data.resolve("gateway.yaml"));
    assertFalse(text.contains("5AD84121") || text.contains("Zo"), text);
    app(options(METER, ",\"mqtt\":{\"broker\":\"none\"}")).prepare();
    try (Stream<Path> left = Files.list(data.resolve("keys"))) {
      assertEquals(0, left.count(), "keys of options that are gone");
    }
  }

  @Test
  void withoutABrokerItSaysWhatToInstallAndRunsOn() throws Exception {
    supervisor.hasNoBroker();
    GatewayConfig config = GatewayConfig.load(app(options(METER, "")).prepare());
    assertEquals(List.of(), config.outputs());
    assertTrue(log.get(0).contains("Install the app 'Mosquitto broker'"), log.toString());
    assertEquals(1, supervisor.timesAsked(), "it has answered");
  }

  @Test
  void aBrokerThatIsInstalledLaterIsTakenUp() throws Exception {
    HomeAssistantApp app = app(options(METER, ""));
    supervisor.hasNoBroker();
    Path made = app.prepare();
    List<String> reloads = new ArrayList<>();
    BrokerWatch watch =
        new BrokerWatch(
            app,
            () -> reloads.add("") && reloads.size() > 1,
            new VirtualTime(Instant.EPOCH),
            log::add);
    watch.look();
    assertEquals(0, reloads.size(), "nothing has changed");
    supervisor.names("core-mosquitto", 1883, "addons", "first");
    watch.look();
    watch.look();
    assertEquals(2, reloads.size(), "the first one found no gateway");
    watch.look();
    assertEquals(2, reloads.size());
    assertEquals(1, GatewayConfig.load(made).outputs().size());
    supervisor.names("core-mosquitto", 1883, "addons", "second");
    watch.look();
    assertEquals(3, reloads.size(), "another password");
    assertEquals(
        "second",
        GatewayConfig.load(made).outputs().get(0).settings().secret("password").get().reveal());
    assertEquals(2, log.size(), "each state is said once: " + log);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401||refuses to name the broker (HTTP 401): restart the app",
        "403||refuses to name the broker (HTTP 403)",
        "302||cannot name the broker now: HTTP 302",
        "500||cannot name the broker now: HTTP 500",
        "200|{|cannot be understood",
        "200|[]|cannot be understood",
        "200|{\"result\":\"ok\",\"data\":{}}|cannot be understood",
        "200|{\"data\":{\"host\":\"a b\",\"port\":1}}|cannot be understood",
        "200|{\"data\":{\"host\":\"a\",\"port\":\"x\"}}|cannot be understood",
      })
  void anAnswerThatSaysNothingIsToldAndTheLastBrokerStays(int status, String body, String words)
      throws Exception {
    supervisor.names("core-mosquitto", 1883, "addons", "secret-of-before");
    app(options(METER, "")).prepare();
    log.clear();
    supervisor.answers(status, body == null ? "" : body);
    GatewayConfig config = GatewayConfig.load(app(options(METER, "")).prepare());
    assertEquals("mqtt://core-mosquitto:1883", said(config, "url"));
    assertTrue(log.get(0).contains(words), log.toString());
    assertFalse(log.toString().contains("secret-of-before"), log.toString());
  }

  @Test
  void aSupervisorThatIsAwayOrSilentDelaysTheStartByABoundedTime() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      for (URI address :
          List.of(
              URI.create("http://127.0.0.1:" + silent.getLocalPort()),
              URI.create("http://127.0.0.1:1"),
              URI.create("http://no-such-host.invalid"),
              URI.create("mailto:nobody"))) {
        HomeAssistantApp app =
            app(options(METER, ""), address, "token-of-the-app", Duration.ofSeconds(1));
        assertEquals(List.of(), GatewayConfig.load(app.prepare()).outputs());
      }
    }
    assertEquals(4, log.stream().filter(line -> line.contains("it is asked again")).count());
    assertFalse(log.toString().contains("token-of-the-app"), log.toString());
  }

  @Test
  void anAnswerWithoutEndIsGivenUp() throws Exception {
    supervisor.answers(200, "{" + " ".repeat(100_000) + "}");
    app(options(METER, "")).prepare();
    assertTrue(log.get(0).contains("cannot be understood"), log.toString());
  }

  @Test
  void anotherBrokerOrNoneIsTheUsersChoice() throws Exception {
    String own =
        ",\"mqtt\":{\"broker\":\"own\",\"url\":\"mqtts://broker:8883\",\"username\":\"u\","
            + "\"password\":\"pass word\",\"base-topic\":\"meters\",\"units\":\"meter\"}";
    GatewayConfig config = GatewayConfig.load(app(options(METER, own)).prepare());
    assertEquals("mqtts://broker:8883", said(config, "url"));
    assertEquals("meters", said(config, "base-topic"));
    app(options(METER, ",\"mqtt\":{\"broker\":\"none\",\"url\":\"\"}")).prepare();
    assertEquals(0, supervisor.timesAsked());
  }

  @Test
  void linesOfAdvancedAddWhatTheFormHasNot() throws Exception {
    supervisor.hasNoBroker();
    String lines =
        ",\"advanced\":[\"# a remark\",\"\",\"outputs.flux: { type: influxdb, url: 'http://h:8086',"
            + " token: !file flux-token }\",\"outputs.flux.bucket: home\","
            + "\"meters.heat.options.registers: +volume\",\"journal.keep-raw: 100d\","
            + "\"web.names: [ a.example, b.example ]\"]";
    HomeAssistantApp app = app(options(METER, lines));
    app.prepare();
    String text = String.join("\n", app.lines());
    assertTrue(text.contains("\"token\": !file \"/config/flux-token\""), text);
    assertTrue(text.contains("    \"bucket\": \"home\""), text);
    assertTrue(text.contains("      \"registers\": \"+volume\""), text);
    assertTrue(text.contains("  \"names\": [\"a.example\", \"b.example\"]"), text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "journal.path: /tmp/j|advanced 1: 'journal.path' is set by the app itself.",
        "web: { listen: '0.0.0.0:80' }|advanced 1: 'web.listen' is set by the app itself.",
        "meters.heat.link: tcp:a:1|advanced 1: 'meters.heat.link' is set already, by the option"
            + " 'meters 1 (heat), device'.",
        "meters: none|advanced 1: 'meters' has keys below it",
        "meters.heat|advanced 1: A line is a key with its path",
        "a: { b: [ }|advanced 1: The value is not well-formed",
        "a: !python/x y|advanced 1: The only words with '!' are !file and !env.",
        "a: { b: 1, b: 2 }|advanced 1: A key in the value is there twice.",
        "a: *x|advanced 1: The value is not well-formed",
      })
  void aLineThatCannotBeTakenIsNamed(String line, String words) throws Exception {
    supervisor.hasNoBroker();
    String json = line.replace("\"", "\\\"");
    List<String> mistakes = mistakes(app(options(METER, ",\"advanced\":[\"" + json + "\"]")));
    assertTrue(mistakes.get(0).contains(words), mistakes.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"meters\":{}}|Options: meters: This must be a list of meters.",
        "{\"meters\":[1]}|Options: meters 1: A meter has a name, a driver and a device or a link.",
        "{\"meters\":[{}]}|Options: meters 1: This meter has no name.",
        "{\"meters\":[{\"name\":\"a\"}]}|Options: meters 1 (a): Choose the device",
        "{\"meters\":[{\"name\":\"a\",\"device\":\"/d\",\"link\":\"tcp:a:1\"}]}|Options: meters 1"
            + " (a): Choose a device or write a link, not both",
        "{\"meters\":[{\"name\":\"a\",\"link\":\"tcp:a:1\",\"drivr\":\"x\"}]}|Options: meters 1"
            + " (a): There is no option 'drivr'; did you mean 'driver'?",
        "{\"metres\":[]}|Options: There is no option 'metres'; did you mean 'meters'?",
        "{\"mqtt\":{\"broker\":\"own\"}}|Options: mqtt, url: Your own broker needs an address",
        "{\"mqtt\":{\"broker\":\"mine\"}}|Options: mqtt, broker: There is no broker 'mine'",
        "{\"mqtt\":{\"url\":\"mqtt://a\"}}|Options: mqtt, url: This is for the broker 'own'",
        "{\"mqtt\":1}|Options: mqtt: This must be a set of options.",
        "{\"advanced\":\"a\"}|Options: advanced: This must be a list of lines.",
        "{\"name\":[]}|Options: name: This must be a single value.",
      })
  void aMistakeOfTheOptionsIsSaidInTheirWords(String options, String words) throws Exception {
    supervisor.hasNoBroker();
    List<String> mistakes = mistakes(app(options));
    assertTrue(mistakes.stream().anyMatch(one -> one.startsWith(words)), mistakes.toString());
  }

  @Test
  void twoMetersOfOneNameAreAMistake() throws Exception {
    supervisor.hasNoBroker();
    assertEquals(
        List.of("Options: meters 2 (heat), name: Another meter has this name already."),
        mistakes(app(options(METER + "," + METER, ""))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{\"meters\":", "{} {}", "{\"a\":1,\"a\":2}", "\0\1"})
  void aFileOfOptionsThatIsDamagedIsNamed(String text) throws Exception {
    List<String> mistakes = mistakes(app(text));
    assertTrue(mistakes.get(0).contains("options.json"), mistakes.toString());
    assertEquals(0, supervisor.timesAsked());
    assertFalse(Files.exists(data.resolve("gateway.yaml")));
  }

  @Test
  void withoutOptionsThereIsASentence() {
    HomeAssistantApp app =
        HomeAssistantApp.of(
            data,
            Path.of("/config"),
            supervisor.address(),
            new Secret(""),
            new VirtualTime(Instant.EPOCH),
            log::add);
    assertTrue(mistakes(app).get(0).contains("options.json"), "names the file");
  }
}
