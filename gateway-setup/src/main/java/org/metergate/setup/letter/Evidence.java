// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.letter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metergate.setup.cause.Cause;

/**
 * What a probe has measured, as far as a letter uses it. The number of a meter and the name of a
 * port are not taken over.
 *
 * @param cause what was found.
 * @param seconds for how long the wire was listened to, as a whole number; empty if unknown.
 * @param day on which it was measured, like {@code 2026-11-29}; empty if unknown.
 */
public record Evidence(Cause cause, Optional<String> seconds, Optional<String> day) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern WHOLE = Pattern.compile("(\\d{1,6})([.]\\d{1,9})?");
  private static final Pattern DAY = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(T.*)?");
  private static final String CAUSE = "cause";

  /**
   * Reads what {@code metergate probe --json} has written: one verdict, or several. Unknown fields
   * are skipped.
   *
   * @param text JSON.
   * @return the verdict about which the grid company can do something, else the first one; empty if
   *     there is none.
   * @throws IOException when the text is not JSON.
   */
  public static Optional<Evidence> read(String text) throws IOException {
    List<Evidence> all = new ArrayList<>();
    try (JsonParser json = JSON.createParser(text)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.START_OBJECT) {
          verdict(json).ifPresent(all::add);
        } else if (token != JsonToken.START_ARRAY && token != JsonToken.END_ARRAY) {
          throw new IOException("not a verdict");
        }
      }
    }
    return all.stream().filter(Evidence::concernsGridCompany).findFirst().or(() -> first(all));
  }

  private static Optional<Evidence> first(List<Evidence> all) {
    return all.stream().findFirst();
  }

  private static Optional<Evidence> verdict(JsonParser json) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    List<Evidence> inner = new ArrayList<>();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      JsonToken token = json.nextToken();
      if (token.isScalarValue()) {
        texts.putIfAbsent(name, json.getText());
      } else if (name.equals("parameters") || name.equals("evidence")) {
        parameters(json, texts);
      } else if (name.equals("verdict") || name.equals("verdicts")) {
        verdicts(json, inner);
      } else {
        json.skipChildren();
      }
    }
    Optional<Evidence> own =
        Cause.of(texts.getOrDefault(CAUSE, ""))
            .map(cause -> new Evidence(cause, found(WHOLE, texts, List.of("seconds")), day(texts)));
    return own.or(() -> first(inner));
  }

  /** Takes the fields of an object inside another; those outside come first. */
  private static void parameters(JsonParser json, Map<String, String> texts) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      if (json.nextToken().isScalarValue()) {
        texts.putIfAbsent(name, json.getText());
      } else {
        json.skipChildren();
      }
    }
  }

  private static void verdicts(JsonParser json, List<Evidence> all) throws IOException {
    if (json.currentToken() == JsonToken.START_OBJECT) {
      verdict(json).ifPresent(all::add);
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.START_OBJECT) {
        verdict(json).ifPresent(all::add);
      } else {
        json.skipChildren();
      }
    }
  }

  private static Optional<String> day(Map<String, String> texts) {
    return found(DAY, texts, List.of("time", "day"));
  }

  /** Returns the first group of the first text that has the form. */
  private static Optional<String> found(
      Pattern form, Map<String, String> texts, List<String> names) {
    return names.stream()
        .map(name -> form.matcher(texts.getOrDefault(name, "")))
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .findFirst();
  }

  /**
   * Returns whether the grid company can do something about it.
   *
   * @return false for what is to be mended at home.
   */
  public boolean concernsGridCompany() {
    return switch (cause) {
      case SILENCE, PUSH_OFF, PULL_MODE, PORT_HUNG, METER_WITHOUT_KEYS -> true;
      default -> false;
    };
  }

  /** Returns whether the port sends already, and only the keys are missing. */
  boolean sendsEncrypted() {
    return cause == Cause.METER_WITHOUT_KEYS;
  }
}
