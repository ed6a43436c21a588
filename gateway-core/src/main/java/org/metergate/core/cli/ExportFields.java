// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.metergate.core.journal.Series;
import org.metergate.core.journal.StoredReading;
import org.metergate.core.rollup.Boundary;
import org.metergate.core.rollup.Rollup;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Value;

/**
 * What stands in a line of an export, by column and in their order: numbers as {@link BigDecimal}
 * or {@link Long}, the rest as text, a boolean or null.
 */
final class ExportFields {
  private final ZoneId zone;
  private final Map<String, BigDecimal> before = new HashMap<>();

  ExportFields(ZoneId zone) {
    this.zone = zone;
  }

  String time(long millis) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        Instant.ofEpochMilli(millis).atZone(zone).toOffsetDateTime());
  }

  /** An interval; a counter's value is what it shows at its end. */
  Map<String, Object> interval(Series series, Rollup rollup) {
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

  /** One measurement; a counter's delta is the distance from the one exported before. */
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
    BigDecimal last = before.put(key, number);
    return last == null ? null : number.subtract(last);
  }
}
