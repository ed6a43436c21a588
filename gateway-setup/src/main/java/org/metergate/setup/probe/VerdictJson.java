// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.metergate.setup.cause.Cause;
import org.metergate.setup.cause.CauseMessages;

/** A verdict as one JSON object, for programs and for the letter to the grid company. */
public final class VerdictJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final CauseMessages messages;

  /**
   * Takes the sentences.
   *
   * @param messages of all causes.
   */
  public VerdictJson(CauseMessages messages) {
    this.messages = messages;
  }

  /**
   * Returns the object.
   *
   * @param link where it was found.
   * @param verdict what was found.
   * @param time when, in ISO 8601.
   * @param configuration the lines of the configuration; empty if there is none.
   * @return one line.
   */
  public String of(String link, Verdict verdict, String time, List<String> configuration) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      Map<String, String> parameters = VerdictLines.parameters(link, verdict);
      json.writeStartObject();
      json.writeStringField("link", link);
      json.writeStringField("time", time);
      json.writeStringField("certainty", word(verdict.sureness().name()));
      cause(json, verdict.cause(), parameters);
      json.writeObjectFieldStart("evidence");
      for (Map.Entry<String, String> figure : verdict.evidence().entrySet()) {
        figure(json, figure.getKey(), figure.getValue());
      }
      json.writeEndObject();
      if (verdict.meter().isPresent()) {
        meter(json, verdict.meter().get());
      }
      json.writeArrayFieldStart("possible");
      for (Cause cause : verdict.possible()) {
        json.writeStartObject();
        cause(json, cause, parameters);
        json.writeEndObject();
      }
      json.writeEndArray();
      if (!configuration.isEmpty()) {
        json.writeStringField("configuration", String.join("\n", configuration) + "\n");
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a string has no errors of its own
    }
    return text.toString();
  }

  private void cause(JsonGenerator json, Cause cause, Map<String, String> parameters)
      throws IOException {
    json.writeStringField("cause", cause.id());
    json.writeStringField("sentence", messages.sentence(cause, parameters));
    optional(json, "next", messages.nextStep(cause, parameters).orElse(null));
    optional(json, "multimeter", messages.multimeter(cause, parameters).orElse(null));
    optional(json, "ask", messages.ask(cause, parameters).orElse(null));
  }

  private static void meter(JsonGenerator json, Recognised meter) throws IOException {
    json.writeObjectFieldStart("meter");
    json.writeStringField("driver", meter.driver());
    json.writeStringField("title", meter.title());
    json.writeStringField("identifier", meter.match().identifier());
    json.writeStringField("settings", meter.settings().toString());
    json.writeBooleanField("request", meter.request());
    json.writeBooleanField("asked", meter.asked());
    json.writeObjectFieldStart("options");
    for (Map.Entry<String, String> option : meter.match().options().entrySet()) {
      json.writeStringField(option.getKey(), option.getValue());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("missing");
    for (String name : meter.match().missing()) {
      json.writeString(name);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void figure(JsonGenerator json, String name, String value) throws IOException {
    if (value.matches("\\d{1,9}(\\.\\d{1,6})?")) {
      json.writeFieldName(name);
      json.writeNumber(value);
    } else {
      json.writeStringField(name, value);
    }
  }

  private static void optional(JsonGenerator json, String name, String value) throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }

  private static String word(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
