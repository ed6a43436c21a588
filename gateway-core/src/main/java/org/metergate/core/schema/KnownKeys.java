// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.schema;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.metergate.config.AskedKeys;
import org.metergate.config.AskedKeys.Asked;
import org.metergate.config.ConfigException;
import org.metergate.config.KeyForm;
import org.metergate.core.gateway.TypeSettings;

/**
 * All keys of a configuration: small configurations are read, one for each section that may be
 * there and each word on which other keys depend, and what is asked for is collected.
 */
final class KnownKeys {
  /** Stands for the names that people give to meters, outputs and alarms. */
  static final String ANY = "any";

  private static final Set<String> NAMED = Set.of("meters", "outputs", "alarms");

  private final SortedMap<List<String>, Asked> keys = new TreeMap<>(AskedKeys::compare);

  private KnownKeys() {}

  /** Returns the keys outside of outputs and alarms; those of a meter below {@link #ANY}. */
  static SortedMap<List<String>, Asked> ofGateway() {
    KnownKeys found = new KnownKeys();
    found.explore(Map.of(List.of("meters", ANY), "{}"), List.of());
    found.keys.keySet().removeIf(path -> path.size() > 1 && isTyped(path.get(0)));
    return found.keys;
  }

  private static boolean isTyped(String section) {
    return section.equals("outputs") || section.equals("alarms");
  }

  /**
   * Returns the keys of one type of output or alarm.
   *
   * @param section {@code outputs} or {@code alarms}.
   * @param type the name of the type.
   */
  static SortedMap<List<String>, Asked> ofType(String section, String type) {
    KnownKeys found = new KnownKeys();
    List<String> at = List.of(section, ANY);
    found.explore(Map.of(path(at, "type"), type), at);
    SortedMap<List<String>, Asked> below = new TreeMap<>(AskedKeys::compare);
    found.keys.forEach(
        (path, asked) -> {
          if (path.size() > 2 && path.subList(0, 2).equals(at)) {
            below.put(path.subList(2, path.size()), asked);
          }
        });
    return below;
  }

  /** Reads one configuration after the other, until no new key is asked for. */
  private void explore(Map<List<String>, String> first, List<String> within) {
    Deque<Map<List<String>, String>> open = new ArrayDeque<>(List.of(first));
    Set<Map<List<String>, String>> seen = new HashSet<>(open);
    while (!open.isEmpty()) {
      Map<List<String>, String> values = open.remove();
      SortedMap<List<String>, Asked> asked = read(values);
      merge(asked, within);
      asked.forEach(
          (path, one) -> {
            if (!within(path, within) || values.containsKey(path) || values.size() > 3) {
              return;
            }
            for (String value : alternatives(path, one)) {
              Map<List<String>, String> more = new TreeMap<>(AskedKeys::compare);
              more.putAll(values);
              more.put(path, value);
              if (seen.add(more)) {
                open.add(more);
              }
            }
          });
    }
  }

  /** Sections appear one below the other; words are tried one by one, and alone. */
  private static List<String> alternatives(List<String> path, Asked asked) {
    List<String> values = new ArrayList<>();
    for (KeyForm form : asked.forms()) {
      if (form instanceof KeyForm.Mapping && !(path.size() == 1 && NAMED.contains(path.get(0)))) {
        values.add("{}");
      } else if (form instanceof KeyForm.Words words && words.standard().isEmpty()) {
        values.addAll(words.words());
      }
    }
    return values;
  }

  private static boolean within(List<String> path, List<String> within) {
    return path.size() > within.size() && path.subList(0, within.size()).equals(within);
  }

  /** A key is required where each configuration that asks for it requires it. */
  private void merge(SortedMap<List<String>, Asked> asked, List<String> within) {
    boolean first = keys.isEmpty();
    for (Map.Entry<List<String>, Asked> known : keys.entrySet()) {
      boolean parent = asked.containsKey(known.getKey().subList(0, known.getKey().size() - 1));
      if (!asked.containsKey(known.getKey()) && parent) {
        known.setValue(new Asked(known.getValue().forms(), false));
      }
    }
    asked.forEach(
        (path, one) -> {
          Asked known = keys.get(path);
          boolean sibling = known == null && !first && isBelow(path, within);
          List<KeyForm> forms = new ArrayList<>(known == null ? List.of() : known.forms());
          one.forms().stream().filter(form -> !forms.contains(form)).forEach(forms::add);
          boolean required = one.required() && !sibling && (known == null || known.required());
          keys.put(path, new Asked(forms, required));
        });
  }

  /** A key that only some words of another key bring is not required of all. */
  private static boolean isBelow(List<String> path, List<String> within) {
    return !within.isEmpty() && path.size() == within.size() + 1 && within(path, within);
  }

  private static SortedMap<List<String>, Asked> read(Map<List<String>, String> values) {
    try {
      return AskedKeys.in(YamlText.of(values), TypeSettings::read);
    } catch (ConfigException e) {
      throw new IllegalStateException("The text of the program itself is not YAML.", e);
    }
  }

  static List<String> path(List<String> above, String key) {
    List<String> path = new ArrayList<>(above);
    path.add(key);
    return List.copyOf(path);
  }
}
