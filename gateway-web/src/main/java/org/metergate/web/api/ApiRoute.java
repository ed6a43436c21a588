// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import org.metergate.journal.JournalException;
import org.metergate.web.Route;

/** One path of the API: rejects unknown parameters, and answers with a sentence what is wrong. */
abstract class ApiRoute implements Route {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private final String path;
  private final Set<String> parameters;

  ApiRoute(String path, Set<String> parameters) {
    this.path = path;
    this.parameters = parameters;
  }

  /** Writes the fields of the answer's object. */
  abstract void write(Map<String, String> query, JsonGenerator json)
      throws IOException, JournalException;

  @Override
  public final String path() {
    return path;
  }

  @Override
  public final boolean waitsForJournal() {
    return true;
  }

  @Override
  public final Answer answer(Request request) {
    Map<String, String> query = request.fields();
    try {
      for (String name : query.keySet()) {
        if (!parameters.contains(name)) {
          throw new BadRequestException(
              400,
              parameters.isEmpty()
                  ? "There are no parameters here."
                  : "There is no parameter '" + name + "'; there are: " + names() + ".");
        }
      }
      return Answer.json(200, object(json -> write(query, json)));
    } catch (BadRequestException e) {
      return error(e.status(), e.getMessage());
    } catch (JournalException e) {
      return error(503, e.getMessage());
    }
  }

  private String names() {
    return String.join(", ", new java.util.TreeSet<>(parameters));
  }

  private interface Body {
    void write(JsonGenerator json) throws IOException, JournalException;
  }

  private static Answer error(int status, String sentence) {
    try {
      return Answer.json(status, object(json -> json.writeStringField("error", sentence)));
    } catch (JournalException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String object(Body body) throws JournalException {
    StringWriter text = new StringWriter(2048);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      body.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return text.append('\n').toString();
  }
}
