// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.metergate.health.HealthDocument;
import org.metergate.health.MeterReport;
import org.metergate.latest.LatestValue;
import org.metergate.latest.MeterValues;
import org.metergate.spi.reading.Measurement;
import org.metergate.value.DerivedQuantities;
import org.metergate.web.page.PageSources;

/** Writes the present values as JSON for programs. Any thread. */
final class JsonView {
  private final PageSources sources;
  private final JsonFactory json = new JsonFactory();

  JsonView(PageSources sources) {
    this.sources = sources;
  }

  private interface Body {
    void write(JsonGenerator out) throws IOException;
  }

  /**
   * Returns all values with the same fields as {@code decode} prints, and when each was received.
   * Values are strings, so that no digit is lost.
   */
  String live() {
    HealthDocument health = sources.health().get();
    Instant now = sources.clock().instant();
    return object(
        out -> {
          out.writeStringField("gateway", health.gateway());
          out.writeStringField("time", now.toString());
          out.writeArrayFieldStart("meters");
          for (MeterReport meter : health.meters()) {
            for (MeterValues values : sources.latest().of(meter.meter())) {
              values(out, values, sources.linkOf().apply(meter.meter()), now);
            }
          }
          out.writeEndArray();
        });
  }

  private static void values(JsonGenerator out, MeterValues values, String link, Instant now)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("meter", values.meter().displayName());
    out.writeStringField("identifier", values.meter().identifier());
    out.writeStringField("link", link);
    out.writeArrayFieldStart("measurements");
    for (LatestValue value : values.values()) {
      Measurement measurement = value.measurement();
      out.writeStartObject();
      out.writeStringField("quantity", measurement.quantity().name());
      text(out, "value", measurement.value());
      text(out, "unit", measurement.unit() == null ? null : measurement.unit().ascii());
      out.writeStringField("register", measurement.register());
      text(out, "raw", measurement.raw() == null ? null : measurement.raw().toPlainString());
      if (measurement.at() != null) {
        text(out, "at", measurement.at());
      }
      out.writeStringField("receivedAt", value.receivedAt().toString());
      out.writeBooleanField("stale", value.stale(now));
      if (DerivedQuantities.isDerived(measurement)) {
        out.writeBooleanField("derived", true);
      }
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  /** Writes a text, or null. */
  private static void text(JsonGenerator out, String name, Object value) throws IOException {
    if (value == null) {
      out.writeNullField(name);
    } else {
      out.writeStringField(name, value.toString());
    }
  }

  private String object(Body body) {
    StringWriter text = new StringWriter(2048);
    try (JsonGenerator out = json.createGenerator(text)) {
      out.writeStartObject();
      body.write(out);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to a string", e);
    }
    return text.append('\n').toString();
  }
}
