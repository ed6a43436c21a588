// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.homeassistant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The files of the app against what the supervisor of Home Assistant accepts. The table is taken
 * from its module {@code supervisor/apps/validate.py} and {@code options.py} as of 2026-08-21.
 */
class AppFilesTest {
  private static final Path APP = Path.of("../packaging/home-assistant/metergate");

  private static final Predicate<Object> BOOL = Boolean.class::isInstance;
  private static final Predicate<Object> TEXT = String.class::isInstance;
  private static final Predicate<Object> TEXTS =
      value -> value instanceof List<?> list && list.stream().allMatch(TEXT);
  private static final Predicate<Object> MAP = value -> value instanceof Map<?, ?>;

  private static final Set<String> REQUIRED =
      Set.of("name", "version", "slug", "description", "arch");

  /** The keys that we use, with what the supervisor accepts as their values. */
  private static final Map<String, Predicate<Object>> KEYS =
      Map.ofEntries(
          Map.entry("name", TEXT),
          Map.entry("version", matches("[0-9]+\\.[0-9]+\\.[0-9]+(-[0-9a-z.]+)?")),
          Map.entry("slug", matches("[-_.A-Za-z0-9]+")),
          Map.entry("description", TEXT),
          // others are only warned of and have no machines any more
          Map.entry("arch", listOf("aarch64|amd64")),
          Map.entry("url", matches("https?://.+")),
          Map.entry("startup", matches("initialize|system|services|application|once")),
          Map.entry("boot", matches("auto|manual|manual_only")),
          Map.entry("init", BOOL),
          Map.entry("timeout", number(10, 300)),
          Map.entry("uart", BOOL),
          Map.entry("udev", BOOL),
          Map.entry("usb", BOOL),
          Map.entry("gpio", BOOL),
          Map.entry("services", listOf("(mqtt|mysql):(provide|want|need)")),
          Map.entry("map", AppFilesTest::isMap),
          Map.entry("ingress", BOOL),
          Map.entry("ingress_port", number(0, 65535)),
          Map.entry("ingress_stream", BOOL),
          Map.entry("panel_icon", matches("mdi:[a-z0-9-]+")),
          Map.entry("panel_title", TEXT),
          Map.entry("panel_admin", BOOL),
          Map.entry(
              "watchdog", matches("(https?|\\[PROTO:\\w+]|tcp)://\\[HOST]:(\\[PORT:\\d+]|\\d+).*")),
          Map.entry("backup", matches("hot|cold")),
          Map.entry("backup_pre", TEXT),
          Map.entry("backup_post", TEXT),
          Map.entry("backup_exclude", TEXTS),
          Map.entry("homeassistant", matches("\\d{4}\\.\\d+\\.\\d+")),
          Map.entry("image", matches("[a-z0-9./_{}-]+")),
          Map.entry("options", MAP),
          Map.entry("schema", AppFilesTest::isSchema));

  /** {@code RE_SCHEMA_ELEMENT}, without the lengths of texts, which it cannot compare. */
  private static final Pattern ELEMENT =
      Pattern.compile(
          "(?:bool|email|url|port|device(?:\\(subsystem=[a-z]+\\))?|str|password"
              + "|int(?:\\((-?\\d+)?,(-?\\d+)?\\))?|float(?:\\([-.\\d]*,[-.\\d]*\\))?"
              + "|match\\(.*\\)|list\\(.+\\))\\??");

  private static Predicate<Object> matches(String pattern) {
    return value -> value instanceof String text && text.matches(pattern);
  }

  private static Predicate<Object> listOf(String pattern) {
    return value ->
        value instanceof List<?> list
            && !list.isEmpty()
            && list.stream().allMatch(matches(pattern))
            && list.stream().distinct().count() == list.size();
  }

  private static Predicate<Object> number(int min, int max) {
    return value -> value instanceof Integer number && number >= min && number <= max;
  }

  /** The types that a supervisor of 2023 to 2026 knows. */
  private static boolean isMap(Object value) {
    Predicate<Object> type =
        matches("data|ssl|addons|backup|share|media|homeassistant_config|addon_config");
    return value instanceof List<?> list
        && list.stream()
            .allMatch(
                one ->
                    one instanceof Map<?, ?> map
                        && type.test(map.get("type"))
                        && map.keySet().stream()
                            .allMatch(key -> Set.of("type", "read_only", "path").contains(key)));
  }

