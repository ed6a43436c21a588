// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.config.AskedKeys;
import org.metergate.config.AskedKeys.Asked;
import org.metergate.core.gateway.TypeSettings;
import org.metergate.core.plugin.PluginDirectory;
import org.metergate.core.plugin.PluginInfo;
import org.metergate.core.plugin.ShippedJars;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

class ConfigurationSchemaTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern BLOCK =
      Pattern.compile("^( *)```yaml\\n(.*?)^\\1```", Pattern.MULTILINE | Pattern.DOTALL);

  /** What an editor can know without the other keys, the files and the drivers. */
  private static final Pattern VISIBLE =
      Pattern.compile(
          "There is no such key|(?<!meters: )This key is missing|is not one of|must be a whole"
              + " number|is not a duration|There is no output type|There is no type of alarm|There"
              + " is no server");

  @TempDir static Path folder;
  private static List<PluginInfo> plugins;
  private static EditorView editor;

  @BeforeAll
  static void generate() throws Exception {
    ShippedJars.into(folder);
    try (PluginDirectory directory =
        new PluginDirectory(ConfigurationSchemaTest.class.getClassLoader(), List.of(folder))) {
      plugins = directory.read().pluginInfo();
    }
    editor = new EditorView(ConfigurationSchema.of(plugins));
  }

  @Test
  void hasASentenceForEachKeyAndNoOtherSentence() {
    assertEquals(List.of(), ConfigurationSchema.mistakesInTexts(plugins));
  }

  @Test
  void isTheSameEachTime() {
    assertEquals(ConfigurationSchema.of(plugins), ConfigurationSchema.of(List.copyOf(plugins)));
  }

  @Test
  void acceptsEveryConfigurationInTheDocuments() throws IOException {
    int seen = 0;
    List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
    }
    Set<String> roots = roots();
    for (Path page : pages) {
      var blocks = BLOCK.matcher(Files.readString(page));
      while (blocks.find()) {
        String yaml = blocks.group(2).replaceAll("(?m)^" + blocks.group(1), "");
        if (EditorView.root(yaml) instanceof MappingNode mapping
            && mapping.getValue().stream()
                .allMatch(key -> roots.contains(((ScalarNode) key.getKeyNode()).getValue()))) {
          assertEquals(List.of(), editor.marks(yaml), ROOT.relativize(page) + ":\n" + yaml);
          seen++;
        }
      }
    }
    assertTrue(seen >= 15, seen + " configurations were found");
  }

  private static Set<String> roots() {
    return KnownKeys.ofGateway().keySet().stream()
        .map(path -> path.get(0))
        .collect(Collectors.toSet());
  }

  @Test
  void marksWrongConfigurationsWhereverTheirMistakeIsVisible() throws IOException {
    String table =
        Files.readString(
            ROOT.resolve(
                "gateway-config/src/test/resources/org/metergate/config/bad-configurations.txt"));
    int seen = 0;
    for (String each : table.split("(?m)^### ")) {
      String yaml = each.lines().skip(1).filter(line -> !line.startsWith("=>")).collect(lines());
      String sentences = each.lines().filter(line -> line.startsWith("=>")).collect(lines());
      if (VISIBLE.matcher(sentences).find() && readable(yaml)) {
        assertFalse(editor.marks(yaml).isEmpty(), each);
        seen++;
      }
    }
    assertTrue(seen >= 7, seen + " wrong configurations were found");
  }

  private static java.util.stream.Collector<CharSequence, ?, String> lines() {
    return Collectors.joining("\n", "", "\n");
  }

  private static boolean readable(String yaml) {
    try {
      return EditorView.root(yaml) instanceof MappingNode;
    } catch (RuntimeException e) {
      return false; // not YAML, which an editor marks by itself
    }
  }

  @Test
  void marksEachKnownKeyWhenItIsMisspelt() {
    int seen = 0;
    for (List<String> path : KnownKeys.ofGateway().keySet()) {
      seen += misspelt(path, List.of());
    }
    for (String section : List.of("outputs", "alarms")) {
      for (String type :
          section.equals("outputs") ? TypeSettings.outputs() : TypeSettings.alarms()) {
        SortedMap<List<String>, Asked> keys = KnownKeys.ofType(section, type);
        for (List<String> path : keys.keySet()) {
          List<String> whole = new ArrayList<>(List.of(section, KnownKeys.ANY));
          whole.addAll(path);
          seen += misspelt(whole, List.of(section, KnownKeys.ANY, "type", type));
        }
      }
    }
    assertTrue(seen > 80, seen + " keys were tried");
  }

  /** Replaces the last key; everything else is as it should be. */
  private static int misspelt(List<String> path, List<String> typed) {
    if (path.get(path.size() - 1).equals(KnownKeys.ANY)) {
      return 0; // a name of one's own
    }
    SortedMap<List<String>, String> values = new TreeMap<>(AskedKeys::compare);
    if (!typed.isEmpty()) {
      values.put(typed.subList(0, 3), typed.get(3));
    }
    List<String> wrong = new ArrayList<>(path);
    wrong.set(wrong.size() - 1, path.get(path.size() - 1) + "x");
    values.put(wrong, "1");
    List<String> marks = editor.marks(YamlText.of(values));
    assertTrue(
        marks.stream().anyMatch(mark -> mark.contains(wrong.get(wrong.size() - 1))),
        () -> wrong + ": " + marks);
    return 1;
  }
}
