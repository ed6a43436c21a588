// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.output.mqtt;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.metergate.core.output.StateJson;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Reading;

/**
 * What is known of one meter beside its values: the number that it gives itself, and label, unit,
 * kind, dimension and register of each quantity that was sent. Meters send lists of different
 * content in turn, so it gathers and never forgets a quantity. One thread.
 */
final class MeterInfo {
  private final Map<String, Measurement> quantities = new TreeMap<>();
  private String identifier = "";

  /** Takes in a reading; returns whether there is news in it. */
  boolean learn(Reading reading) {
    boolean news = false;
    if (!reading.meter().identifier().equals(identifier)) {
      identifier = reading.meter().identifier();
      news = true;
    }
    for (Measurement measurement : reading.measurements()) {
      if (measurement.value() != null) {
        Measurement before = quantities.put(measurement.quantity().name(), measurement);
        news |= before == null || !sameButValue(before, measurement);
      }
    }
    return news;
  }

  private static boolean sameButValue(Measurement a, Measurement b) {
    return a.quantity().equals(b.quantity())
        && a.register().equals(b.register())
        && (a.unit() == null ? b.unit() == null : a.unit().equals(b.unit()));
  }

  String json(String meter) {
    StringWriter text = new StringWriter(2048);
    try (JsonGenerator json = StateJson.JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("meter", meter);
      if (!identifier.isEmpty()) {
        json.writeStringField("identifier", identifier);
      }
      json.writeObjectFieldStart("quantities");
      for (Measurement measurement : quantities.values()) {
        write(json, measurement);
      }
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Measurement measurement) throws IOException {
    json.writeObjectFieldStart(measurement.quantity().name());
    json.writeStringField("label", measurement.quantity().label());
    if (measurement.unit() != null && !measurement.unit().ascii().isEmpty()) {
      json.writeStringField("unit", measurement.unit().ascii());
      json.writeStringField("unit_display", measurement.unit().display());
    }
    json.writeStringField("kind", lower(measurement.quantity().kind()));
    json.writeStringField("dimension", lower(measurement.quantity().dimension()));
    json.writeStringField("register", measurement.register());
    json.writeEndObject();
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
