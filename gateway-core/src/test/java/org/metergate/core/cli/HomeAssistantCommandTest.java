// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.core.plugin.ShippedJars;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class HomeAssistantCommandTest {
  private static final String KEY = "5AD84121D9D20B364B7A11F3C1B5827F";

  /** A good value of each option of a meter that is no list of words. */
  private static final Map<String, String> VALUES =
      Map.of(
          "encryption-key", KEY,
          "authentication-key", "3B84D121D9D20B364B7A11F3C1B5827F",
          "interval", "1h",
          "address", "17",
          "quantity", "energy_import",
          "pulses-per-unit", "1000",
          "unit", "kWh",
          "start", "12.5");

  private static final Map<String, List<String>> DRIVERS =
      Map.of(
          "omnipower-dlms", List.of("encryption-key", "authentication-key", "energy-scale"),
          "p1-dtr", List.of("encryption-key", "authentication-key", "mode", "interval"),
          "multical-kmp", List.of("model", "supply", "interval"),
          "mbus", List.of("address", "customer-number", "interval"),
          "pulse-gpio",
              List.of("quantity", "pulses-per-unit", "unit", "start", "contact", "interval"));

  @TempDir static Path home;
  private static String usualHome;

  @TempDir Path data;

  /** The app has the drivers that come as jars too. */
  @BeforeAll
  static void putTheJarsBesideTheProgram() throws IOException {
    ShippedJars.into(Files.createDirectories(home.resolve("drivers")));
    usualHome = System.getProperty("metergate.home");
    System.setProperty("metergate.home", home.toString());
  }

  @AfterAll
  static void restoreTheUsualHome() {
    if (usualHome == null) {
      System.clearProperty("metergate.home");
    } else {
      System.setProperty("metergate.home", usualHome);
    }
  }

  private Run check(String options) throws IOException {
    Files.writeString(data.resolve("options.json"), options);
    return Run.of("home-assistant", "--check", "--data", data.toString());
  }

  private static String meter(String name, String driver, Map<String, String> options) {
    String more =
        options.entrySet().stream()
            .map(one -> ",\"" + one.getKey() + "\":\"" + one.getValue() + "\"")
            .collect(Collectors.joining());
    String link = driver.equals("pulse-gpio") ? "gpio:22?pull=up" : "tcp:host:2000";
    return "{\"name\":\"%s\",\"driver\":\"%s\",\"link\":\"%s\"%s}"
        .formatted(name, driver, link.replace("2000", "20" + (10 + name.length())), more);
  }

  private static String options(List<String> meters) {
    return "{\"meters\":[" + String.join(",", meters) + "],\"mqtt\":{\"broker\":\"none\"}}";
  }

  private static Map<?, ?> metersOfSchema() throws IOException {
    String text = Files.readString(Path.of("../packaging/home-assistant/metergate/config.yaml"));
    Map<?, ?> config = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
    return (Map<?, ?>) ((List<?>) ((Map<?, ?>) config.get("schema")).get("meters")).get(0);
  }

  private static List<String> words(Object type) {
    String text = String.valueOf(type);
    return text.startsWith("list(")
        ? List.of(text.substring(5, text.lastIndexOf(')')).split("\\|"))
        : List.of();
  }

  /** The form offers words; one that the driver does not know would be a trap. */
  @Test
  void everyWordOfTheFormIsOneThatTheDriverKnows() throws IOException {
    Map<?, ?> schema = metersOfSchema();
    assertEquals(DRIVERS.keySet(), new java.util.HashSet<>(words(schema.get("driver"))));
    for (Map.Entry<String, List<String>> driver : DRIVERS.entrySet()) {
      for (String option : driver.getValue()) {
        for (String word : words(schema.get(option))) {
          Run run =
              check(options(List.of(meter("m", driver.getKey(), needed(driver, option, word)))));
          assertEquals(0, run.exitCode(), option + " " + word + run.err());
        }
      }
      for (String role : words(schema.get("role"))) {
        Run run =
            check(options(List.of(meter("m", driver.getKey(), needed(driver, "role", role)))));
        assertEquals(0, run.exitCode(), role + run.err());
      }
    }
  }

  private static Map<String, String> needed(
      Map.Entry<String, List<String>> driver, String option, String word) {
    Map<String, String> options = new LinkedHashMap<>();
    driver.getValue().stream()
        .filter(VALUES::containsKey)
        .forEach(key -> options.put(key, VALUES.get(key)));
    options.put(option, word);
    return options;
  }

  @Test
  void everyOptionOfTheFormBelongsToADriver() throws IOException {
    List<String> left = new ArrayList<>();
    metersOfSchema().keySet().forEach(key -> left.add((String) key));
    left.removeAll(List.of("name", "label", "driver", "device", "link", "role"));
    DRIVERS.values().forEach(left::removeAll);
    assertEquals(List.of(), left);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"driver\":\"multicall-kmp\",\"link\":\"tcp:a:1\"|Options: meters 1 (heat), driver: There"
            + " is no driver 'multicall-kmp'; did you mean 'multical-kmp'?",
        "\"driver\":\"multical-kmp\",\"link\":\"tpc:a:1\"|Options: meters 1 (heat), link: ",
        "\"link\":\"tcp:a:1\"|Options: meters 1 (heat), driver: This key is missing.",
        "\"driver\":\"omnipower-dlms\",\"link\":\"tcp:a:1\",\"encryption-key\":\"5AD84121D9D2\"|"
            + "Options: meters 1 (heat), encryption-key: ",
        "\"driver\":\"multical-kmp\",\"link\":\"tcp:a:1\",\"energy-scale\":\"1\"|Options: meters 1"
            + " (heat), energy-scale: ",
      })
  void whatTheChecksFindIsSaidInTheWordsOfTheOptions(String meter, String words)
      throws IOException {
    Run run = check(options(List.of("{\"name\":\"heat\"," + meter + "}")));
    run.ends(2);
    assertTrue(run.err().contains("metergate: " + words.strip()), run.err());
    assertFalse(run.err().contains("5AD84121"), run.err());
    assertFalse(run.err().contains("gateway.yaml"), run.err());
  }

  @Test
  void aMistakeInALineOfAdvancedIsNamedWithTheLine() throws IOException {
    String meters = options(List.of(meter("heat", "multical-kmp", Map.of())));
    String more = ",\"advanced\":[\"\",\"outputs.a: { type: csv, folder: /tmp, colour: red }\"]}";
    Run run = check(meters.substring(0, meters.length() - 1) + more).ends(2);
    assertTrue(run.err().contains("Options: advanced 2, colour: "), run.err());
  }

  /** What is said of a page in a network does not hold behind ingress, and would frighten. */
  @Test
  void nothingIsSaidOfAPageThatNobodyCanOpenOrThatIsNotEncrypted() throws IOException {
    Run run = check(options(List.of(meter("heat", "multical-kmp", Map.of())))).ends(0);
    assertEquals("", run.err());
    assertTrue(run.out().contains("is good: 1 meter on 1 link"), run.out());
  }

  /** Users of the app have never seen the file that is made from its options. */
  @Test
  void warningsAreSaidInTheWordsOfTheOptions() throws IOException {
    assertEquals(
        "metergate: warning: Options: meters: No meter is configured, so nothing is read; add one"
            + " on the app's tab 'Configuration'.",
        check(options(List.of())).ends(0).err().strip());
    Path open = Files.writeString(data.resolve("open"), "sample");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    String meters = options(List.of(meter("heat", "multical-kmp", Map.of())));
    String output =
        "outputs.b: { type: mqtt, url: 'mqtt://host:1883', username: a, password: !file " + open;
    String more = ",\"advanced\":[\"" + output + " }\"]}";
    // the names of temporary folders look like a key, which is a mistake besides
    Run run = check(meters.substring(0, meters.length() - 1) + more);
    String words = "warning: Options: advanced 1, password: The file '" + open + "' can be read";
    assertTrue(run.err().contains(words), run.err());
    assertFalse(run.err().contains("gateway.yaml"), run.err());
  }

  @Test
  void itIsNoCommandForPeople() {
    assertFalse(Run.of("help").ends(0).out().contains("home-assistant"));
    assertFalse(Run.of("help", "me").ends(2).err().contains("home-assistant"));
  }
}
