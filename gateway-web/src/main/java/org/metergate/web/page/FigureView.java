// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.page;

import static org.metergate.web.page.PageTexts.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.metergate.latest.LatestValue;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Value;
import org.metergate.web.html.CountFormat;
import org.metergate.web.html.Html;
import org.metergate.web.html.TimeFormat;

/** Writes what flows now, phase by phase, what today used, and the counters. */
final class FigureView {
  private static final int PHASES = 3;

  private final Html html;
  private final TimeFormat times;

  FigureView(Html html, TimeFormat times) {
    this.html = html;
    this.times = times;
  }

  /** Writes the important values of now big. */
  void flows(MeterReadings readings) {
    figures(readings, value -> !isCounter(value));
  }

  /** Writes the important counters. */
  void counters(MeterReadings readings) {
    figures(readings, FigureView::isCounter);
  }

  private void figures(MeterReadings readings, Predicate<LatestValue> chosen) {
    List<LatestValue> important = readings.important();
    if (important.stream().noneMatch(chosen)) {
      return;
    }
    html.open("dl", "class", "figures");
    for (int i = 0; i < important.size(); i++) {
      if (chosen.test(important.get(i))) {
        figure("f" + i, important.get(i), readings);
      }
    }
    html.close("dl");
  }

  private static boolean isCounter(LatestValue value) {
    return value.measurement().quantity().kind() == Quantity.Kind.COUNTER;
  }

  private void figure(String key, LatestValue value, MeterReadings readings) {
    Measurement measurement = value.measurement();
    boolean scaled = measurement.value() != null;
    String style = scaled ? "figure" : "figure raw";
    html.openLive("div", key, ValueText.aged(style, value, times.now()));
    html.element("dt", measurement.quantity().label()).open("dd");
    html.live("span", key + "n", ValueText.number(measurement), "class", "number");
    html.element("span", ValueText.unit(measurement), "class", "unit");
    if (!scaled) {
      html.element("span", ValueText.missing(measurement), "class", "hint");
    }
    Optional<Measurement> display = readings.onTheDisplay(value);
    if (display.isPresent()) {
      html.open("span", "class", "hint").text(text("display")).text(" ");
      String digits = ValueText.withUnit(display.get());
      html.live("span", key + "m", digits, "class", "nowrap").close("span");
    }
    html.open("span", "class", "hint");
    times.age(html, key + "a", value.receivedAt());
    html.close("span");
    html.live("span", key + "d", ValueText.dated(value, times), "class", "dated");
    html.close("dd").close("div");
  }

  /** A phase and what flows in it. */
  private record Flow(int phase, LatestValue value, BigDecimal number) {}

  /** Writes a bar for each phase of a meter with several. */
  void phases(MeterReadings readings) {
    List<Flow> flows = List.of();
    for (String quantity : List.of("power", "power_import", "current")) {
      if (flows.size() < 2) {
        flows = flows(readings, quantity);
      }
    }
    if (flows.size() < 2) {
      return;
    }
    BigDecimal scale =
        flows.stream().map(flow -> flow.number().abs()).reduce(BigDecimal.ONE, BigDecimal::max);
    html.open("ul", "class", "bars", "aria-label", text("phases"));
    for (Flow flow : flows) {
      bar(readings, flow, scale);
    }
    html.close("ul");
  }

  private static List<Flow> flows(MeterReadings readings, String quantity) {
    List<Flow> flows = new ArrayList<>();
    for (int phase = 1; phase <= PHASES; phase++) {
      Optional<LatestValue> value = readings.of(quantity + "_l" + phase);
      if (value.isPresent() && value.get().measurement().value() instanceof Value.Decimal decimal) {
        flows.add(new Flow(phase, value.get(), decimal.number()));
      }
    }
    return flows;
  }

  private void bar(MeterReadings readings, Flow flow, BigDecimal scale) {
    String key = "p" + flow.phase();
    html.openLive("li", key, ValueText.aged("phase", flow.value(), times.now()));
    html.element("span", "L" + flow.phase());
    // drawn, since attributes of a style are not allowed by the content policy
    html.openLive(
        "svg",
        key + "s",
        List.of("class", flow.number().signum() < 0 ? "bar out" : "bar"),
        "viewBox",
        "0 0 100 8",
        "preserveAspectRatio",
        "none",
        "aria-hidden",
        "true",
        "focusable",
        "false");
    BigDecimal percent =
        flow.number()
            .abs()
            .multiply(BigDecimal.valueOf(100))
            .divide(scale, 1, RoundingMode.HALF_UP);
    html.openLive("rect", key + "w", List.of("width", percent.toPlainString()), "height", "8");
    html.close("rect").close("svg");
    html.live("span", key + "n", ValueText.withUnit(flow.value().measurement()), "class", "number");
    Optional<LatestValue> voltage = readings.of("voltage_l" + flow.phase());
    if (voltage.isPresent()) {
      String volts = ValueText.withUnit(voltage.get().measurement());
      html.live("span", key + "v", volts, "class", "hint nowrap");
    }
    html.close("li");
  }

  /** Writes what today used so far, beside yesterday at this hour. */
  void today(List<Today> all) {
    if (all.stream().allMatch(Today::isUnused)) {
      return;
    }
    html.open("dl", "class", "today");
    for (int i = 0; i < all.size(); i++) {
      if (!all.get(i).isUnused()) {
        today("t" + i, all.get(i));
      }
    }
    html.close("dl");
  }

  private void today(String key, Today today) {
    String unit = ValueText.unit(today.unit());
    html.open("div").element("dt", text("today", "label", today.quantity().label())).open("dd");
    html.live("span", key + "n", used(today), "class", "number");
    difference(today).ifPresent(words -> html.live("span", key + "c", words, "class", "hint"));
    if (today.before().isPresent()) {
      html.open("span", "class", "hint").text(text("today.before")).text(" ");
      String before = ValueText.withUnit(CountFormat.number(today.before().get()), unit);
      html.live("span", key + "b", before, "class", "nowrap").close("span");
    }
    if (today.incomplete()) {
      html.element("span", text("today.incomplete"), "class", "hint");
    }
    html.close("dd").close("div");
  }

  /** Returns what today used so far, with its unit. */
  static String used(Today today) {
    return today
        .used()
        .map(used -> ValueText.withUnit(CountFormat.number(used), ValueText.unit(today.unit())))
        .orElseGet(() -> text("today.unknown"));
  }

  private static Optional<String> difference(Today today) {
    if (today.used().isEmpty() || today.before().isEmpty()) {
      return Optional.empty();
    }
    BigDecimal more = today.used().get().subtract(today.before().get());
    if (more.signum() == 0) {
      return Optional.of(text("today.same"));
    }
    String amount =
        ValueText.withUnit(CountFormat.number(more.abs()), ValueText.unit(today.unit()));
    return Optional.of(text(more.signum() > 0 ? "today.more" : "today.less", "amount", amount));
  }
}
