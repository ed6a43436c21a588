// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Requests and answers as one line of JSON each. A malformed line is refused as a whole. */
final class ControlJson {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // an exception's text must not repeat what was sent
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private static final String PROGRESS = "progress";

  private ControlJson() {}

  static String line(ControlRequest request) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("command", request.command());
      writeTexts(json, "arguments", request.arguments());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return text.toString();
  }

  /** Writes a sentence of progress, which precedes the answer. */
  static String progress(String sentence) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField(PROGRESS, sentence);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return text.toString();
  }

  /** Reads a sentence of progress; nothing where the line is an answer. */
  static Optional<String> progressOf(String line) throws IOException {
    try (JsonParser json = JSON.createParser(line)) {
      expect(json, json.nextToken(), JsonToken.START_OBJECT);
      return PROGRESS.equals(json.nextFieldName()) ? Optional.of(text(json)) : Optional.empty();
    }
  }

  static String line(ControlAnswer answer) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeBooleanField("ok", answer.ok());
      json.writeArrayFieldStart("lines");
      for (String line : answer.lines()) {
        json.writeString(line);
      }
      json.writeEndArray();
      writeTexts(json, "facts", answer.facts());
      if (answer.document().isPresent()) {
        json.writeFieldName("document");
        json.writeRawValue(answer.document().get());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return text.toString();
  }

  private static void writeTexts(JsonGenerator json, String name, Map<String, String> texts)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, String> text : texts.entrySet()) {
      json.writeStringField(text.getKey(), text.getValue());
    }
    json.writeEndObject();
  }

  /**
   * Reads a request.
   *
   * @throws IOException when the line is malformed.
   */
  static ControlRequest request(String line) throws IOException {
    String command = null;
    Map<String, String> arguments = Map.of();
    try (JsonParser json = JSON.createParser(line)) {
      expect(json, json.nextToken(), JsonToken.START_OBJECT);
      for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
        switch (field) {
          case "command" -> command = text(json);
          case "arguments" -> arguments = texts(json);
          default -> throw new FormException("an unknown field");
        }
      }
      expectEnd(json);
    }
    if (command == null) {
      throw new FormException("no command");
    }
    return new ControlRequest(command, arguments);
  }

  /**
   * Reads an answer; fields that a newer gateway may add are ignored.
   *
   * @throws IOException when the line is malformed.
   */
  static ControlAnswer answer(String line) throws IOException {
    boolean ok = false;
    List<String> lines = new ArrayList<>();
    Map<String, String> facts = Map.of();
    String document = null;
    try (JsonParser json = JSON.createParser(line)) {
      expect(json, json.nextToken(), JsonToken.START_OBJECT);
      for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
        switch (field) {
          case "ok" -> ok = json.nextToken() == JsonToken.VALUE_TRUE;
          case "lines" -> {
            expect(json, json.nextToken(), JsonToken.START_ARRAY);
            while (json.nextToken() != JsonToken.END_ARRAY) {
              expect(json, json.currentToken(), JsonToken.VALUE_STRING);
              lines.add(json.getText());
            }
          }
          case "facts" -> facts = texts(json);
          case "document" -> document = object(json);
          default -> {
            json.nextToken();
            json.skipChildren();
          }
        }
      }
      expectEnd(json);
    }
    return new ControlAnswer(ok, lines, facts, Optional.ofNullable(document));
  }

  private static String object(JsonParser json) throws IOException {
    expect(json, json.nextToken(), JsonToken.START_OBJECT);
    StringWriter text = new StringWriter();
    try (JsonGenerator copy = JSON.createGenerator(text)) {
      copy.copyCurrentStructure(json);
    }
    return text.toString();
  }

  private static Map<String, String> texts(JsonParser json) throws IOException {
    expect(json, json.nextToken(), JsonToken.START_OBJECT);
    Map<String, String> texts = new TreeMap<>();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      texts.put(name, text(json));
    }
    expect(json, json.currentToken(), JsonToken.END_OBJECT);
    return texts;
  }

  private static String text(JsonParser json) throws IOException {
    expect(json, json.nextToken(), JsonToken.VALUE_STRING);
    return json.getText();
  }

  private static void expectEnd(JsonParser json) throws IOException {
    expect(json, json.currentToken(), JsonToken.END_OBJECT);
    if (json.nextToken() != null) {
      throw new FormException("something after the end");
    }
  }

  private static void expect(JsonParser json, JsonToken token, JsonToken wanted)
      throws IOException {
    if (token != wanted) {
      throw new FormException("not " + wanted + " at " + json.currentLocation());
    }
  }
}
