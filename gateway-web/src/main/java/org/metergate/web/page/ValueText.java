// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.page;

import static org.metergate.web.page.PageTexts.text;

import java.time.Instant;
import java.util.List;
import org.metergate.latest.LatestValue;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;
import org.metergate.web.html.CountFormat;
import org.metergate.web.html.TimeFormat;

/** Values as people read them. */
final class ValueText {
  private static final char NARROW_SPACE = '\u202F';

  private ValueText() {}

  /** Returns the meter's digits in groups; the raw integer if the scale is not known. */
  static String number(Measurement measurement) {
    Value value = measurement.value();
    if (value == null) {
      return CountFormat.number(measurement.raw());
    }
    if (value instanceof Value.Decimal decimal) {
      return CountFormat.number(decimal.number());
    }
    if (value instanceof Value.Moment moment) {
      MeterTime time = moment.time();
      String local = MeterTime.local(time.local()).toString().replace('T', ' ');
      return time.offset() == null ? local : local + " " + time.offset();
    }
    return value.toString();
  }

  /** Returns whether what {@link #number} returns may be broken into lines: it is no number. */
  static boolean breaks(Measurement measurement) {
    return measurement.value() instanceof Value.Text || measurement.value() instanceof Value.Moment;
  }

  static String unit(Measurement measurement) {
    return measurement.value() == null ? "" : unit(measurement.unit());
  }

  static String unit(Unit unit) {
    return unit == null ? "" : unit.display();
  }

  /** Returns number and unit, which stay in one line. */
  static String withUnit(String number, String unit) {
    return unit.isEmpty() ? number : number + NARROW_SPACE + unit;
  }

  static String withUnit(Measurement measurement) {
    return withUnit(number(measurement), unit(measurement));
  }

  /** Returns why there is no value; a counter in doubt has no unit either. */
  static String missing(Measurement measurement) {
    return text(measurement.unit() == null ? "raw.withheld" : "raw.waiting");
  }

  /** Returns attributes by which the script finds values that become old while nothing comes. */
  static List<String> aged(String style, LatestValue value, Instant now) {
    return List.of(
        "class",
        value.stale(now) ? style + " stale" : style,
        "data-at",
        value.receivedAt().toString(),
        "data-fresh",
        Long.toString(value.freshFor().toSeconds()));
  }

  /** Returns the note that the style sheet shows for old values only. */
  static String dated(LatestValue value, TimeFormat times) {
    return text("old", "time", times.clock(value.receivedAt()));
  }
}
