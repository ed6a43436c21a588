// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.metergate.config.AskedKeys.Asked;
import org.metergate.config.KeyForm;
import org.metergate.core.gateway.TypeSettings;
import org.metergate.core.plugin.PluginInfo;
import org.metergate.spi.option.OptionSpec;

/**
 * The JSON schema (draft 7) of the configuration, for editors: completion, sentences for keys, and
 * marks under unknown keys and words. What it refuses, {@code check} refuses as well; {@code check}
 * finds more, since it knows files, links and what fits together.
 */
public final class ConfigurationSchema {
  private static final String NAME = "^[A-Za-z0-9_-]{1,64}$";
  private static final String DRIVER = "driver";

  private final List<PluginInfo> drivers;
  private final KeyTexts texts = new KeyTexts();
  private final TreeSet<String> withoutText = new TreeSet<>();

  private ConfigurationSchema(List<PluginInfo> plugins) {
    this.drivers = plugins.stream().filter(plugin -> plugin.kind().equals(DRIVER)).toList();
  }

  /**
   * Returns the schema.
   *
   * @param plugins what was found, built in and dropped in; drivers bring their options.
   * @return JSON, indented, with a line feed at the end; equal plug-ins give equal texts.
   */
  public static String of(List<PluginInfo> plugins) {
    return SchemaJson.text(new ConfigurationSchema(plugins).root());
  }

  /** Returns the keys that have no sentence, and the sentences that belong to no key. */
  static List<String> mistakesInTexts(List<PluginInfo> plugins) {
    ConfigurationSchema schema = new ConfigurationSchema(plugins);
    schema.root();
    List<String> all = new ArrayList<>();
    schema.withoutText.forEach(key -> all.add("no sentence for " + key));
    schema.texts.unused().forEach(key -> all.add("no key for " + key));
    return all;
  }

  private Map<String, Object> root() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("$schema", "http://json-schema.org/draft-07/schema#");
    root.put("title", "The configuration of Metergate");
    root.putAll(object(Keys.ofGateway(), List.of()));
    return root;
  }

  /** Returns the schema of a section with all keys below it. */
  private Map<String, Object> object(Keys keys, List<String> at) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    keys.asked()
        .forEach(
            (path, asked) -> {
              if (path.size() == at.size() + 1 && path.subList(0, at.size()).equals(at)) {
                String key = path.get(at.size());
                properties.put(key, described(keys, path, value(keys, path, asked)));
                if (asked.required()) {
                  required.add(key);
                }
              }
            });
    return closed(properties, required);
  }

  /** A section in which nothing is required may be empty: a key with nothing after its colon. */
  private static Map<String, Object> closed(Map<String, Object> properties, List<String> required) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", required.isEmpty() ? List.of("object", "null") : "object");
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    schema.put("properties", properties);
    schema.put("additionalProperties", false);
    return schema;
  }

  private Map<String, Object> value(Keys keys, List<String> path, Asked asked) {
    if (keys.isType(path)) {
      return new LinkedHashMap<>(); // its words are those of all types
    }
    List<Map<String, Object>> alternatives = new ArrayList<>();
    for (KeyForm form : asked.forms()) {
      alternatives.add(form instanceof KeyForm.Mapping ? section(keys, path) : FormSchema.of(form));
    }
    return alternatives.size() == 1
        ? alternatives.get(0)
        : new LinkedHashMap<>(Map.of("anyOf", alternatives));
  }

  private Map<String, Object> section(Keys keys, List<String> path) {
    return switch (keys.typed() ? "" : String.join(".", path)) {
      case "meters" -> named(meter(keys));
      case "outputs" -> named(typed("outputs", TypeSettings.outputs()));
      case "alarms" -> named(typed("alarms", TypeSettings.alarms()));
      default -> object(keys, path);
    };
  }

  private static Map<String, Object> named(Map<String, Object> entry) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", List.of("object", "null"));
    schema.put("patternProperties", Map.of(NAME, entry));
    schema.put("additionalProperties", false);
    return schema;
  }

  /** A meter, whose options are those of its driver. */
  @SuppressWarnings("unchecked")
  private Map<String, Object> meter(Keys keys) {
    Map<String, Object> meter = object(keys, List.of("meters", KnownKeys.ANY));
    Map<String, Object> properties = (Map<String, Object>) meter.get("properties");
    Map<String, Object> driver = (Map<String, Object>) properties.get(DRIVER);
    driver.put("examples", drivers.stream().map(PluginInfo::name).toList());
    Map<String, Object> options = (Map<String, Object>) properties.get("options");
    options.remove("properties");
    options.put("additionalProperties", FormSchema.of(new KeyForm.SecretText()));
    List<Map<String, Object>> rules = new ArrayList<>();
    for (PluginInfo one : drivers) {
      Map<String, Object> known = new LinkedHashMap<>();
      for (OptionSpec option : one.options()) {
        known.put(option.name(), FormSchema.of(option));
      }
      rules.add(when(DRIVER, one.name(), Map.of("options", closed(known, List.of()))));
    }
    meter.put("allOf", rules);
    return meter;
  }

  private static Map<String, Object> when(
      String key, String value, Map<String, Object> properties) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put(
        "if", Map.of("properties", Map.of(key, Map.of("const", value)), "required", List.of(key)));
    rule.put("then", Map.of("properties", properties));
    return rule;
  }

  /** An output or an alarm, whose keys are those of its type. */
  private Map<String, Object> typed(String section, List<String> types) {
    Map<String, Object> type = new LinkedHashMap<>();
    type.put("enum", types);
    texts.of(List.of(section, "*", "type")).ifPresent(text -> type.put("description", text));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("required", List.of("type"));
    schema.put("properties", Map.of("type", type));
    List<Map<String, Object>> rules = new ArrayList<>();
    for (String name : types) {
      Map<String, Object> rule = when("type", name, Map.of());
      rule.put("then", object(Keys.ofType(section, name), List.of()));
      rules.add(rule);
    }
    schema.put("allOf", rules);
    return schema;
  }

  private Map<String, Object> described(Keys keys, List<String> path, Map<String, Object> value) {
    if (!keys.isType(path)) {
      keys.text(texts, path)
          .ifPresentOrElse(
              text -> value.put("description", text), () -> withoutText.add(keys.shown(path)));
    }
    return value;
  }

  /**
   * Keys that are looked at together.
   *
   * @param asked by their paths.
   * @param type the section and the type of an output or alarm below which the paths are, or none.
   */
  private record Keys(SortedMap<List<String>, Asked> asked, List<String> type) {
    static Keys ofGateway() {
      return new Keys(KnownKeys.ofGateway(), List.of());
    }

    static Keys ofType(String section, String type) {
      return new Keys(KnownKeys.ofType(section, type), List.of(section, type));
    }

    boolean typed() {
      return !type.isEmpty();
    }

    boolean isType(List<String> path) {
      return typed() && path.equals(List.of("type"));
    }

    Optional<String> text(KeyTexts texts, List<String> path) {
      return typed()
          ? texts.of(type.get(0), type.get(1), path)
          : texts.of(path.stream().map(key -> key.equals(KnownKeys.ANY) ? "*" : key).toList());
    }

    String shown(List<String> path) {
      return Stream.concat(type.stream(), path.stream()).collect(Collectors.joining("."));
    }
  }
}
