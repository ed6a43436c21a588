// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.metergate.journal.StoredReading;
import org.metergate.journal.rollup.Series;
import org.metergate.rollup.Boundary;
import org.metergate.rollup.Rollup;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Value;

/**
 * The fields of an export line and of an API row, in the order of the columns: numbers as {@link
 * BigDecimal} or {@link Long}, the rest as text, a boolean or null.
 */
public final class HistoryFields {
  private final ZoneId zone;
  private final Map<String, Previous> previous = new HashMap<>();

  private record Previous(long id, BigDecimal number) {}

  /**
   * Creates the fields.
   *
   * @param zone in which times are written.
   */
  public HistoryFields(ZoneId zone) {
    this.zone = zone;
  }

  /** Returns the zone in which times are written. */
  ZoneId zone() {
    return zone;
  }

  /**
   * Formats a time.
   *
   * @param millis UTC.
   * @return ISO 8601 with the offset of the zone.
   */
  public String time(long millis) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        Instant.ofEpochMilli(millis).atZone(zone).toOffsetDateTime());
  }

  /**
   * Returns the columns of an interval; a counter's value is its register at the end.
   *
   * @param series to which it belongs.
   * @param rollup the interval.
   * @return the columns.
   */
  public Map<String, Object> interval(Series series, Rollup rollup) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("from", time(rollup.from()));
    fields.put("to", time(rollup.to()));
    fields.put("meter", series.meter().displayName());
    fields.put("identifier", series.meter().identifier());
    fields.put("quantity", series.quantity());
    fields.put("unit", series.unit());
    Rollup.Counter counter = rollup instanceof Rollup.Counter c ? c : null;
    Rollup.Gauge gauge = rollup instanceof Rollup.Gauge g ? g : null;
    fields.put("value", counter == null ? null : value(counter.last()));
    fields.put("delta", counter == null ? null : counter.delta().orElse(null));
    fields.put("min", gauge == null ? null : gauge.min());
    fields.put("mean", gauge == null ? null : gauge.mean().orElse(null));
    fields.put("max", gauge == null ? null : gauge.max());
    fields.put("coverage", rollup.coverage());
    fields.put("estimated", counter != null && counter.estimated());
    fields.put("readings", rollup.readings());
    return fields;
  }

  private static BigDecimal value(Boundary boundary) {
    return boundary == null ? null : boundary.value();
  }

  /**
   * Returns the columns of one measurement; a counter's delta is the difference from its previous
   * value, which the first one of a series does not have.
   *
   * @param at the time it belongs to.
   * @param stored the reading.
   * @param m one of its measurements.
   * @return the columns.
   */
  public Map<String, Object> measurement(Instant at, StoredReading stored, Measurement m) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("time", time(at.toEpochMilli()));
    fields.put("received", time(stored.reading().receivedAt().toEpochMilli()));
    fields.put("meter_time", stored.reading().meterTime().map(Object::toString).orElse(null));
    fields.put("id", stored.id());
    fields.put("origin", stored.reading().origin().name().toLowerCase(java.util.Locale.ROOT));
    fields.put("meter", stored.reading().meter().displayName());
    fields.put("identifier", stored.reading().meter().identifier());
    fields.put("quantity", m.quantity().name());
    fields.put("unit", m.unit() == null ? "" : m.unit().ascii());
    fields.put("register", m.register());
    BigDecimal number = m.value() instanceof Value.Decimal d ? d.number() : null;
    fields.put("value", number != null || m.value() == null ? number : m.value().toString());
    fields.put("delta", number == null ? null : delta(stored, m, number));
    fields.put("raw", m.raw());
    return fields;
  }

  private BigDecimal delta(StoredReading stored, Measurement m, BigDecimal number) {
    if (m.quantity().kind() != Quantity.Kind.COUNTER) {
      return null;
    }
    String key = stored.reading().meter().identifier() + " " + m.quantity().name();
    Previous last = previous.put(key, new Previous(stored.id(), number));
    boolean begins = last == null || last.id() < stored.seriesFrom();
    return begins || number.compareTo(last.number()) < 0 ? null : number.subtract(last.number());
  }

  /**
   * Writes columns as one JSON object.
   *
   * @param json receives it.
   * @param columns as returned by this class.
   * @throws IOException when the generator's target fails.
   */
  public static void write(JsonGenerator json, Map<String, Object> columns) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, Object> column : columns.entrySet()) {
      json.writeFieldName(column.getKey());
      Object value = column.getValue();
      if (value instanceof BigDecimal number) {
        json.writeNumber(number);
      } else if (value instanceof Long number) {
        json.writeNumber(number);
      } else if (value instanceof Boolean flag) {
        json.writeBoolean(flag);
      } else {
        json.writeString((String) value);
      }
    }
    json.writeEndObject();
  }
}
