// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metergate.journal.StoredReading;
import org.metergate.kit.KitSession;
import org.metergate.kit.RecordingPlayer;
import org.metergate.output.StateJson;
import org.metergate.output.homeassistant.DiscoveryForm;
import org.metergate.output.homeassistant.DiscoveryTopics;
import org.metergate.output.homeassistant.KnownQuantity;
import org.metergate.output.homeassistant.MeterDevice;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Nameplate;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.testing.DiscoveryRules;
import org.metergate.testing.Jinja;
import org.metergate.testing.JsonTree;
import org.metergate.time.VirtualTime;
import org.metergate.value.HeatUnit;
import org.metergate.value.ReadingView;
import org.metergate.value.Units;

/**
 * What Home Assistant gets of each kind of meter that can be emulated: it keeps the rules in both
 * forms, its templates find each value of the readings, and docs/reference/home-assistant.md lists
 * what is shown at first.
 */
class HomeAssistantEntitiesTest {
  private static final DiscoveryTopics TOPICS =
      new DiscoveryTopics("homeassistant", "metergate", "my-house");
  private static final ReadingView VIEW = new ReadingView(Units.home(HeatUnit.KWH), true);
  private static final Path PAGE = Path.of("..", "docs", "reference", "home-assistant.md");
  private static final String BEGIN = "<!-- list of HomeAssistantEntitiesTest: begin -->\n";
  private static final String END = "<!-- list of HomeAssistantEntitiesTest: end -->\n";

  /** A quantity of this name gives way to the time of the whole reading. */
  private static final Set<String> RESERVED = Set.of("meter_time");

  /** A meter, or a sub-meter, with all that was seen of it. */
  private record Seen(Nameplate nameplate, Map<String, KnownQuantity> quantities, Reading last) {
    MeterDevice device() {
      String name = last.meter().displayName();
      return new MeterDevice(
          last.meter(),
          "",
          nameplate,
          "",
          quantities.values(),
          List.of(),
          last.meter().identifier(),
          "metergate/my-house/" + name + "/state",
          "metergate/my-house/" + name + "/sensor/",
          List.of(
              "metergate/my-house/bridge/status", "metergate/my-house/" + name + "/availability"),
          Duration.ofSeconds(60));
    }
  }

  private static Map<String, Seen> see(EmulatedKind kind) throws Exception {
    KitSession session = kind.session(new VirtualTime(EmulatedLine.START));
    Map<String, Set<String>> sent = new TreeMap<>();
    for (Reading reading : session.readings()) {
      Set<String> names = sent.computeIfAbsent(reading.meter().displayName(), n -> new HashSet<>());
      for (Measurement one : reading.measurements()) {
        if (one.quantity().kind() != Quantity.Kind.STATE) {
          names.add(one.quantity().name());
        }
      }
    }
    Map<String, Seen> seen = new TreeMap<>();
    for (Reading reading : session.readings()) {
      String name = reading.meter().displayName();
      Reading shown = VIEW.of(reading, sent.get(name));
      Map<String, KnownQuantity> quantities =
          seen.containsKey(name) ? seen.get(name).quantities() : new TreeMap<>();
      for (Measurement one : shown.measurements()) {
        if (one.value() != null) {
          String quantity = one.quantity().name();
          KnownQuantity now = KnownQuantity.of(one, reading.origin());
          quantities.put(quantity, now.since(quantities.get(quantity)));
        }
      }
      Nameplate plate =
          reading.meter().subMeter().isEmpty()
              ? session.nameplate(RecordingPlayer.METER)
              : Nameplate.NONE;
      seen.put(name, new Seen(plate, quantities, shown));
    }
    return seen;
  }

  private static Map<String, Map<String, Object>> components(Seen seen) {
    String topic = TOPICS.topic(seen.last().meter().displayName());
    Map<String, Object> message =
        JsonTree.object(DiscoveryForm.DEVICES.messages(TOPICS, seen.device()).get(topic));
    Map<String, Map<String, Object>> components = new LinkedHashMap<>();
    map(message, "components")
        .keySet()
        .forEach(key -> components.put(key, map(map(message, "components"), key)));
    return components;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Map<String, Object> parent, String key) {
    return (Map<String, Object>) parent.get(key);
  }

  private static boolean isEnabled(Map<String, Object> component) {
    return !Boolean.FALSE.equals(component.get("enabled_by_default"));
  }

