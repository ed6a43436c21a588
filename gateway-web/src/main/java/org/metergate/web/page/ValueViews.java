// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.page;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.metergate.latest.LatestValue;
import org.metergate.latest.MeterValues;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Value;
import org.metergate.web.html.Html;
import org.metergate.web.html.TimeFormat;

/** Writes a meter's values: the important ones big, then all of them as a table. */
final class ValueViews {
  private static final String WAITING_FOR_SCALE = "raw count, waiting for its scale";

  private ValueViews() {}

  /** Returns why there is no value; a counter in doubt has no unit either. */
  private static String missing(Measurement measurement) {
    return measurement.unit() == null ? "raw count, not delivered" : WAITING_FOR_SCALE;
  }

  /** Writes the big figures. */
  static void figures(Html html, List<MeterValues> meters, TimeFormat timeFormat) {
    List<LatestValue> important = Headline.of(meters);
    if (important.isEmpty()) {
      return;
    }
    html.open("dl", "class", "figures");
    for (LatestValue value : important) {
      boolean scaled = value.measurement().value() != null;
      html.open("div", aged(scaled ? "figure" : "figure raw", value, timeFormat));
      html.element("dt", value.measurement().quantity().label());
      html.open("dd");
      html.element("span", number(value.measurement()), "class", "number");
      html.element("span", unit(value.measurement()), "class", "unit");
      if (!scaled) {
        html.element("span", missing(value.measurement()), "class", "hint");
      }
      html.open("span", "class", "hint");
      timeFormat.age(html, value.receivedAt());
      html.close("span");
      dated(html, value, timeFormat);
      html.close("dd").close("div");
    }
    html.close("dl");
  }

  /**
   * Writes all values, the newest telegram's age in the caption, any other age next to the value.
   */
  static void table(Html html, List<MeterValues> meters, TimeFormat timeFormat) {
    Optional<LatestValue> newest =
        meters.stream()
            .flatMap(meter -> meter.values().stream())
            .max(Comparator.comparing(LatestValue::receivedAt));
    if (newest.isEmpty()) {
      return;
    }
    html.open("details", "class", "values", "open", "");
    html.element("summary", "All values");
    html.open("table").open("caption", aged("all", newest.get(), timeFormat));
    html.text("Received ");
    timeFormat.age(html, newest.get().receivedAt());
    html.text(" unless noted. ");
    dated(html, newest.get(), timeFormat);
    html.close("caption");
    html.open("thead").open("tr");
    html.element("th", "Quantity", "scope", "col");
    html.element("th", "Value", "scope", "col", "class", "value");
    html.element("th", "Unit", "scope", "col");
    html.element("th", "Register", "scope", "col");
    html.close("tr").close("thead");
    for (MeterValues meter : meters) {
      rows(html, meter, newest.get().receivedAt(), timeFormat);
    }
    html.close("table").close("details");
  }

  private static void rows(Html html, MeterValues meter, Instant newest, TimeFormat timeFormat) {
    html.open("tbody");
    if (!meter.meter().subMeter().isEmpty()) {
      html.open("tr").open("th", "colspan", "4", "scope", "rowgroup", "class", "sub");
      html.text(meter.meter().displayName() + " " + meter.meter().identifier());
      html.close("th").close("tr");
    }
    for (LatestValue value : meter.values()) {
      Measurement measurement = value.measurement();
      html.open("tr", aged("row", value, timeFormat));
      html.open("th", "scope", "row").text(measurement.quantity().label());
      // in place of the last column where the page is too narrow for it
      html.element("code", measurement.register(), "class", "below").close("th");
      html.open("td", "class", "value").text(number(measurement));
      if (measurement.value() == null) {
        html.element("span", missing(measurement), "class", "hint");
      }
      if (!value.receivedAt().equals(newest)) {
        html.open("span", "class", "hint");
        timeFormat.age(html, value.receivedAt());
        html.close("span");
        dated(html, value, timeFormat);
      }
      html.close("td");
      html.element("td", unit(measurement), "class", "unit");
      html.open("td", "class", "register").element("code", measurement.register()).close("td");
      html.close("tr");
    }
    html.close("tbody");
  }

  /**
   * Returns attributes by which the script finds values that become stale while nothing arrives.
   */
  private static String[] aged(String style, LatestValue value, TimeFormat timeFormat) {
    return new String[] {
      "class",
      value.stale(timeFormat.now()) ? style + " stale" : style,
      "data-at",
      value.receivedAt().toString(),
      "data-fresh",
      Long.toString(value.freshFor().toSeconds())
    };
  }

  /** Shown by the style sheet for stale values only. */
  private static void dated(Html html, LatestValue value, TimeFormat timeFormat) {
    html.element("span", "old: as of " + timeFormat.clock(value.receivedAt()), "class", "dated");
  }

  /** Returns the meter's digits; the raw integer if the scale is not known. */
  private static String number(Measurement measurement) {
    Value value = measurement.value();
    if (value == null) {
      return measurement.raw().toPlainString();
    }
    if (value instanceof Value.Moment moment) {
      MeterTime time = moment.time();
      String local = MeterTime.local(time.local()).toString().replace('T', ' ');
      return time.offset() == null ? local : local + " " + time.offset();
    }
    return value.toString();
  }

  private static String unit(Measurement measurement) {
    return measurement.value() == null || measurement.unit() == null
        ? ""
        : measurement.unit().display();
  }
}
