// SPDX-License-Identifier: Apache-2.0
package org.metergate.health.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.metergate.health.AlarmReport;
import org.metergate.health.FindingReport;
import org.metergate.health.HealthDocument;
import org.metergate.health.HealthState;
import org.metergate.health.JournalReport;
import org.metergate.health.MeterReport;
import org.metergate.health.OutputReport;
import org.metergate.health.StageReport;
import org.metergate.health.StageState;
import org.metergate.spi.finding.FindingCode.Kind;
import org.metergate.spi.finding.Stage;

/**
 * Reads the document of health that {@link HealthJson} wrote, perhaps in another version of the
 * program: unknown fields are skipped, absent ones are empty, unknown states count as {@code
 * attention}, and parts without their name are left out. Pure functions.
 */
public final class HealthJsonReader {
  private static final JsonFactory JSON = new JsonFactory();

  private HealthJsonReader() {}

  /**
   * Reads a document.
   *
   * @param text one JSON object.
   * @return the document. What is not in the text follows from it: a finding is a remark when it is
   *     no fault and has no next step; the values of a meter are of the present when it is {@code
   *     good} and was heard.
   * @throws IOException when the text is no JSON object.
   */
  public static HealthDocument read(String text) throws IOException {
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("not a JSON object");
      }
      return document(new Part(object(json)));
    }
  }

  private static HealthDocument document(Part part) {
    return new HealthDocument(
        part.text("gateway").orElse(""),
        part.time("time").orElse(Instant.EPOCH),
        part.yes("well"),
        part.state(),
        part.text("verdict").orElse(""),
        part.text("next"),
        journal(part.part("journal")),
        part.parts("meters", "meter", HealthJsonReader::meter),
        part.parts("outputs", "output", HealthJsonReader::output),
        part.parts("alarms", "alarm", HealthJsonReader::alarm));
  }

  private static JournalReport journal(Part part) {
    return new JournalReport(
        part.state(),
        part.yes("well"),
        part.text("sentence").orElse(""),
        part.text("next"),
        findings(part));
  }

  private static MeterReport meter(Part part) {
    Optional<Instant> lastReading = part.time("lastReading");
    return new MeterReport(
        part.text("meter").orElse(""),
        part.state(),
        part.state() == HealthState.GOOD && lastReading.isPresent(),
        part.yes("well"),
        part.text("sentence").orElse(""),
        part.text("next"),
        lastReading,
        part.number("usualInterval").map(Duration::ofSeconds),
        part.parts("stages", "stage", HealthJsonReader::stage).stream()
            .flatMap(Optional::stream)
            .toList(),
        findings(part));
  }

  private static Optional<StageReport> stage(Part part) {
    return constant(Stage.class, part.text("stage"))
        .map(
            stage ->
                new StageReport(
                    stage,
                    constant(StageState.class, part.text("state")).orElse(StageState.WAITING),
                    part.number("passed").orElse(0L),
                    part.time("lastPassed"),
                    part.number("faults").orElse(0L)));
  }

  private static OutputReport output(Part part) {
    return new OutputReport(
        part.text("output").orElse(""),
        part.text("type").orElse(""),
        part.state(),
        part.yes("well"),
        part.text("sentence").orElse(""),
        part.text("next"),
        part.number("delivered").orElse(0L),
        part.number("queued").orElse(0L),
        part.time("oldestWaiting"),
        part.time("lastDelivery"),
        part.text("lastError"),
        part.time("lastErrorAt"),
        findings(part),
        part.text("listens"));
  }

  private static AlarmReport alarm(Part part) {
    return new AlarmReport(
        part.text("alarm").orElse(""),
        part.text("type").orElse(""),
        part.state(),
        part.yes("well"),
        part.text("sentence").orElse(""),
        part.text("next"),
        part.number("waiting").orElse(0L).intValue(),
        part.time("lastSent"),
        findings(part));
  }

  private static List<FindingReport> findings(Part part) {
    return part.parts("findings", "code", HealthJsonReader::finding);
  }

  private static FindingReport finding(Part part) {
    Kind kind = constant(Kind.class, part.text("kind")).orElse(Kind.EVENT);
    Optional<String> withheld = part.text("withheld");
    Optional<String> next = part.text("next");
    return new FindingReport(
        part.text("code").orElse(""),
        constant(Stage.class, part.text("stage")).orElse(Stage.PORT),
        kind,
        withheld,
        part.text("sentence").orElse(""),
        next,
        kind != Kind.FAULT && next.isEmpty() && withheld.isEmpty(),
        part.time("first").orElse(Instant.EPOCH),
        part.time("last").orElse(Instant.EPOCH),
        part.number("count").orElse(1L));
  }

  private static <E extends Enum<E>> Optional<E> constant(Class<E> type, Optional<String> word) {
    for (E constant : type.getEnumConstants()) {
      if (word.equals(Optional.of(constant.name().toLowerCase(Locale.ROOT)))) {
        return Optional.of(constant);
      }
    }
    return Optional.empty();
  }

  /** One JSON object, with its fields as far as they have the expected form. */
  private record Part(Map<String, Object> fields) {

    Optional<String> text(String name) {
      return fields.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    Optional<Long> number(String name) {
      return fields.get(name) instanceof Long number ? Optional.of(number) : Optional.empty();
    }

    boolean yes(String name) {
      return Boolean.TRUE.equals(fields.get(name));
    }

    Optional<Instant> time(String name) {
      try {
        return text(name).map(Instant::parse);
      } catch (DateTimeException e) {
        return Optional.empty();
      }
    }

    HealthState state() {
      return constant(HealthState.class, text("state")).orElse(HealthState.ATTENTION);
    }

    Part part(String name) {
      return part(fields.get(name));
    }

    private static Part part(Object value) {
      Map<String, Object> fields = new LinkedHashMap<>();
      if (value instanceof Map<?, ?> map) {
        map.forEach((key, field) -> fields.put(String.valueOf(key), field));
      }
      return new Part(fields);
    }

    /** Returns the objects of a list that have a text under the given name. */
    <T> List<T> parts(String list, String name, Function<Part, T> read) {
      List<T> parts = new ArrayList<>();
      if (fields.get(list) instanceof List<?> values) {
        for (Object value : values) {
          Part part = part(value);
          if (part.text(name).isPresent()) {
            parts.add(read.apply(part));
          }
        }
      }
      return parts;
    }
  }

  private static Map<String, Object> object(JsonParser json) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      fields.put(name, value(json));
    }
    return fields;
  }

  private static Object value(JsonParser json) throws IOException {
    switch (json.currentToken()) {
      case START_OBJECT:
        return object(json);
      case START_ARRAY:
        List<Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(json));
        }
        return list;
      case VALUE_TRUE:
        return true;
      case VALUE_NUMBER_INT:
        return json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
            ? json.getText()
            : json.getLongValue();
      case VALUE_STRING:
        return json.getText();
      default:
        return null; // false, null and numbers with a point, which no field has
    }
  }
}
