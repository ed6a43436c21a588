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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.metergate.journal.StoredReading;
import org.metergate.journal.rollup.Series;
import org.metergate.rollup.Boundary;
import org.metergate.rollup.Rollup;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;
import org.metergate.value.DerivedQuantities;
import org.metergate.value.Units;

/**
 * The fields of an export line and of an API row, in the order of the columns: numbers as {@link
 * BigDecimal} or {@link Long}, the rest as text, a boolean or null.
 */
public final class HistoryFields {
  /** The last column, which says whether the quantity follows from others. */
  public static final String DERIVED = "derived";

  private final ZoneId zone;
  private final HistoryView view;
  private final Map<String, Previous> newest = new HashMap<>();

  /** The last of the values that were stored behind a newer one, as those of a logger are. */
  private final Map<String, Previous> late = new HashMap<>();

  private record Previous(Instant at, long id, BigDecimal number, Unit unit) {}

  /**
   * Creates the fields.
   *
   * @param zone in which times are written.
   * @param view in which units numbers are written.
   */
  HistoryFields(ZoneId zone, HistoryView view) {
    this.zone = zone;
    this.view = view;
  }

  /**
   * Formats a time.
   *
   * @param millis UTC.
   * @return ISO 8601 with the offset of the zone.
   */
  String time(long millis) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        Instant.ofEpochMilli(millis).atZone(zone).toOffsetDateTime());
  }

  /**
   * Returns the columns of an interval; a counter's value is its register at the end. What it grew
   * by is that of the meter, converted: the difference of converted values could be off by a digit.
   *
   * @param series to which it belongs.
   * @param rollup the interval.
   * @return the columns.
   */
  Map<String, Object> interval(Series series, Rollup rollup) {
    HistoryView.Converted units = view.of(series);
    Map<String, Object> fields =
        interval(series.meter(), series.quantity(), units.to().ascii(), rollup);
    Rollup.Counter counter = rollup instanceof Rollup.Counter c ? c : null;
    Rollup.Gauge gauge = rollup instanceof Rollup.Gauge g ? g : null;
    fields.put("value", counter == null ? null : units.number(value(counter.last())));
    fields.put("delta", counter == null ? null : units.number(counter.delta().orElse(null)));
    fields.put("min", gauge == null ? null : units.number(gauge.min()));
    fields.put("mean", gauge == null ? null : units.number(gauge.mean().orElse(null)));
    fields.put("max", gauge == null ? null : units.number(gauge.max()));
    finish(fields, rollup);
    fields.put(DERIVED, series.isDerived());
    return fields;
  }

  /**
   * Returns the columns of an interval of a quantity that is calculated when it is read, as those
   * of a gauge.
   *
   * @param meter the meter.
   * @param quantity what was calculated.
   * @param mean over the interval.
   * @param unit of it.
   * @param rollup the interval of a counter that it was calculated of.
   * @return the columns.
   */
  Map<String, Object> calculated(
      MeterRef meter, Quantity quantity, BigDecimal mean, Unit unit, Rollup rollup) {
    Map<String, Object> fields = interval(meter, quantity.name(), unit.ascii(), rollup);
    for (String column : List.of("value", "delta", "min")) {
      fields.put(column, null);
    }
    fields.put("mean", mean);
    fields.put("max", null);
    finish(fields, rollup);
    fields.put(DERIVED, true);
    return fields;
  }

  private Map<String, Object> interval(
      MeterRef meter, String quantity, String unit, Rollup rollup) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("from", time(rollup.from()));
    fields.put("to", time(rollup.to()));
    fields.put("meter", meter.displayName());
    fields.put("identifier", meter.identifier());
    fields.put("quantity", quantity);
    fields.put("unit", unit);
    return fields;
  }

  private static void finish(Map<String, Object> fields, Rollup rollup) {
    fields.put("coverage", rollup.coverage());
    fields.put("estimated", rollup instanceof Rollup.Counter counter && counter.estimated());
    fields.put("readings", rollup.readings());
  }

  private static BigDecimal value(Boundary boundary) {
    return boundary == null ? null : boundary.value();
  }

  /**
   * Returns the columns of one measurement; a counter's delta is the difference from the value
   * before it in time, which the first one of a series and the first one in another unit do not
   * have. Readings come as they were stored: one behind a newer one has a delta only from one that
   * came behind it too.
   *
   * @param at the time it belongs to.
   * @param stored the reading.
   * @param m one of its measurements in the meter's own unit, or one derived from them.
   * @return the columns.
   */
  Map<String, Object> measurement(Instant at, StoredReading stored, Measurement m) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("time", time(at.toEpochMilli()));
    fields.put("received", time(stored.reading().receivedAt().toEpochMilli()));
    fields.put("meter_time", stored.reading().meterTime().map(Object::toString).orElse(null));
    fields.put("id", stored.id());
    fields.put("origin", stored.reading().origin().name().toLowerCase(java.util.Locale.ROOT));
    fields.put("meter", stored.reading().meter().displayName());
    fields.put("identifier", stored.reading().meter().identifier());
    fields.put("quantity", m.quantity().name());
    Measurement shown = view.units().of(m);
    fields.put("unit", shown.unit() == null ? "" : shown.unit().ascii());
    fields.put("register", m.register());
    BigDecimal number = number(m);
    fields.put("value", number != null || m.value() == null ? number(shown) : m.value().toString());
    BigDecimal delta = number == null ? null : delta(at, stored, m, number);
    fields.put(
        "delta",
        delta == null || shown == m ? delta : Units.convert(delta, m.unit(), shown.unit()));
    fields.put("raw", m.raw());
    fields.put(DERIVED, DerivedQuantities.isDerived(m));
    return fields;
  }

  private static BigDecimal number(Measurement m) {
    return m.value() instanceof Value.Decimal decimal ? decimal.number() : null;
  }

  private BigDecimal delta(Instant at, StoredReading stored, Measurement m, BigDecimal number) {
    if (m.quantity().kind() != Quantity.Kind.COUNTER) {
      return null;
    }
    String key = stored.reading().meter().identifier() + " " + m.quantity().name();
    boolean isLate = newest.containsKey(key) && at.isBefore(newest.get(key).at());
    Previous own = new Previous(at, stored.id(), number, m.unit());
    Previous last = (isLate ? late : newest).put(key, own);
    boolean begins =
        last == null
            || at.isBefore(last.at())
            || last.id() < stored.seriesFrom()
            || !Objects.equals(last.unit(), m.unit()); // the meter changed its unit
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
