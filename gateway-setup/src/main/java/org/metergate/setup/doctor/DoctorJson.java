// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.doctor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.metergate.spi.finding.Finding;

/** What was found of a machine, as JSON. Fields are only ever added. */
public final class DoctorJson {
  private DoctorJson() {}

  /**
   * Writes what was found.
   *
   * @param facts about the machine, by name.
   * @param results of all checks.
   * @param sentence returns the sentence of a finding.
   * @param next returns what to do about a finding.
   * @return one line.
   */
  public static String of(
      Map<String, String> facts,
      List<CheckResult> results,
      Function<Finding, String> sentence,
      Function<Finding, Optional<String>> next) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeObjectFieldStart("machine");
      for (Map.Entry<String, String> fact : facts.entrySet()) {
        json.writeStringField(fact.getKey(), fact.getValue());
      }
      json.writeEndObject();
      json.writeArrayFieldStart("checks");
      for (CheckResult result : results) {
        json.writeStartObject();
        json.writeStringField("topic", result.topic().title());
        json.writeStringField("outcome", result.outcome().name().toLowerCase(Locale.ROOT));
        if (result.finding().isPresent()) {
          Finding finding = result.finding().get();
          json.writeStringField("code", finding.code().id());
          json.writeObjectFieldStart("parameters");
          for (Map.Entry<String, String> parameter : finding.parameters().entrySet()) {
            json.writeStringField(parameter.getKey(), parameter.getValue());
          }
          json.writeEndObject();
          json.writeStringField("sentence", sentence.apply(finding));
          Optional<String> step = next.apply(finding);
          if (step.isPresent()) {
            json.writeStringField("next", step.get());
          }
        }
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // never, into a text
    }
    return text.toString();
  }
}
