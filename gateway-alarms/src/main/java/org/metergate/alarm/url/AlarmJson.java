// SPDX-License-Identifier: Apache-2.0
package org.metergate.alarm.url;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.metergate.alarm.AlarmMessage;
import org.metergate.alarm.Watched;
import org.metergate.alarm.Watched.Kind;

/** A message as one JSON object, as described in docs/reference/alarms.md. */
final class AlarmJson {
  private static final JsonFactory JSON = new JsonFactory();

  private AlarmJson() {}

  /** Returns one line. */
  static String of(AlarmMessage message) {
    StringWriter text = new StringWriter(512);
    Optional<Watched> named = message.watched().filter(one -> !one.name().isEmpty());
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("id", message.id());
      json.writeStringField("gateway", message.gateway());
      json.writeStringField("alarm", message.alarm());
      json.writeStringField("event", message.event().word());
      write(json, "kind", message.watched().map(one -> one.kind().word()));
      write(json, "meter", named.filter(one -> one.kind() != Kind.BEHIND).map(Watched::name));
      write(json, "output", named.filter(one -> one.kind() == Kind.BEHIND).map(Watched::name));
      json.writeStringField("sentence", message.sentence());
      write(json, "next", message.next());
      json.writeStringField("since", cut(message.since()));
      json.writeStringField("time", cut(message.time()));
      json.writeNumberField("suppressed", message.suppressed());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, String name, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(name, value.get());
    } else {
      json.writeNullField(name);
    }
  }

  private static String cut(Instant at) {
    return at.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
