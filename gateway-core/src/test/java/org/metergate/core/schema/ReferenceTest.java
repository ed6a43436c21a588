// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.metergate.config.AskedKeys.Asked;
import org.metergate.config.KeyForm;
import org.metergate.core.gateway.TypeSettings;
import org.metergate.spi.option.Durations;

/** Each key of a configuration is in docs/reference, with the default that the program has. */
class ReferenceTest {
  private static final Path FOLDER = Path.of("../docs/reference");

  /** Where the keys of a type are: a page, and the heading of its part or nothing. */
  private static final Map<String, List<String>> PLACES =
      Map.ofEntries(
          Map.entry("", List.of("configuration.md", "", "backup.md", "Every night")),
          Map.entry("outputs.mqtt", List.of("configuration.md", "Outputs of type `mqtt`")),
          Map.entry("outputs.influxdb", List.of("outputs.md", "InfluxDB and VictoriaMetrics")),
          Map.entry("outputs.csv", List.of("outputs.md", "Files: `csv`")),
          Map.entry("outputs.http", List.of("outputs.md", "Posts: `http`")),
          Map.entry("outputs.udp", List.of("outputs.md", "Datagrams: `udp`")),
          Map.entry("outputs.p1-server", List.of("meter-out.md", "")),
          Map.entry("outputs.local-api", List.of("local-api.md", "")),
          Map.entry("outputs", List.of("outputs.md", "The outputs")),
          Map.entry("alarms.url", List.of("alarms.md", "`type: url`")),
          Map.entry("alarms.command", List.of("alarms.md", "`type: command`")),
          Map.entry("alarms.mail", List.of("alarms.md", "`type: mail`")),
          Map.entry("alarms", List.of("alarms.md", "When")));

  private final List<String> mistakes = new ArrayList<>();
  private int defaults;

  private static String read(String page, String heading) throws IOException {
    String text = Files.readString(FOLDER.resolve(page));
    if (heading.isEmpty()) {
      return text;
    }
    String[] parts =
        Pattern.compile("(?m)^##? " + Pattern.quote(heading) + ".*$").split(text + "\n", 2);
    assertEquals(2, parts.length, page + " has no part '" + heading + "'");
    return parts[1].split("(?m)^## ", 2)[0];
  }

  private static String text(String place) throws IOException {
    List<String> pages = PLACES.get(place);
    assertTrue(pages != null, "no page for " + place);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pages.size(); i += 2) {
      text.append(read(pages.get(i), pages.get(i + 1))).append('\n');
    }
    return text.toString();
  }

  @Test
  void eachKeyOfTheGatewayIsThere() throws IOException {
    look("", KnownKeys.ofGateway(), text(""));
    // the defaults of most of these keys are in sentences, which are not read here
    assertEquals(List.of(), mistakes);
  }

  @Test
  void eachKeyOfAnOutputOrAlarmIsThereWithItsDefault() throws IOException {
    for (String type : TypeSettings.outputs()) {
      String text = text("outputs." + type) + text("outputs");
      look("outputs." + type, KnownKeys.ofType("outputs", type), text);
    }
    for (String type : TypeSettings.alarms()) {
      String text = text("alarms." + type) + text("alarms");
      look("alarms." + type, KnownKeys.ofType("alarms", type), text);
    }
    assertEquals(List.of(), mistakes);
    assertTrue(defaults >= 20, defaults + " defaults were compared");
  }

  private void look(String place, SortedMap<List<String>, Asked> keys, String text) {
    keys.forEach(
        (path, asked) -> {
          String key = path.get(path.size() - 1);
          if (key.equals(KnownKeys.ANY) || key.equals("type")) {
            return;
          }
          String name = place + " " + String.join(".", path);
          Optional<String[]> row = row(text, key);
          if (row.isEmpty() && !isMentioned(text, key)) {
            mistakes.add(name + " is not in the reference");
          }
          row.flatMap(cells -> difference(asked, cells))
              .map(d -> name + d)
              .ifPresent(mistakes::add);
        });
  }

  private static Optional<String[]> row(String text, String key) {
    return text.lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("(?<!\\\\)\\|"))
        .filter(cells -> cells.length > 3 && cells[1].contains("`" + key + "`"))
        .findFirst();
  }

  private static boolean isMentioned(String text, String key) {
    String word = "(?<![\\w-])" + Pattern.quote(key) + "(?![\\w-])";
    return Pattern.compile("`[^`\n]*" + word + "[^`\n]*`|" + word + ":").matcher(text).find();
  }

  private Optional<String> difference(Asked asked, String[] cells) {
    Optional<String> standard =
        asked.forms().stream().flatMap(form -> standard(form).stream()).findFirst();
    String cell = cells[cells.length - 2]; // before the meaning
    // a default that depends on another key is a sentence
    if (standard.isEmpty() || cell.matches(".* with .*| see below ")) {
      return Optional.empty();
    }
    defaults++;
    boolean right =
        Arrays.stream(cell.split("`|\"")).anyMatch(word -> isSame(word, standard.get()));
    return right
        ? Optional.empty()
        : Optional.of(" has the default " + standard.get() + ", not" + cell);
  }

  private static boolean isSame(String word, String standard) {
    return word.equals(standard)
        || Durations.parse(standard).isPresent()
            && Durations.parse(word).equals(Durations.parse(standard));
  }

  private static Optional<String> standard(KeyForm form) {
    if (form instanceof KeyForm.Span span) {
      return Optional.of(FormSchema.text(span.standard()));
    }
    if (form instanceof KeyForm.Whole whole) {
      return Optional.of(String.valueOf(whole.standard()));
    }
    if (form instanceof KeyForm.Flag flag) {
      return Optional.of(String.valueOf(flag.standard()));
    }
    return form instanceof KeyForm.Words words ? words.standard() : Optional.empty();
  }
}
