// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.metergate.health.ActiveFinding;
import org.metergate.health.GatewayHealth;
import org.metergate.health.MeterHealth;
import org.metergate.health.OutputHealth;
import org.metergate.health.Verdict;
import org.metergate.latest.LatestValue;
import org.metergate.latest.MeterValues;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.Measurement;

/** Writes the content of the page as JSON for programs. Any thread. */
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
    GatewayHealth health = sources.health().get();
    Instant now = sources.clock().instant();
    return object(
        out -> {
          out.writeStringField("gateway", health.gateway());
          out.writeStringField("time", now.toString());
          out.writeArrayFieldStart("meters");
          for (MeterHealth meter : health.meters()) {
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
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  /** Returns the verdict on each meter and output. */
  String health(GatewayHealth health) {
    Instant now = sources.clock().instant();
    GatewayVerdict gatewayVerdict = GatewayVerdict.of(health, sources.messages(), now);
    return object(
        out -> {
          out.writeStringField("gateway", health.gateway());
          out.writeBooleanField("well", !faulty(health));
          out.writeStringField("sentence", gatewayVerdict.sentence(now));
          text(out, "next", gatewayVerdict.next().orElse(null));
          out.writeArrayFieldStart("meters");
          for (MeterHealth meter : health.meters()) {
            Verdict verdict = Verdict.of(meter, sources.messages(), now);
            out.writeStartObject();
            out.writeStringField("meter", meter.meter());
            out.writeBooleanField("well", verdict.well());
            out.writeStringField("sentence", verdict.sentence());
            text(out, "next", verdict.next().orElse(null));
            text(out, "lastReading", meter.lastReading().orElse(null));
            out.writeEndObject();
          }
          out.writeEndArray();
          outputs(out, health.outputs());
        });
  }

  private void outputs(JsonGenerator out, List<OutputHealth> outputs) throws IOException {
    out.writeArrayFieldStart("outputs");
    for (OutputHealth output : outputs) {
      out.writeStartObject();
      out.writeStringField("output", output.output());
      out.writeStringField("type", output.type());
      out.writeBooleanField("well", output.fault().isEmpty());
      Optional<Finding> fault = output.fault().map(ActiveFinding::finding);
      text(out, "sentence", fault.map(sources.messages()::sentence).orElse(null));
      text(out, "next", fault.flatMap(sources.messages()::nextStep).orElse(null));
      out.writeNumberField("delivered", output.delivered());
      out.writeNumberField("queued", output.queued());
      text(out, "oldestWaiting", output.oldestWaiting().orElse(null));
      text(out, "lastDelivery", output.lastDelivery().orElse(null));
      text(
          out,
          "lastError",
          output.lastFault().map(f -> sources.messages().sentence(f.finding())).orElse(null));
      text(out, "lastErrorAt", output.lastFault().map(ActiveFinding::last).orElse(null));
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /** Returns whether any stage of any chain is broken; a meter that is only waited for is not. */
  static boolean faulty(GatewayHealth health) {
    return health.meters().stream().anyMatch(meter -> meter.firstFault().isPresent())
        || health.outputs().stream().anyMatch(output -> output.fault().isPresent());
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
