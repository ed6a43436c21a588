// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.schema;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A small YAML document from keys and values: pure functions. */
final class YamlText {
  private YamlText() {}

  /** Returns the text; a value {@code {}} is a section, which may have keys of its own. */
  static String of(Map<List<String>, String> values) {
    Map<String, Object> root = new TreeMap<>();
    values.forEach((path, value) -> put(root, path, value));
    StringBuilder text = new StringBuilder();
    write(text, root);
    return text.append('\n').toString();
  }

  @SuppressWarnings("unchecked")
  private static void put(Map<String, Object> root, List<String> path, String value) {
    Map<String, Object> at = root;
    for (String key : path.subList(0, path.size() - 1)) {
      at = (Map<String, Object>) at.computeIfAbsent(key, k -> new TreeMap<String, Object>());
    }
    String last = path.get(path.size() - 1);
    if (value.equals("{}")) {
      at.computeIfAbsent(last, k -> new TreeMap<String, Object>());
    } else {
      at.put(last, value);
    }
  }

  private static void write(StringBuilder text, Map<?, ?> map) {
    text.append('{');
    String separator = " ";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      text.append(separator).append('"').append(entry.getKey()).append("\": ");
      separator = ", ";
      if (entry.getValue() instanceof Map<?, ?> below) {
        write(text, below);
      } else {
        text.append('"').append(entry.getValue()).append('"');
      }
    }
    text.append(" }");
  }
}
