// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.support;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.stream.Collectors;
import org.metergate.config.Redaction;

/**
 * Makes texts fit to be passed on: without secrets, known or by their looks, and with pseudonyms.
 * One thread.
 *
 * @param redaction hides what is secret.
 * @param pseudonyms replaces what leads to a person.
 */
public record CleanText(Redaction redaction, Pseudonyms pseudonyms) {

  /**
   * Cleans a text line by line.
   *
   * @param text any text.
   * @return the same lines.
   */
  public String of(String text) {
    return text.lines().map(this::line).collect(Collectors.joining("\n"))
        + (text.endsWith("\n") ? "\n" : "");
  }

  private String line(String line) {
    return pseudonyms.in(redaction.hideMistake(line));
  }

  /**
   * Cleans the texts of a JSON document; numbers stay as they are, since those of meters are texts.
   *
   * @param document one JSON value.
   * @return the same structure.
   * @throws IOException when it is no JSON.
   */
  public String ofJson(String document) throws IOException {
    StringWriter text = new StringWriter();
    JsonFactory factory = new JsonFactory();
    try (JsonParser parser = factory.createParser(document);
        JsonGenerator json = factory.createGenerator(text).useDefaultPrettyPrinter()) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        switch (token) {
          case FIELD_NAME -> json.writeFieldName(of(parser.currentName()));
          case VALUE_STRING -> json.writeString(of(parser.getText()));
          default -> json.copyCurrentEvent(parser);
        }
      }
    }
    return text + "\n";
  }
}
