// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.page;

import static org.metergate.web.page.PageTexts.text;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.metergate.latest.LatestValue;
import org.metergate.latest.MeterValues;
import org.metergate.spi.reading.Measurement;
import org.metergate.web.html.Html;
import org.metergate.web.html.PageFragment;
import org.metergate.web.html.TimeFormat;

/** Writes all values of a meter as a table. */
final class ValueTable {
  private final Html html = new Html();
  private final TimeFormat times;
  private int row;

  ValueTable(TimeFormat times) {
    this.times = times;
  }

  /** Writes all values, the newest telegram's age above, any other age next to the value. */
  Optional<PageFragment> write(MeterReadings readings) {
    Optional<LatestValue> newest =
        readings.shown().stream()
            .flatMap(meter -> meter.values().stream())
            .max(Comparator.comparing(LatestValue::receivedAt));
    if (newest.isEmpty()) {
      return Optional.empty();
    }
    html.openPart("section", "values", java.util.List.of(), "class", "card values");
    html.element("h2", text("values"), "id", "values-h");
    html.open("table", "aria-labelledby", "values-h");
    html.openLive("caption", "all", ValueText.aged("all", newest.get(), times.now()));
    html.text(text("values.received")).text(" ");
    times.age(html, "received", newest.get().receivedAt());
    html.text(" ").text(text("values.unless")).text(" ");
    html.live("span", "dated", ValueText.dated(newest.get(), times), "class", "dated");
    html.close("caption").open("thead").open("tr");
    html.element("th", text("values.quantity"), "scope", "col");
    html.element("th", text("values.value"), "scope", "col", "class", "value");
    html.element("th", text("values.unit"), "scope", "col");
    html.element("th", text("values.register"), "scope", "col");
    html.close("tr").close("thead");
    for (MeterValues meter : readings.shown()) {
      rows(meter, newest.get().receivedAt());
    }
    return Optional.of(html.close("table").close("section").part("values"));
  }

  private void rows(MeterValues meter, Instant newest) {
    html.open("tbody");
    if (!meter.meter().subMeter().isEmpty()) {
      html.open("tr").open("th", "colspan", "4", "scope", "rowgroup", "class", "sub");
      html.text(meter.meter().displayName() + " " + meter.meter().identifier());
      html.close("th").close("tr");
    }
    for (LatestValue value : meter.values()) {
      row(value, newest);
    }
    html.close("tbody");
  }

  private void row(LatestValue value, Instant newest) {
    String key = "v" + row++;
    Measurement measurement = value.measurement();
    html.openLive("tr", key, ValueText.aged("row", value, times.now()));
    html.open("th", "scope", "row").text(measurement.quantity().label());
    // in place of the last column where the page is too narrow for it
    html.element("code", measurement.register(), "class", "below").close("th");
    html.open("td", "class", "value");
    String style = ValueText.breaks(measurement) ? "text" : "number";
    html.live("span", key + "n", ValueText.number(measurement), "class", style);
    if (measurement.value() == null) {
      html.element("span", ValueText.missing(measurement), "class", "hint");
    }
    if (!value.receivedAt().equals(newest)) {
      html.open("span", "class", "hint");
      times.age(html, key + "a", value.receivedAt());
      html.close("span");
      html.live("span", key + "d", ValueText.dated(value, times), "class", "dated");
    }
    html.close("td");
    html.element("td", ValueText.unit(measurement), "class", "unit");
    html.open("td", "class", "register").element("code", measurement.register()).close("td");
    html.close("tr");
  }
}
