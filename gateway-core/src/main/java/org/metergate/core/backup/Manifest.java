// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.backup;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a backup says of itself.
 *
 * @param format of the file; {@link #FORMAT} is the only one that this program reads.
 * @param program the version of the program that wrote it.
 * @param gateway its name in the configuration.
 * @param time when the journal was copied.
 * @param journalVersion of the journal's tables.
 * @param journalBytes of the journal, unpacked.
 * @param keys whether keys and passwords are in it.
 * @param parts the other members, in their order.
 */
record Manifest(
    int format,
    String program,
    String gateway,
    Instant time,
    int journalVersion,
    long journalBytes,
    boolean keys,
    List<Part> parts) {
  static final int FORMAT = 1;
  static final String NAME = "manifest.json";

  /** More than any manifest has. */
  static final int MOST_BYTES = 1 << 20;

  private static final JsonFactory JSON = new JsonFactory();

  Manifest {
    parts = List.copyOf(parts);
  }

  /**
   * A member.
   *
   * @param name in the file.
   * @param bytes its size there.
   * @param sha256 of these bytes, in hexadecimal digits.
   * @param path where it belongs, from the folder of the configuration; empty for the journal and
   *     the configuration themselves.
   */
  record Part(String name, long bytes, String sha256, String path) {}

  Optional<Part> part(String name) {
    return parts.stream().filter(part -> part.name().equals(name)).findFirst();
  }

  byte[] bytes() throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeNumberField("format", format);
      json.writeStringField("program", program);
      json.writeStringField("gateway", gateway);
      json.writeStringField("time", time.toString());
      json.writeNumberField("journalVersion", journalVersion);
      json.writeNumberField("journalBytes", journalBytes);
      json.writeBooleanField("keys", keys);
      json.writeArrayFieldStart("parts");
      for (Part part : parts) {
        json.writeStartObject();
        json.writeStringField("name", part.name());
        json.writeNumberField("bytes", part.bytes());
        json.writeStringField("sha256", part.sha256());
        if (!part.path().isEmpty()) {
          json.writeStringField("path", part.path());
        }
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads it; fields that are not known are passed over.
   *
   * @throws IOException when it is not of this form.
   */
  static Manifest parse(byte[] bytes) throws IOException {
    Map<String, String> fields = new HashMap<>();
    List<Part> parts = new ArrayList<>();
    try (JsonParser json = JSON.createParser(bytes)) {
      require(json.nextToken() == JsonToken.START_OBJECT);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (name.equals("parts") && value == JsonToken.START_ARRAY) {
          while (json.nextToken() == JsonToken.START_OBJECT) {
            parts.add(part(json));
          }
        } else if (value.isScalarValue()) {
          fields.put(name, json.getText());
        } else {
          json.skipChildren();
        }
      }
    }
    try {
      return new Manifest(
          Integer.parseInt(field(fields, "format")),
          field(fields, "program"),
          field(fields, "gateway"),
          Instant.parse(field(fields, "time")),
          Integer.parseInt(field(fields, "journalVersion")),
          Long.parseLong(field(fields, "journalBytes")),
          Boolean.parseBoolean(field(fields, "keys")),
          parts);
    } catch (NumberFormatException | DateTimeException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static Part part(JsonParser json) throws IOException {
    Map<String, String> fields = new HashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      if (json.nextToken().isScalarValue()) {
        fields.put(name, json.getText());
      } else {
        json.skipChildren();
      }
    }
    try {
      return new Part(
          field(fields, "name"),
          Long.parseLong(field(fields, "bytes")),
          field(fields, "sha256"),
          fields.getOrDefault("path", ""));
    } catch (NumberFormatException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static String field(Map<String, String> fields, String name) throws IOException {
    require(fields.containsKey(name));
    return fields.get(name);
  }

  private static void require(boolean right) throws IOException {
    if (!right) {
      throw new IOException("not a manifest");
    }
  }
}