  /** A list has no list in it, and a form shows two levels at most. */
  private static boolean isSchema(Object value) {
    return value instanceof Map<?, ?> map
        && map.entrySet().stream().allMatch(one -> TEXT.test(one.getKey()) && isElement(one, 0));
  }

  private static boolean isElement(Map.Entry<?, ?> entry, int depth) {
    Object value = entry.getValue();
    if (value instanceof List<?> list) {
      return list.size() == 1
          && !(list.get(0) instanceof List<?>)
          && isElement(Map.entry("", list.get(0)), depth);
    } else if (value instanceof Map<?, ?> map) {
      return depth == 0 && map.entrySet().stream().allMatch(one -> isElement(one, depth + 1));
    }
    return value instanceof String text && ELEMENT.matcher(text).matches();
  }

  private static Map<String, Object> yaml(Path file) throws IOException {
    String text = Files.readString(file).replace("@VERSION@", "0.1.0");
    return map(new Load(LoadSettings.builder().build()).loadFromString(text));
  }

  private static Map<String, Object> map(Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    ((Map<?, ?>) value).forEach((key, one) -> map.put((String) key, one));
    return map;
  }

  private static Map<String, Object> config() throws IOException {
    return yaml(APP.resolve("config.yaml"));
  }

  @Test
  void everyKeyHasAValueThatTheSupervisorAccepts() throws IOException {
    Map<String, Object> config = config();
    assertTrue(config.keySet().containsAll(REQUIRED));
    config.forEach(
        (key, value) -> {
          assertTrue(KEYS.containsKey(key), "the supervisor knows no key " + key);
          assertTrue(KEYS.get(key).test(value), key + ": " + value);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: [[str]]",
        "a: { b: { c: str } }",
        "a: strr",
        "a: list()",
        "a: str(1,64)",
        "a: device(tty)",
        "a: []",
        "a: 1"
      })
  void theTableRefusesWhatTheSupervisorRefuses(String schema) {
    assertFalse(isSchema(new Load(LoadSettings.builder().build()).loadFromString(schema)), schema);
  }

  @Test
  void theAppAndTheProgramAgreeOnPortAndPrivileges() throws IOException {
    Map<String, Object> config = config();
    assertEquals(AppOptions.PORT, config.get("ingress_port"));
    assertTrue(String.valueOf(config.get("watchdog")).contains("[PORT:" + AppOptions.PORT + "]"));
    for (String key : List.of("uart", "udev", "gpio", "ingress")) {
      assertEquals(true, config.get(key), key);
    }
    assertEquals(List.of("mqtt:want"), config.get("services"));
    for (String key : List.of("privileged", "full_access", "host_network", "hassio_api")) {
      assertFalse(config.containsKey(key), key);
    }
  }

  /** What the supervisor demands of an option without a question mark must be there at first. */
  @Test
  void theStandardOptionsAreComplete() throws IOException {
    Map<String, Object> options = map(config().get("options"));
    map(config().get("schema"))
        .forEach(
            (key, type) ->
                assertTrue(
                    type instanceof String text && text.endsWith("?") || options.containsKey(key),
                    key));
    assertEquals(options.keySet(), intersection(options.keySet(), schemaOf("").keySet()));
  }

  private static Set<String> intersection(Set<String> some, Set<String> others) {
    Set<String> both = new TreeSet<>(some);
    both.retainAll(others);
    return both;
  }

  private static Map<String, Object> schemaOf(String key) throws IOException {
    Map<String, Object> schema = map(config().get("schema"));
    if (key.isEmpty()) {
      return schema;
    }
    Object below = schema.get(key);
    return map(below instanceof List<?> list ? list.get(0) : below);
  }

  @Test
  void theProgramAndTheSchemaKnowTheSameOptions() throws IOException {
    assertEquals(new TreeSet<>(AppOptions.ALL), new TreeSet<>(schemaOf("").keySet()));
    assertEquals(new TreeSet<>(AppOptions.OF_METERS), new TreeSet<>(schemaOf("meters").keySet()));
    assertEquals(new TreeSet<>(AppOptions.OF_BROKER), new TreeSet<>(schemaOf("mqtt").keySet()));
  }

  /** An option that is known but goes nowhere would be a promise that is not kept. */
  @Test
  void everyOptionChangesTheConfiguration() throws Exception {
    Map<String, Object> base = Map.of("meters", List.of(meter(Map.of())));
    for (String key : List.of("name", "time-zone", "page-changes")) {
      assertTrue(made(Map.of(key, "sample")).contains("\"sample\""), key);
    }
    assertTrue(made(Map.of("advanced", List.of("leds.power: sample"))).contains("\"sample\""));
    for (String key : schemaOf("meters").keySet()) {
      Map<String, Object> options = Map.of("meters", List.of(meter(Map.of(key, "sample"))));
      assertTrue(!made(options).equals(made(base)), "meters, " + key);
    }
    for (String key : schemaOf("mqtt").keySet()) {
      Map<String, Object> own = new LinkedHashMap<>(Map.of("broker", "own", "url", "mqtt://a"));
      String before = made(Map.of("mqtt", own));
      if (key.equals("broker")) {
        own.clear();
      }
      own.put(key, key.equals("broker") ? "none" : "sample");
      assertTrue(!made(Map.of("mqtt", own)).equals(before), "mqtt, " + key);
    }
  }

  private static Map<String, Object> meter(Map<String, Object> more) {
    Map<String, Object> meter = new LinkedHashMap<>(Map.of("name", "a", "driver", "d"));
    meter.put("link", "tcp:a:1");
    if (more.containsKey("device")) {
      meter.remove("link");
    }
    meter.putAll(more);
    return meter;
  }

  private static String made(Map<String, Object> options) throws AppException {
    Path data = Path.of("/data");
    return AppConfiguration.of(
            AppOptions.configuration(options, data, Path.of("/config"), Optional.empty()), "keys")
        .text();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "da"})
  void everyOptionHasANameAndAnExplanation(String language) throws IOException {
    Map<String, Object> all = yaml(APP.resolve("translations/" + language + ".yaml"));
    assertEquals(Set.of("configuration"), all.keySet());
    Map<String, Object> texts = map(all.get("configuration"));
    assertEquals(schemaOf("").keySet(), texts.keySet());
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, Object> option : texts.entrySet()) {
      requireTexts(option.getKey(), option.getValue(), names);
      if (map(option.getValue()).containsKey("fields")) {
        Map<String, Object> fields = map(map(option.getValue()).get("fields"));
        assertEquals(schemaOf(option.getKey()).keySet(), fields.keySet(), option.getKey());
        fields.forEach((key, text) -> requireTexts(key, text, names));
      }
    }
    assertTrue(names.size() > 25, "all of them");
  }

  private static void requireTexts(String key, Object texts, List<String> names) {
    Map<String, Object> both = map(texts);
    names.add((String) both.get("name"));
    assertTrue(((String) both.get("name")).length() > 1, key);
    assertTrue(((String) both.get("description")).endsWith("."), key);
  }

  @Test
  void theLanguagesDiffer() throws IOException {
    assertFalse(
        yaml(APP.resolve("translations/en.yaml"))
            .equals(yaml(APP.resolve("translations/da.yaml"))));
  }

  @Test
  void thereIsEverythingThatTheStoreShows() throws IOException {
    for (String file : List.of("DOCS.md", "CHANGELOG.md", "Dockerfile", "start")) {
      assertTrue(Files.size(APP.resolve(file)) > 50, file);
    }
    assertEquals(List.of(128, 128), size(APP.resolve("icon.png")));
    assertEquals(List.of(250, 100), size(APP.resolve("logo.png")));
    Map<String, Object> repository = yaml(APP.resolve("../repository.yaml"));
    assertTrue(TEXT.test(repository.get("name")));
  }

  private static List<Integer> size(Path picture) throws IOException {
    java.nio.ByteBuffer bytes = java.nio.ByteBuffer.wrap(Files.readAllBytes(picture));
    return List.of(bytes.getInt(16), bytes.getInt(20));
  }
}
