// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.spi.option.Secret;

class GatewayConfigTest {
  private static final String METER = "meters: { e: { driver: d, link: \"tcp:h:1\" } }\n";

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("gateway.yaml");
  }

  @Test
  void aConfigurationWithoutMetersIsGoodAndSaysSo() throws Exception {
    for (String text : List.of("meters:\n", "meters: {}\n", "web: { listen: \"127.0.0.1:1\" }\n")) {
      GatewayConfig config = load(text);
      assertEquals(List.of(), config.meters());
      assertEquals(1, config.warnings().size());
      assertTrue(config.warnings().get(0).contains("probe --all"), config.warnings().get(0));
    }
    assertEquals(List.of(), load(METER).warnings());
  }

  @Test
  void aMeterHasNoRoleUnlessItIsGivenOne() throws Exception {
    GatewayConfig config =
        load(
            """
            meters:
              roof: { role: solar, driver: d, link: "tcp:h:1" }
              main: { role: grid, driver: d, link: "tcp:h:2" }
              heat: { driver: d, link: "tcp:h:3" }
            """);
    assertEquals(
        List.of(MeterRole.SOLAR, MeterRole.GRID, MeterRole.NONE),
        config.meters().stream().map(MeterConfig::role).toList());
    ConfigException refused =
        assertThrows(
            ConfigException.class,
            () -> load("meters: { roof: { role: sun, driver: d, link: \"tcp:h:1\" } }\n"));
    assertTrue(refused.getMessage().contains("solar"), refused.getMessage());
  }

  @Test
  void readsWhatPeopleCallAMeter() throws Exception {
    GatewayConfig config =
        load(
            """
            meters:
              main: { label: " Elmåler, kælder ", driver: d, link: "tcp:h:1" }
              heat: { driver: d, link: "tcp:h:2" }
            """);
    assertEquals(
        List.of("Elmåler, kælder", ""), config.meters().stream().map(MeterConfig::label).toList());
    MeterConfig main = config.meters().get(0);
    MeterConfig renamed =
        load("meters: { main: { label: x, driver: d, link: \"tcp:h:1\" } }\n").meters().get(0);
    assertTrue(main.sameAs(renamed), "it is read as before");
  }

  @Test
  void refusesALabelOfSeveralLinesOrTooLong() {
    for (String label : List.of("a\\nb", "x".repeat(65))) {
      ConfigException refused =
          assertThrows(
              ConfigException.class,
              () ->
                  load(
                      "meters: { e: { label: \""
                          + label
                          + "\", driver: d, link: \"tcp:h:1\" } }\n"));
      assertTrue(refused.getMessage().contains("one line"), refused.getMessage());
    }
  }

  @Test
  void readsWholeConfiguration() throws Exception {
    secretFile("keys/gpk60", "5AD84121D9D20B364B7A11F3C1B5827F\n", "rw-------");
    GatewayConfig config =
        load(
            """
            gateway: { name: stairwell-3, time-zone: Europe/Copenhagen }
            meters:
              electricity:
                driver: omnipower-dlms
                link: "serial:/dev/ttyAMA0?request=dtr"
                options: { encryption-key: !file keys/gpk60, authentication-key: !env GPK61 }
              heat: { driver: multical-kmp, link: "tcp:10.0.0.7:4001" }
            outputs:
              home: { type: mqtt, url: "mqtts://broker:8883" }
            journal: { path: data/journal.db, sync: 10s }
            web: { listen: "[::1]:8081" }
            """);
    assertEquals("stairwell-3", config.name());
    assertEquals(ZoneId.of("Europe/Copenhagen"), config.timeZone());
    assertEquals(
        List.of("electricity", "heat"), config.meters().stream().map(MeterConfig::name).toList());
    MeterConfig electricity = config.meters().get(0);
    assertEquals("omnipower-dlms", electricity.driver());
    assertEquals("serial:/dev/ttyAMA0?request=dtr", electricity.link().toString());
    assertEquals(
        Map.of(
            "encryption-key", new Secret("5AD84121D9D20B364B7A11F3C1B5827F"),
            "authentication-key", new Secret("value of GPK61")),
        electricity.options());
    assertEquals(new Location(file, 3, "meters.electricity"), electricity.location());
    assertEquals(
        new Location(file, 6, "meters.electricity.options.encryption-key"),
        electricity.at("options.encryption-key"));
    assertEquals("mqtt", config.outputs().get(0).type());
    assertEquals(
        new JournalConfig(folder.resolve("data/journal.db"), Duration.ofSeconds(10)),
        config.journal());
    assertEquals(Optional.of(new WebConfig("::1", 8081)), config.web());
    assertEquals(List.of(), config.warnings());
  }

  @Test
  void fillsInWhatIsLeftOut() throws Exception {
    GatewayConfig config = load(METER + "web:\noutputs:\njournal:\ngateway:\n");
    assertEquals(HostName.own(), config.name());
    assertEquals(ZoneId.systemDefault(), config.timeZone());
    assertEquals(
        new JournalConfig(
            StandardJournal.of(name -> null, System.getProperty("user.home")),
            Duration.ofSeconds(60)),
        config.journal());
    assertEquals(Optional.of(new WebConfig("127.0.0.1", 8080)), config.web());
    assertEquals(Optional.empty(), load(METER).web());
  }

  @Test
  void readsTheUnitsOfThePage() throws Exception {
    assertEquals("home", load(METER + "web:\n").web().get().units());
    assertEquals("GJ", load(METER + "web: { heat: GJ }\n").web().get().heat());
    WebConfig meter = load(METER + "web: { units: meter }\n").web().get();
    assertEquals("meter", meter.units());
    for (String wrong : List.of("units: meters", "heat: Gcal", "units: meter, heat: GJ")) {
      assertThrows(ConfigException.class, () -> load(METER + "web: { " + wrong + " }\n"), wrong);
    }
  }

  @Test
  void readsHowLongToWaitForTheClock() throws Exception {
    assertEquals(Duration.ofMinutes(10), load(METER).journal().clockWait());
    assertEquals(Duration.ofMinutes(10), load(METER + "journal: {}\n").journal().clockWait());
    assertEquals(
        Duration.ZERO, load(METER + "journal: { clock-wait: 0s }\n").journal().clockWait());
  }

  @Test
  void readsHowMuchTheJournalKeeps() throws Exception {
    JournalConfig journal = load(METER + "journal: { keep-raw: 30d, max-size: 500MB }\n").journal();
    assertEquals(Duration.ofDays(30), journal.keepRaw());
    assertEquals(500_000_000L, journal.maxSize());
    assertEquals(Duration.ofDays(400), load(METER).journal().keepRaw());
    assertEquals(2_000_000_000L, load(METER).journal().maxSize());
    for (String size : List.of("5MB", "2TB", "much", "-1GB")) {
      ConfigException e =
          assertThrows(
              ConfigException.class, () -> load(METER + "journal: { max-size: " + size + " }\n"));
      assertTrue(e.problems().get(0).contains("journal.max-size"), e.problems().toString());
      assertTrue(e.problems().get(0).contains("16MB"), e.problems().toString());
    }
  }

  @Test
  void takesOptionsAsWritten() throws Exception {
    GatewayConfig config =
        load(
            """
            meters:
              e:
                driver: d
                link: "tcp:h:1"
                options:
                  a: 5E12000000000000
                  b: yes
                  c: 012
                  d: 1.50
                  e: "0x1F # no comment"
                  f: 2026-01-07
                  g: ""
                  h: null
            """);
    Map<String, Secret> options = config.meters().get(0).options();
    assertEquals(List.of("a", "b", "c", "d", "e", "f", "g", "h"), List.copyOf(options.keySet()));
    assertEquals(
        List.of(
            "5E12000000000000",
            "yes",
            "012",
            "1.50",
            "0x1F # no comment",
            "2026-01-07",
            "",
            "null"),
        options.values().stream().map(Secret::reveal).toList());
  }

  @Test
  void trimsOnlyTheFinalNewlineOfASecretFile() throws Exception {
    secretFile("keys/a", " pass word \r\n", "rw-------");
    secretFile("keys/b", "two\n\n", "rw-------");
    Map<String, Secret> options =
        load(withOptions("password: !file keys/a, key: !file keys/b")).meters().get(0).options();
    assertEquals(new Secret(" pass word "), options.get("password"));
    assertEquals(new Secret("two\n"), options.get("key"));
  }

  @Test
  void warnsOfSecretsThatOthersCanRead() throws Exception {
    secretFile("keys/all", "k", "rw----r--");
    secretFile("keys/owner", "k", "r--------");
    List<String> warnings =
        load(withOptions("encryption-key: !file keys/all, key: !file keys/owner")).warnings();
    assertEquals(
        List.of(
            file
                + ":1: meters.e.options.encryption-key: The file '"
                + folder.resolve("keys/all")
                + "' can be read by other users of this machine; run 'chmod 600' on it to prevent"
                + " that."),
        warnings);
  }

  @Test
  void aFileThatItsOwnGroupMayReadNeedsNoWarning() throws Exception {
    secretFile("keys/group", "k", "rw-r-----");
    assertEquals(List.of(), load(withOptions("encryption-key: !file keys/group")).warnings());
    load(METER + "outputs: { home: { type: mqtt, password: secret } }\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertEquals(List.of(), GatewayConfig.load(file).warnings());
  }

  @Test
  void warnsOfConfigurationWithKeysInItThatOthersCanRead() throws Exception {
    String warning =
        file
            + ": This file contains keys or passwords and can be read by other users of this"
            + " machine; run 'chmod 600' on it to prevent that.";
    String output = METER + "outputs: { home: { type: mqtt, password: secret } }\n";
    assertEquals(List.of(), load(output).warnings());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertEquals(List.of(warning), GatewayConfig.load(file).warnings());
    load(withOptions("encryption-key: 5AD84121D9D20B364B7A11F3C1B5827F"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw----r--"));
    assertEquals(List.of(warning), GatewayConfig.load(file).warnings());
    load(withOptions("energy-scale: 10, authentication-key: !env KEY"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertEquals(List.of(), GatewayReader.read(file, name -> "x").warnings());
  }

  @Test
  void neverPrintsSecrets() throws Exception {
    String printed = load(withOptions("encryption-key: 5AD84121D9D20B36")).toString();
    assertTrue(printed.contains("encryption-key"), printed);
    assertFalse(printed.contains("5AD84121"), printed);
    String outputs =
        load(METER + "outputs: { home: { type: mqtt, password: verysecret } }\n").toString();
    assertFalse(outputs.contains("verysecret"), outputs);
  }

  @Test
  void cleansHostNames() {
    assertEquals("raspberrypi", HostName.clean("raspberrypi.fritz.box\n"));
    assertEquals("k-che-2", HostName.clean("-küche 2-"));
    assertEquals("metergate", HostName.clean("\n"));
  }

  private static String withOptions(String options) {
    return "meters: { e: { driver: d, link: \"tcp:h:1\", options: { " + options + " } } }\n";
  }

  private GatewayConfig load(String yaml) throws Exception {
    Files.deleteIfExists(file);
    Files.writeString(file, yaml);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return GatewayReader.read(file, name -> "value of " + name);
  }

  private void secretFile(String name, String text, String permissions) throws IOException {
    Path path = folder.resolve(name);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void theStandardJournalIsWhereThisUserMayWrite() throws Exception {
    Path system = folder.resolve("system");
    Map<String, String> none = Map.of();
    Map<String, String> user = Map.of("XDG_STATE_HOME", "/xdg");
    Map<String, String> service =
        Map.of("STATE_DIRECTORY", "/state/one:/state/two", "XDG_STATE_HOME", "/xdg");
    Map<String, String> relative = Map.of("STATE_DIRECTORY", "state", "XDG_STATE_HOME", "xdg");
    Path home = Path.of("/home/me/.local/state/metergate/journal.db");
    assertEquals(home, StandardJournal.of(none::get, "/home/me", system));
    assertEquals(home, StandardJournal.of(relative::get, "/home/me", system));
    assertEquals(
        Path.of("/xdg/metergate/journal.db"), StandardJournal.of(user::get, "/home/me", system));
    Files.createFile(system); // a file is no folder
    assertEquals(home, StandardJournal.of(none::get, "/home/me", system));
    Files.delete(system);
    Files.createDirectory(system);
    assertEquals(system.resolve("journal.db"), StandardJournal.of(user::get, "/home/me", system));
    assertEquals(
        Path.of("/state/one/journal.db"), StandardJournal.of(service::get, "/home/me", system));
  }

  @Test
  @Timeout(20)
  void aPipeAsConfigurationOrKeyFileDoesNotWaitForEver() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    ConfigException whole = assertThrows(ConfigException.class, () -> GatewayConfig.load(pipe));
    assertTrue(whole.problems().get(0).contains("not a regular file"), whole.getMessage());
    ConfigException key =
        assertThrows(
            ConfigException.class,
            () ->
                load(
                    "meters: { a: { driver: d, link: \"tcp:h:1\","
                        + " options: { encryption-key: !file pipe } } }\n"));
    assertTrue(key.problems().get(0).contains("not a regular file"), key.getMessage());
  }

  @Test
  void moreMetersThanAGatewayReadsGetOneSentence() {
    StringBuilder text = new StringBuilder("meters:\n");
    for (int i = 0; i <= 1000; i++) {
      text.append("  m%d: { driver: d, link: \"tcp:h:%d\" }\n".formatted(i, i + 1));
    }
    ConfigException e = assertThrows(ConfigException.class, () -> load(text.toString()));
    assertEquals(1, e.problems().size(), e.getMessage());
    assertTrue(e.problems().get(0).contains("1000 at most"), e.getMessage());
  }

  @Test
  void neitherLongValuesNorControlCharactersAreRepeated() {
    String big = "x".repeat(900_000);
    for (String text :
        List.of(
            "meters: { a: { driver: d, link: \"" + big + "\" } }\n",
            "meters: { a: { driver: d, link: \"tcp:h:1\", " + big + ": 1 } }\n",
            METER + "gateway: { time-zone: " + big + " }\n",
            METER + "gateway: { time-zone: \"\\e[2J\\x9b31m\\u202e\" }\n",
            METER + "\"\\e]0;title\\a\": 1\n")) {
      ConfigException e = assertThrows(ConfigException.class, () -> load(text));
      for (String problem : e.problems()) {
        assertTrue(problem.length() < 2000, problem.length() + " characters");
        assertTrue(
            problem.codePoints().noneMatch(c -> Character.isISOControl(c) || c == 0x202E), problem);
      }
    }
  }
}
