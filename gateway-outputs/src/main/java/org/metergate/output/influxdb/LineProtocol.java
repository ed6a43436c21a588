// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.influxdb;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.metergate.journal.StoredReading;
import org.metergate.output.ReadingTime;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Value;

/**
 * Writes readings in InfluxDB's line protocol: {@code
 * metergate,gateway=attic,identifier=18290001,meter=main,unit=W power_import=250 1763640000000}. A
 * reading is one line for each unit, since a value means nothing without its unit; a record of a
 * meter's own logger also has the tag {@code origin=history}, so that it never becomes the newest
 * value of the live series. Numbers are floats with the meter's digits: a field must never change
 * its type. Source: InfluxDB documentation, "Line protocol reference". Pure.
 *
 * @param measurement the name before the tags.
 * @param gateway its name.
 * @param zone of meters' clocks that send no offset.
 * @param texts whether texts and times are written too; VictoriaMetrics takes a text for a 0.
 */
record LineProtocol(String measurement, String gateway, ZoneId zone, boolean texts) {

  /**
   * One line.
   *
   * @param reading its index among those that are sent.
   * @param meter the meter's name, for people.
   * @param text without a line end.
   */
  record Line(int reading, String meter, String text) {}

  /** Returns the lines of some readings; those without a value that is written have no line. */
  List<Line> lines(List<StoredReading> readings) {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < readings.size(); i++) {
      Reading reading = readings.get(i).reading();
      long time = ReadingTime.of(reading, zone).toEpochMilli();
      String meter = reading.meter().displayName();
      for (Map.Entry<String, StringBuilder> unit : fieldsByUnit(reading).entrySet()) {
        String tags = tags(reading.meter(), unit.getKey(), reading.origin());
        lines.add(new Line(i, meter, tags + " " + unit.getValue() + " " + time));
      }
    }
    return lines;
  }

  private Map<String, StringBuilder> fieldsByUnit(Reading reading) {
    Map<String, StringBuilder> byUnit = new LinkedHashMap<>();
    Set<String> written = new HashSet<>();
    for (Measurement value : reading.measurements()) {
      boolean number = value.value() instanceof Value.Decimal;
      if (value.value() == null || !(number || texts) || !written.add(value.quantity().name())) {
        continue;
      }
      String unit = value.unit() == null ? "" : value.unit().ascii();
      StringBuilder fields = byUnit.computeIfAbsent(unit, u -> new StringBuilder());
      String text = value.value().toString();
      fields
          .append(fields.isEmpty() ? "" : ",")
          .append(value.quantity().name())
          .append('=')
          .append(number ? text : quoted(text));
    }
    return byUnit;
  }

  /** Returns the tags, sorted by name, which is cheapest for the server. */
  private String tags(MeterRef meter, String unit, Origin origin) {
    return escaped(measurement)
        + tag("gateway", gateway)
        + tag("identifier", meter.identifier())
        + tag("meter", meter.displayName())
        + tag("origin", origin == Origin.HISTORY ? "history" : "")
        + tag("unit", unit);
  }

  private static String tag(String name, String value) {
    return value.isBlank() ? "" : "," + name + "=" + escaped(value);
  }

  /** A backslash cannot be escaped there, and would escape what follows. */
  private static String escaped(String text) {
    return text.strip()
        .replaceAll("[\\p{Cntrl}\\\\]", "_")
        .replace(",", "\\,")
        .replace("=", "\\=")
        .replace(" ", "\\ ");
  }

  private static String quoted(String text) {
    return '"'
        + text.replaceAll("\\p{Cntrl}", " ").replace("\\", "\\\\").replace("\"", "\\\"")
        + '"';
  }
}
