// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Reading;

/**
 * Writes a reading as one JSON object: values as strings, so that no decimal is lost; {@code null}
 * where the scale is not known; {@code raw} where the wire carried an integer.
 */
public final class ReadingJson {
  private static final JsonFactory JSON = new JsonFactory();

  private ReadingJson() {}

  /**
   * Writes a reading on one line.
   *
   * @param reading any.
   * @return the object, without a line end.
   */
  public static String line(Reading reading) {
    StringWriter text = new StringWriter(1024);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      write(json, reading);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return text.toString();
  }

  /**
   * Writes a reading as an object.
   *
   * @param json the target.
   * @param reading any.
   * @throws IOException when the generator's target fails.
   */
  public static void write(JsonGenerator json, Reading reading) throws IOException {
    json.writeStartObject();
    json.writeNumberField("telegram", reading.telegram());
    json.writeStringField("meter", reading.meter().displayName());
    json.writeStringField("identifier", reading.meter().identifier());
    json.writeStringField("origin", reading.origin().name().toLowerCase(Locale.ROOT));
    json.writeStringField("receivedAt", reading.receivedAt().toString());
    json.writeStringField("meterTime", reading.meterTime().map(Object::toString).orElse(null));
    json.writeArrayFieldStart("measurements");
    for (Measurement measurement : reading.measurements()) {
      write(json, measurement);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Measurement measurement) throws IOException {
    json.writeStartObject();
    json.writeStringField("quantity", measurement.quantity().name());
    json.writeStringField(
        "value", measurement.value() == null ? null : measurement.value().toString());
    json.writeStringField("unit", measurement.unit() == null ? null : measurement.unit().ascii());
    json.writeStringField("register", measurement.register());
    if (measurement.raw() != null) {
      json.writeStringField("raw", measurement.raw().toPlainString());
    }
    if (measurement.at() != null) {
      json.writeStringField("at", measurement.at().toString());
    }
    json.writeEndObject();
  }
}
