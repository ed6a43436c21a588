// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.localapi;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.metergate.output.StateJson;

/**
 * What a client gets.
 *
 * @param status of HTTP.
 * @param type of the body.
 * @param body whole.
 * @param headers further ones.
 */
record Answer(int status, String type, byte[] body, Map<String, String> headers) {
  private static final String JSON = "application/json";

  /** What went wrong, with the number and the status under which clients get it. */
  enum Problem {
    /** The request is not one of HTTP, or none that is understood here. */
    BAD_REQUEST(400, 900),
    /** There is no fresh reading. */
    STALE(503, 901),
    /** Nothing is under this path. */
    NOT_FOUND(404, 904),
    /** The path is known, the method is not. */
    METHOD(405, 905),
    /** A body came where none is expected. */
    BODY(413, 913),
    /** The name of the host is not one of this machine. */
    FOREIGN_HOST(421, 921);

    private final int status;
    private final int id;

    Problem(int status, int id) {
      this.status = status;
      this.id = id;
    }
  }

  static Answer json(String document) {
    return new Answer(200, JSON, document.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  static Answer text(byte[] text) {
    return new Answer(200, "text/plain", text, Map.of());
  }

  static Answer problem(Problem problem, String description, Map<String, String> headers) {
    return problem(problem.status, problem.id, description, headers);
  }

  /** Answers what never became a request. */
  static Answer refusal(int status) {
    return problem(status, Problem.BAD_REQUEST.id, "The request was not understood.", Map.of());
  }

  private static Answer problem(
      int status, int id, String description, Map<String, String> headers) {
    StringWriter text = new StringWriter(128);
    try (JsonGenerator json = StateJson.JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeObjectFieldStart("error");
      json.writeNumberField("id", id);
      json.writeStringField("description", description);
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Answer(status, JSON, text.toString().getBytes(StandardCharsets.UTF_8), headers);
  }
}
