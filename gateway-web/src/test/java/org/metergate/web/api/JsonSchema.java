// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The part of JSON Schema that our OpenAPI file uses; any other keyword is an error. */
final class JsonSchema {
  private static final List<String> KNOWN =
      List.of(
          "$ref",
          "type",
          "required",
          "properties",
          "additionalProperties",
          "items",
          "enum",
          "anyOf",
          "format",
          "description");

  private final Map<String, Object> components;

  JsonSchema(Map<String, Object> components) {
    this.components = components;
  }

  /** Returns what is wrong with a value; empty if it fits. */
  List<String> mistakes(Map<String, Object> schema, Object value, String at) {
    List<String> mistakes = new ArrayList<>();
    for (String keyword : schema.keySet()) {
      if (!KNOWN.contains(keyword)) {
        mistakes.add(at + ": the schema has an unknown keyword " + keyword);
      }
    }
    if (schema.containsKey("$ref")) {
      String name = schema.get("$ref").toString().replace("#/components/schemas/", "");
      return mistakes(map(components.get(name)), value, at);
    }
    if (schema.get("anyOf") instanceof List<?> choices) {
      boolean fits =
          choices.stream().anyMatch(choice -> mistakes(map(choice), value, at).isEmpty());
      return fits ? mistakes : List.of(at + ": fits none of the choices: " + value);
    }
    if (schema.containsKey("type") && !isOf(schema.get("type"), value)) {
      mistakes.add(at + ": is not " + schema.get("type") + ": " + value);
    }
    if (schema.get("enum") instanceof List<?> words && !words.contains(value)) {
      mistakes.add(at + ": is none of " + words + ": " + value);
    }
    if (value != null && "date-time".equals(schema.get("format"))) {
      try {
        java.time.OffsetDateTime.parse(value.toString());
      } catch (java.time.format.DateTimeParseException e) {
        mistakes.add(at + ": is not a time: " + value);
      }
    }
    if (value instanceof Map<?, ?> object) {
      object(schema, map(object), at, mistakes);
    } else if (value instanceof List<?> list && schema.containsKey("items")) {
      for (int i = 0; i < list.size(); i++) {
        mistakes.addAll(mistakes(map(schema.get("items")), list.get(i), at + "[" + i + "]"));
      }
    }
    return mistakes;
  }

  private void object(
      Map<String, Object> schema, Map<String, Object> value, String at, List<String> mistakes) {
    Map<String, Object> properties = map(schema.getOrDefault("properties", Map.of()));
    if (schema.get("required") instanceof List<?> required) {
      for (Object name : required) {
        if (!value.containsKey(name.toString())) {
          mistakes.add(at + ": lacks " + name);
        }
      }
    }
    value.forEach(
        (name, part) -> {
          if (properties.containsKey(name)) {
            mistakes.addAll(mistakes(map(properties.get(name)), part, at + "." + name));
          } else if (Boolean.FALSE.equals(schema.get("additionalProperties"))) {
            mistakes.add(at + ": has an undocumented " + name);
          }
        });
  }

  private static boolean isOf(Object type, Object value) {
    if (type instanceof List<?> several) {
      return several.stream().anyMatch(one -> isOf(one, value));
    }
    return switch (type.toString()) {
      case "object" -> value instanceof Map;
      case "array" -> value instanceof List;
      case "string" -> value instanceof String;
      case "boolean" -> value instanceof Boolean;
      case "integer" -> value instanceof Integer || value instanceof Long;
      case "number" -> value instanceof Number;
      case "null" -> value == null;
      default -> false;
    };
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }
}
