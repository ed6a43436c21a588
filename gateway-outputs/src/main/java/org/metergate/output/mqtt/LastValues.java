// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.metergate.output.StateJson;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;

/**
 * The last value of each quantity of each meter with its own time, as the retained {@code .../last}
 * carries it. Meters send lists of different content in turn, so a value stays until a newer one
 * comes, and is restored after a restart. It is never on the topic of present states, so that
 * nobody takes an old power for the present one. One thread.
 */
final class LastValues {
  /** No meter has nearly as many quantities; a text with more was not written by this program. */
  private static final int MAX_QUANTITIES = 500;

  private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,200}");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,100}(\\.\\d{1,100})?");

  /**
   * A value.
   *
   * @param value a decimal or a text.
   * @param unit in ASCII, or empty.
   * @param at when its reading was received.
   */
  private record Last(Object value, String unit, Instant at) {}

  private record Meter(MeterRef ref, Map<String, Last> values) {}

  private final Topics topics;
  private final RetainedTopics retained;
  private final Map<String, Meter> changed = new TreeMap<>();
  private final Map<String, Meter> meters = new HashMap<>();

  /** Meters whose text, as the broker keeps it, is from this run. */
  private final Set<String> published = new HashSet<>();

  LastValues(Topics topics, RetainedTopics retained) {
    this.topics = topics;
    this.retained = retained;
  }

  /** Takes over what is newer in a reading; records of a meter's own logger are never the last. */
  void learn(Reading reading) {
    if (reading.origin() != Origin.LIVE) {
      return;
    }
    Meter meter = meter(reading.meter());
    Instant at = reading.receivedAt().truncatedTo(ChronoUnit.MILLIS);
    boolean news = false;
    for (Measurement measurement : reading.measurements()) {
      if (measurement.value() != null) {
        Unit unit = measurement.unit() == null ? Unit.NONE : measurement.unit();
        Object value =
            measurement.value() instanceof Value.Decimal decimal
                ? decimal.number()
                : measurement.value().toString();
        Last last = new Last(value, unit.ascii(), at);
        news |= put(meter, measurement.quantity().name(), last);
      }
    }
    if (news) {
      changed.put(reading.meter().displayName(), meter);
    }
  }

  private Meter meter(MeterRef ref) {
    return meters.computeIfAbsent(ref.displayName(), any -> new Meter(ref, new TreeMap<>()));
  }

  private static boolean put(Meter meter, String quantity, Last last) {
    Last before = meter.values().get(quantity);
    boolean newer = before == null || last.at().isAfter(before.at());
    if (newer && (before != null || meter.values().size() < MAX_QUANTITIES)) {
      meter.values().put(quantity, last);
      return true;
    }
    return false;
  }

  /** Has what has changed retained; called once for a whole batch of readings. */
  void publish() {
    changed.forEach((name, meter) -> retained.set(topics.last(name), text(meter)));
    published.addAll(changed.keySet());
    changed.clear();
  }

  /** Forgets a meter that is not configured any more. */
  void remove(String meter) {
    meters.remove(meter);
    changed.remove(meter);
    published.remove(meter);
    retained.set(topics.last(meter), "");
  }

  private static String text(Meter meter) {
    StringWriter text = new StringWriter(4096);
    try (JsonGenerator json = StateJson.JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("meter", meter.ref().displayName());
      if (!meter.ref().subMeter().isEmpty()) {
        json.writeStringField("parent", meter.ref().name());
        json.writeStringField("sub_meter", meter.ref().subMeter());
      }
      json.writeObjectFieldStart("values");
      for (Map.Entry<String, Last> one : meter.values().entrySet()) {
        json.writeObjectFieldStart(one.getKey());
        if (one.getValue().value() instanceof BigDecimal number) {
          json.writeNumberField("value", number);
        } else {
          json.writeStringField("value", one.getValue().value().toString());
        }
        if (!one.getValue().unit().isEmpty()) {
          json.writeStringField("unit", one.getValue().unit());
        }
        json.writeStringField("time", one.getValue().at().toString());
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return text.toString();
  }

  /**
   * Adds what a previous run left; a newer value stays. Where a text of this run was published
   * before, which lacks it, the whole is published again.
   *
   * @return the configured name of its meter; empty for a text of another program.
   */
  String restore(String text) {
    try (JsonParser json = StateJson.JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return "";
      }
      Map<String, String> names = new HashMap<>();
      Map<String, Last> values = new TreeMap<>();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String key = json.currentName();
        if (json.nextToken() == JsonToken.START_OBJECT && key.equals("values")) {
          while (json.nextToken() == JsonToken.FIELD_NAME && values.size() < MAX_QUANTITIES) {
            String quantity = json.currentName();
            if (!NAME.matcher(quantity).matches() || json.nextToken() != JsonToken.START_OBJECT) {
              return "";
            }
            values.put(quantity, last(json));
          }
        } else if (json.currentToken().isScalarValue()) {
          names.put(key, json.getText());
        } else {
          json.skipChildren();
        }
      }
      String name = names.getOrDefault("parent", names.getOrDefault("meter", ""));
      if (!name.isEmpty()) {
        Meter meter = meter(new MeterRef(name, names.getOrDefault("sub_meter", ""), ""));
        boolean news = false;
        for (Map.Entry<String, Last> one : values.entrySet()) {
          news |= put(meter, one.getKey(), one.getValue());
        }
        if (news && published.contains(meter.ref().displayName())) {
          retained.set(topics.last(meter.ref().displayName()), text(meter));
        }
      }
      return name;
    } catch (IOException | IllegalArgumentException | DateTimeParseException e) {
      return "";
    }
  }

  private static Last last(JsonParser json) throws IOException {
    Object value = "";
    String unit = "";
    String time = "";
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      JsonToken token = json.nextToken();
      if (key.equals("value")) {
        value = token.isNumeric() ? number(json.getText()) : json.getText();
      } else if (key.equals("unit")) {
        unit = json.getText();
      } else if (key.equals("time")) {
        time = json.getText();
      } else {
        json.skipChildren();
      }
    }
    return new Last(value, unit, Instant.parse(time));
  }

  /** Other clients may write here: a short number with an exponent would fill the memory. */
  private static BigDecimal number(String digits) {
    if (!NUMBER.matcher(digits).matches()) {
      throw new IllegalArgumentException("a number that was not written by this program");
    }
    return new BigDecimal(digits);
  }
}
