// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.schema;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.metergate.config.KeyForm;
import org.metergate.spi.option.OptionSpec;

/**
 * What may stand under a key, as JSON schema (draft 7): pure functions.
 *
 * <p>The program takes a scalar as it is written, an editor takes {@code 12} for a number and
 * {@code true} for a truth value: a text may be any of these.
 */
final class FormSchema {
  private static final List<String> SCALAR = List.of("string", "number", "boolean");
  private static final String DURATION = "^ *[0-9]{1,9} ?(ms|s|min|h|d) *$";

  private FormSchema() {}

  /** Returns the schema of one form. */
  static Map<String, Object> of(KeyForm form) {
    Map<String, Object> schema = new LinkedHashMap<>();
    if (form instanceof KeyForm.Texts) {
      schema.put("type", List.of("string", "number", "boolean", "array"));
      schema.put("items", Map.of("type", SCALAR));
      schema.put("minItems", 1);
    } else if (form instanceof KeyForm.Span span) {
      schema.put("type", "string");
      schema.put("pattern", DURATION);
      schema.put("default", text(span.standard()));
    } else if (form instanceof KeyForm.Whole whole) {
      schema.put("type", List.of("integer", "string"));
      schema.put("minimum", whole.min());
      schema.put("maximum", whole.max());
      schema.put("pattern", "^-?[0-9]{1,9}$");
      schema.put("default", whole.standard());
    } else if (form instanceof KeyForm.Flag flag) {
      schema.put("enum", List.of(true, false, "true", "false"));
      schema.put("default", flag.standard());
    } else if (form instanceof KeyForm.Words words) {
      schema.put("enum", words(words.words()));
      words.standard().ifPresent(word -> schema.put("default", value(word)));
    } else if (form instanceof KeyForm.Mapping) {
      schema.put("type", List.of("object", "null"));
    } else {
      schema.put("type", SCALAR);
    }
    return schema;
  }

  /** Returns the schema of an option of a driver. */
  static Map<String, Object> of(OptionSpec option) {
    Map<String, Object> schema = new LinkedHashMap<>();
    switch (option.type()) {
      case CHOICE -> schema.put("enum", words(option.choices()));
      case BOOLEAN -> schema.put("enum", List.of(true, false, "true", "false"));
      case INTEGER -> {
        schema.put("type", List.of("integer", "string"));
        schema.put("pattern", "^ *[+-]?[0-9]+ *$");
      }
      case DECIMAL -> schema.put("type", List.of("number", "string"));
      case DURATION -> {
        schema.put("type", "string");
        schema.put("pattern", DURATION);
      }
      default -> schema.put("type", SCALAR);
    }
    option.standard().ifPresent(word -> schema.put("default", value(word)));
    schema.put("description", option.help());
    return schema;
  }

  /** Each word as text, and as what an editor takes it for when it is written without quotes. */
  private static List<Object> words(List<String> words) {
    List<Object> all = new ArrayList<>();
    for (String word : words) {
      Stream.of(value(word), word).filter(value -> !all.contains(value)).forEach(all::add);
    }
    return all;
  }

  private static Object value(String word) {
    if (word.equals("true") || word.equals("false")) {
      return Boolean.valueOf(word);
    }
    if (word.matches("-?(0|[1-9]\\d{0,8})")) {
      return Integer.valueOf(word);
    }
    return word.matches("-?(0|[1-9]\\d{0,8})\\.\\d{1,9}") ? new java.math.BigDecimal(word) : word;
  }

  /** Returns a duration in the largest unit that fits. */
  static String text(Duration duration) {
    long ms = duration.toMillis();
    if (ms % 86_400_000 == 0 && ms > 0) {
      return ms / 86_400_000 + "d";
    }
    if (ms % 3_600_000 == 0 && ms > 0) {
      return ms / 3_600_000 + "h";
    }
    if (ms % 60_000 == 0 && ms > 0) {
      return ms / 60_000 + "min";
    }
    return ms % 1000 == 0 ? ms / 1000 + "s" : ms + "ms";
  }
}
