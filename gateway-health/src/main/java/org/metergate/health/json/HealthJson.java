// SPDX-License-Identifier: Apache-2.0
package org.metergate.health.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.metergate.health.AlarmReport;
import org.metergate.health.FindingReport;
import org.metergate.health.HealthDocument;
import org.metergate.health.JournalReport;
import org.metergate.health.MeterReport;
import org.metergate.health.OutputReport;
import org.metergate.health.StageReport;

/** Writes the document of health as one JSON object, as described in docs/reference/health.md. */
public final class HealthJson {
  private static final JsonFactory JSON = new JsonFactory();

  private HealthJson() {}

  /**
   * Writes the document.
   *
   * @param document any.
   * @return one line; the same text for the same document.
   */
  public static String of(HealthDocument document) {
    StringWriter text = new StringWriter(4096);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("gateway", document.gateway());
      json.writeStringField("time", cut(document.time()));
      json.writeBooleanField("well", document.well());
      json.writeStringField("state", document.state().word());
      json.writeStringField("verdict", document.verdict());
      text(json, "next", document.next());
      journal(json, document.journal());
      json.writeArrayFieldStart("meters");
      for (MeterReport meter : document.meters()) {
        meter(json, meter);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("outputs");
      for (OutputReport output : document.outputs()) {
        output(json, output);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("alarms");
      for (AlarmReport alarm : document.alarms()) {
        alarm(json, alarm);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return text.toString();
  }

  private static void journal(JsonGenerator json, JournalReport journal) throws IOException {
    json.writeObjectFieldStart("journal");
    json.writeStringField("state", journal.state().word());
    json.writeBooleanField("well", journal.well());
    json.writeStringField("sentence", journal.sentence());
    text(json, "next", journal.next());
    findings(json, journal.findings());
    json.writeEndObject();
  }

  private static void meter(JsonGenerator json, MeterReport meter) throws IOException {
    json.writeStartObject();
    json.writeStringField("meter", meter.meter());
    json.writeStringField("state", meter.state().word());
    json.writeBooleanField("well", meter.well());
    json.writeStringField("sentence", meter.sentence());
    text(json, "next", meter.next());
    text(json, "lastReading", meter.lastReading());
    Optional<Duration> interval = meter.usualInterval();
    if (interval.isPresent()) {
      json.writeNumberField("usualInterval", interval.get().toSeconds());
    } else {
      json.writeNullField("usualInterval");
    }
    json.writeArrayFieldStart("stages");
    for (StageReport stage : meter.stages()) {
      json.writeStartObject();
      json.writeStringField("stage", word(stage.stage()));
      json.writeStringField("state", stage.state().word());
      json.writeNumberField("passed", stage.passed());
      text(json, "lastPassed", stage.lastPassed());
      json.writeNumberField("faults", stage.faults());
      json.writeEndObject();
    }
    json.writeEndArray();
    findings(json, meter.findings());
    json.writeEndObject();
  }

  private static void output(JsonGenerator json, OutputReport output) throws IOException {
    json.writeStartObject();
    json.writeStringField("output", output.output());
    json.writeStringField("type", output.type());
    json.writeStringField("state", output.state().word());
    json.writeBooleanField("well", output.well());
    json.writeStringField("sentence", output.sentence());
    text(json, "next", output.next());
    json.writeNumberField("delivered", output.delivered());
    json.writeNumberField("queued", output.queued());
    text(json, "oldestWaiting", output.oldestWaiting());
    text(json, "lastDelivery", output.lastDelivery());
    text(json, "lastError", output.lastError());
    text(json, "lastErrorAt", output.lastErrorAt());
    if (output.listens().isPresent()) {
      text(json, "listens", output.listens());
    }
    findings(json, output.findings());
    json.writeEndObject();
  }

  private static void alarm(JsonGenerator json, AlarmReport alarm) throws IOException {
    json.writeStartObject();
    json.writeStringField("alarm", alarm.alarm());
    json.writeStringField("type", alarm.type());
    json.writeStringField("state", alarm.state().word());
    json.writeBooleanField("well", alarm.well());
    json.writeStringField("sentence", alarm.sentence());
    text(json, "next", alarm.next());
    json.writeNumberField("waiting", alarm.waiting());
    text(json, "lastSent", alarm.lastSent());
    findings(json, alarm.findings());
    json.writeEndObject();
  }

  private static void findings(JsonGenerator json, List<FindingReport> findings)
      throws IOException {
    json.writeArrayFieldStart("findings");
    for (FindingReport finding : findings) {
      json.writeStartObject();
      json.writeStringField("code", finding.code());
      json.writeStringField("stage", word(finding.stage()));
      json.writeStringField("kind", word(finding.kind()));
      text(json, "withheld", finding.withheld());
      json.writeStringField("sentence", finding.sentence());
      text(json, "next", finding.next());
      json.writeStringField("first", cut(finding.first()));
      json.writeStringField("last", cut(finding.last()));
      json.writeNumberField("count", finding.count());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Returns a time as readings have it, in milliseconds. */
  private static String cut(Instant at) {
    return at.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /** Writes a text or a time, or null. */
  private static void text(JsonGenerator json, String name, Optional<?> value) throws IOException {
    if (value.isPresent()) {
      boolean time = value.get() instanceof Instant;
      json.writeStringField(name, time ? cut((Instant) value.get()) : value.get().toString());
    } else {
      json.writeNullField(name);
    }
  }
}
