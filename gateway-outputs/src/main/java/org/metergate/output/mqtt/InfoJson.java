// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.metergate.output.StateJson;
import org.metergate.output.homeassistant.KnownQuantity;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Nameplate;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Unit;

/**
 * What is known about a meter, as the retained {@code .../info} carries it; read again after a
 * restart, so that a quantity that comes once an hour is known from the first minute on.
 */
final class InfoJson {
  /** No meter has nearly as many quantities; a text with more was not written by this program. */
  private static final int MAX_QUANTITIES = 500;

  private InfoJson() {}

  /**
   * An info as it was read.
   *
   * @param meter with its name and number.
   * @param nameplate who made it and what it is called.
   * @param quantities what it sends.
   * @param series the meters that began a new series.
   * @param countersOf the number of the meter whose counters are shown; another one than that of
   *     the meter while it is not decided how the counters of a replaced meter go on.
   */
  record Info(
      MeterRef meter,
      Nameplate nameplate,
      List<KnownQuantity> quantities,
      List<String> series,
      String countersOf) {}

  static String of(MeterInfo info) {
    StringWriter text = new StringWriter(4096);
    try (JsonGenerator json = StateJson.JSON.createGenerator(text)) {
      MeterRef meter = info.meter();
      json.writeStartObject();
      json.writeStringField("meter", meter.displayName());
      if (!meter.subMeter().isEmpty()) {
        json.writeStringField("parent", meter.name());
        json.writeStringField("sub_meter", meter.subMeter());
      }
      writeIfAny(json, "identifier", meter.identifier());
      Nameplate nameplate = info.nameplate();
      writeIfAny(json, "manufacturer", nameplate.manufacturer());
      writeIfAny(json, "model", nameplate.model());
      writeIfAny(json, "model_id", nameplate.modelId());
      writeIfAny(json, "sw_version", nameplate.software());
      writeIfAny(json, "hw_version", nameplate.hardware());
      writeIfAny(json, "series", String.join(",", info.series()));
      if (info.isUndecided()) {
        json.writeStringField("counters_of", info.countersOf());
      }
      json.writeObjectFieldStart("quantities");
      for (KnownQuantity known : info.quantities()) {
        write(json, known);
      }
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, KnownQuantity known) throws IOException {
    Quantity quantity = known.quantity();
    json.writeObjectFieldStart(quantity.name());
    json.writeStringField("label", quantity.label());
    writeIfAny(json, "unit", known.unit().ascii());
    writeIfAny(json, "unit_display", known.unit().display());
    json.writeStringField("kind", lower(quantity.kind()));
    json.writeStringField("dimension", lower(quantity.dimension()));
    json.writeStringField("form", lower(known.form()));
    if (known.form() == KnownQuantity.Form.NUMBER) {
      json.writeNumberField("decimals", known.decimals());
    }
    if (known.dated()) {
      json.writeBooleanField("dated", true);
    }
    if (known.historical()) {
      json.writeBooleanField("historical", true);
    }
    if (known.formula().isEmpty()) {
      json.writeStringField("register", known.register());
    } else {
      json.writeBooleanField("derived", true);
      json.writeStringField("formula", known.formula());
    }
    json.writeEndObject();
  }

  private static void writeIfAny(JsonGenerator json, String key, String value) throws IOException {
    if (!value.isEmpty()) {
      json.writeStringField(key, value);
    }
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Reads an info; nothing where it was not written by this program. */
  static Optional<Info> read(String text) {
    try (JsonParser json = StateJson.JSON.createParser(text)) {
      return json.nextToken() == JsonToken.START_OBJECT
          ? Optional.of(info(json))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty(); // another program's text, or one of another version
    }
  }

  private static Info info(JsonParser json) throws IOException {
    Map<String, String> texts = new HashMap<>();
    List<KnownQuantity> quantities = new ArrayList<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      if (json.nextToken() == JsonToken.START_OBJECT && key.equals("quantities")) {
        while (json.nextToken() == JsonToken.FIELD_NAME && quantities.size() < MAX_QUANTITIES) {
          String name = json.currentName();
          json.nextToken();
          quantities.add(quantity(name, texts(json)));
        }
      } else if (json.currentToken().isScalarValue()) {
        texts.put(key, json.getText());
      } else {
        json.skipChildren();
      }
    }
    String meter = texts.getOrDefault("parent", texts.getOrDefault("meter", ""));
    String identifier = texts.getOrDefault("identifier", "");
    return new Info(
        new MeterRef(meter, texts.getOrDefault("sub_meter", ""), identifier),
        new Nameplate(
            texts.getOrDefault("manufacturer", ""),
            texts.getOrDefault("model", ""),
            texts.getOrDefault("model_id", ""),
            texts.getOrDefault("sw_version", ""),
            texts.getOrDefault("hw_version", "")),
        quantities,
        Stream.of(texts.getOrDefault("series", "").split(",")).filter(s -> !s.isEmpty()).toList(),
        texts.getOrDefault("counters_of", identifier));
  }

  private static Map<String, String> texts(JsonParser json) throws IOException {
    Map<String, String> texts = new HashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      if (json.nextToken().isScalarValue()) {
        texts.put(key, json.getText());
      } else {
        json.skipChildren();
      }
    }
    return texts;
  }

  private static KnownQuantity quantity(String name, Map<String, String> texts) {
    Quantity.Kind kind = Quantity.Kind.valueOf(upper(texts, "kind"));
    Dimension dimension = Dimension.valueOf(upper(texts, "dimension"));
    String unit = texts.getOrDefault("unit", "");
    return new KnownQuantity(
        new Quantity(name, kind, dimension, texts.getOrDefault("label", name)),
        new Unit(unit, texts.getOrDefault("unit_display", unit)),
        register(texts),
        KnownQuantity.Form.valueOf(upper(texts, "form")),
        Integer.parseInt(texts.getOrDefault("decimals", "0")),
        Boolean.parseBoolean(texts.get("dated")),
        Boolean.parseBoolean(texts.get("historical")));
  }

  private static String register(Map<String, String> texts) {
    String formula = texts.getOrDefault("formula", "");
    return formula.isEmpty() ? texts.getOrDefault("register", "") : "=" + formula;
  }

  private static String upper(Map<String, String> texts, String key) {
    return texts.getOrDefault(key, "").toUpperCase(Locale.ROOT);
  }
}