  @ParameterizedTest
  @EnumSource(EmulatedKind.class)
  void keepsTheRulesInBothForms(EmulatedKind kind) throws Exception {
    for (Seen seen : see(kind).values()) {
      for (DiscoveryForm form : DiscoveryForm.values()) {
        form.messages(TOPICS, seen.device())
            .forEach(
                (topic, message) ->
                    assertEquals(List.of(), DiscoveryRules.brokenBy(topic, message), topic));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(EmulatedKind.class)
  void showsAtFirstWhatPeopleLookAt(EmulatedKind kind) throws Exception {
    int most = kind.name().startsWith("OMNIPOWER") ? 12 : 20;
    for (Map.Entry<String, Seen> one : see(kind).entrySet()) {
      Map<String, Map<String, Object>> components = components(one.getValue());
      List<String> enabled =
          components.keySet().stream().filter(key -> isEnabled(components.get(key))).toList();
      assertTrue(!enabled.isEmpty() && enabled.size() <= most, enabled.size() + " " + enabled);
      boolean counts =
          enabled.stream().anyMatch(key -> components.get(key).containsKey("state_class"));
      assertTrue(counts, one.getKey() + " " + enabled);
    }
  }

  @ParameterizedTest
  @EnumSource(EmulatedKind.class)
  void givesEachDurationItsUnitAndEachRecordNoStateClass(EmulatedKind kind) throws Exception {
    for (Seen seen : see(kind).values()) {
      Map<String, Map<String, Object>> components = components(seen);
      for (KnownQuantity known : seen.quantities().values()) {
        Map<String, Object> component = components.get(known.quantity().name());
        if (known.dated() && known.quantity().kind() == Quantity.Kind.GAUGE) {
          assertTrue(!component.containsKey("state_class"), known.quantity().name());
          assertTrue(!component.containsKey("expire_after"), known.quantity().name());
        }
        if (known.quantity().dimension() == Dimension.DURATION) {
          assertTrue(component.containsKey("unit_of_measurement"), known.quantity().name());
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(EmulatedKind.class)
  @Tag("client")
  void findsEachValueOfAReadingByItsTemplate(EmulatedKind kind) throws Exception {
    Jinja.assumeInstalled();
    for (Seen seen : see(kind).values()) {
      String state =
          StateJson.of(new StoredReading(1, seen.last()), seen.last().meter().identifier());
      Map<String, Map<String, Object>> components = components(seen);
      List<Jinja.Rendering> templates = new ArrayList<>();
      List<String> values = new ArrayList<>();
      for (Measurement one : seen.last().measurements()) {
        boolean ofReading = RESERVED.contains(one.quantity().name());
        if (one.value() != null && !ofReading) {
          Object template = components.get(one.quantity().name()).get("value_template");
          templates.add(new Jinja.Rendering(template.toString(), state, "unknown"));
          values.add(one.value().toString());
        }
      }
      List<String> rendered = Jinja.render(templates);
      for (int i = 0; i < values.size(); i++) {
        assertTrue(isSame(values.get(i), rendered.get(i)), values.get(i) + " " + rendered.get(i));
      }
    }
  }

  /** Python writes 1.50 as 1.5. */
  private static boolean isSame(String value, String rendered) {
    return value.equals(rendered)
        || value.matches("-?[0-9.]+")
            && new BigDecimal(value).compareTo(new BigDecimal(rendered)) == 0;
  }

  @Test
  void knowsAMeterByTheTypeInOneOfItsLists() throws Exception {
    KitSession session =
        EmulatedLine.read(Map.of("list", "nve", "phases", "1"), Duration.ofMinutes(2));
    assertEquals(
        Nameplate.of("Kamstrup", "OMNIPOWER single-phase").withModelId("6861131BN243101040"),
        session.nameplate(RecordingPlayer.METER));
  }

  @Test
  void isListedInTheDocument() throws Exception {
    StringBuilder list = new StringBuilder();
    for (EmulatedKind kind : EmulatedKind.values()) {
      for (Map.Entry<String, Seen> one : see(kind).entrySet()) {
        list.append(section(kind, one.getKey(), one.getValue()));
      }
    }
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    assertTrue(begin >= BEGIN.length() && end >= begin, "the page has a place for the list");
    if (!page.substring(begin, end).equals(list.toString())) {
      Path written = Files.createDirectories(Path.of("target")).resolve("home-assistant.md");
      Files.writeString(written, page.substring(0, begin) + list + page.substring(end));
      assertEquals(page.substring(begin, end), list.toString(), "see " + written);
    }
  }

  private static String section(EmulatedKind kind, String meter, Seen seen) {
    StringBuilder text = new StringBuilder();
    String what = words(kind.name());
    String sub = seen.last().meter().subMeter();
    text.append("### ").append(what).append(sub.isEmpty() ? "" : ": " + sub).append("\n\n");
    if (!seen.nameplate().manufacturer().isEmpty()) {
      text.append("Shown as ")
          .append(seen.nameplate().manufacturer())
          .append(seen.nameplate().model().isEmpty() ? "" : ", " + seen.nameplate().model())
          .append(".\n\n");
    }
    text.append("| entity | unit | device class | state class | |\n|---|---|---|---|---|\n");
    Map<String, Map<String, Object>> components = components(seen);
    List<String> others = new ArrayList<>();
    components.forEach(
        (key, component) -> {
          if (isEnabled(component)) {
            boolean derived = !seen.quantities().get(key).formula().isEmpty();
            boolean diagnostic = component.containsKey("entity_category");
            text.append("| `")
                .append(key)
                .append("` | ")
                .append(component.getOrDefault("unit_of_measurement", ""))
                .append(" | ")
                .append(component.getOrDefault("device_class", ""))
                .append(" | ")
                .append(component.getOrDefault("state_class", ""))
                .append(" | ")
                .append(derived ? "derived" : diagnostic ? "diagnostic" : "")
                .append(" |\n");
          } else {
            others.add("`" + key + "`");
          }
        });
    if (!others.isEmpty()) {
      text.append("\nDisabled at first: ").append(String.join(" ", others)).append("\n");
    }
    return text.append("\n").toString();
  }

  private static String words(String name) {
    String words = name.toLowerCase(Locale.ROOT).replace('_', ' ');
    return List.of(words.split(" ")).stream()
        .map(
            word ->
                Set.of("omnipower", "p1", "multical").contains(word)
                    ? word.toUpperCase(Locale.ROOT)
                    : Set.of("dutch", "belgian", "swedish").contains(word)
                        ? Character.toUpperCase(word.charAt(0)) + word.substring(1)
                        : word)
        .collect(Collectors.joining(" "));
  }
}
